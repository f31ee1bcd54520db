package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.WhatIf;
import dev.signalbox.cli.print.Comparison;
import dev.signalbox.cli.print.ContextText;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.cli.print.Variant;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.runtime.draft.Inquiry;
import dev.signalbox.runtime.draft.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "context",
        description = "Show exactly what a state would send to its model, and why. Calls nobody.",
        footer = "The file of --data: {\"input\": {…}, \"data\": {…}, \"events\": [{\"state\": \"…\", \"kind\": "
                + "\"result|error|answer|decision|event\", \"value\": …}]}")
final class ContextCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FLOW", description = "A flow file, or the name of a flow of the workspace.")
    private String flow = "";

    @Parameters(
            index = "1",
            paramLabel = "STATE",
            description = "The state that asks; STATE/BRANCH for a branch of a parallel.")
    private String state = "";

    @Option(names = "--data", paramLabel = "JSON|@FILE", description = "The run's input, data and events. Default: {}.")
    private @Nullable String data;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Compare with the same question to this model of the workspace. May be repeated.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--what-if",
            paramLabel = "KEY=VALUE",
            description = "Compare with another budget=TOKENS, ITEM.max=TOKENS or model=MODEL; several count together.")
    private List<String> whatIf = new ArrayList<>();

    @Option(
            names = "--json",
            description = "One JSON object: {\"messages\": […], \"manifest\": {…}}, and what was compared.")
    private boolean json;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "Where a flow's name is looked up.")
    private @Nullable String workspace;

    ContextCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> given = data == null ? Map.of() : Argument.object(terminal, data, "--data");
        FlowFile file = FlowFile.find(terminal, flow, workspace);
        CheckedFlow checked = file.checked(terminal);
        Inquiry inquiry = Inquiry.of(checked, state, Moment.of(checked.flow(), given, "--data"));
        List<Variant> variants = variants(inquiry, file.open().loaded().workspace());
        ContextResult result = variants.getFirst().result();
        if (result instanceof ContextResult.Failed failed) {
            throw new Complaint("the item " + failed.item() + " cannot be loaded: " + failed.message());
        }
        remark(result);
        if (json) {
            Map<String, Object> object = ContextText.object(result);
            if (variants.size() > 1) {
                object.put("compared", Comparison.json(variants));
            }
            terminal.out().println(Printer.json(object));
        } else {
            terminal.out().println(ContextText.text(result));
            if (variants.size() > 1) {
                terminal.out().println(System.lineSeparator() + Comparison.table(variants));
            }
        }
        return result instanceof ContextResult.Overflow ? Exit.FINDINGS : Exit.FINE;
    }

    /** The file's question first, then what would be if, then the other models. */
    private List<Variant> variants(Inquiry inquiry, Workspace known) {
        WhatIf changed = WhatIf.of(inquiry.question(), whatIf, known);
        List<Variant> variants = new ArrayList<>();
        variants.add(variant(inquiry, "file", Map.of(), inquiry.question(), known));
        if (!whatIf.isEmpty()) {
            variants.add(variant(inquiry, "what_if", changed.written(), changed.question(), known));
        }
        Map<String, String> besides = new LinkedHashMap<>(changed.written());
        besides.remove("model");
        for (String name : new LinkedHashSet<>(models)) {
            LlmVerb asked = WhatIf.to(changed.question(), WhatIf.model(known, name));
            variants.add(variant(inquiry, "model", besides, asked, known));
        }
        return variants;
    }

    private static Variant variant(
            Inquiry inquiry, String as, Map<String, String> changed, LlmVerb asked, Workspace known) {
        Workspace.Model model = known.models().get(asked.model());
        return new Variant(as, changed, asked.model(), model, inquiry.compile(asked, model));
    }

    private void remark(ContextResult result) {
        switch (result) {
            case ContextResult.Overflow overflow -> terminal.remark("overflow: " + overflow.message());
            case ContextResult.Needs needs ->
                terminal.remark("a summary of " + needs.item() + " is made first, by " + needs.model());
            case ContextResult.Ready ready -> {}
            case ContextResult.Failed failed -> {}
        }
    }
}
