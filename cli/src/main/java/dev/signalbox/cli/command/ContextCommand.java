package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Argument;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.Moment;
import dev.signalbox.cli.print.ContextText;
import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.List;
import java.util.Locale;
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

    @Option(names = "--json", description = "One JSON object: {\"messages\": […], \"manifest\": {…}}.")
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
        CheckedFlow checked = FlowFile.find(terminal, flow, workspace).checked(terminal);
        Moment moment = Moment.of(checked.flow(), given);
        String[] parts = state.split("/", 2);
        State asked = state(checked.flow(), parts[0]);
        LlmVerb question = question(asked, parts.length > 1 ? parts[1] : null);
        Workspace.Model model = checked.models().get(question.model());
        ContextResult result = ContextCompiler.compile(new ContextRequest(
                checked,
                question,
                scope(asked, moment),
                moment.history(),
                List.of(),
                moment.now(),
                model == null ? null : model.window(),
                counter(model),
                null));
        return print(result);
    }

    private int print(ContextResult result) {
        return switch (result) {
            case ContextResult.Failed failed ->
                throw new Complaint("the item " + failed.item() + " cannot be loaded: " + failed.message());
            case ContextResult.Overflow overflow -> {
                terminal.remark("overflow: " + overflow.message());
                terminal.out().println(json ? ContextText.json(overflow) : ContextText.manifest(overflow.manifest()));
                yield Exit.FINDINGS;
            }
            case ContextResult.Needs needs -> {
                terminal.remark("a summary of " + needs.item() + " is made first, by " + needs.model());
                terminal.out().println(json ? ContextText.json(needs) : ContextText.messages(needs.messages()));
                yield Exit.FINE;
            }
            case ContextResult.Ready ready -> {
                terminal.out()
                        .println(
                                json
                                        ? ContextText.json(ready)
                                        : ContextText.messages(ready.messages())
                                                + System.lineSeparator()
                                                + ContextText.manifest(ready.manifest()));
                yield Exit.FINE;
            }
        };
    }

    private static State state(Flow flow, String name) {
        return flow.states().values().stream()
                .filter(state -> state.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new Complaint("the flow " + flow.name() + " has no state '" + name + "'; it has "
                        + String.join(
                                ", ",
                                flow.states().keySet().stream()
                                        .map(StateName::value)
                                        .toList())));
    }

    private static LlmVerb question(State state, @Nullable String branch) {
        StepVerb step = switch (state.verb()) {
            case LlmVerb llm -> llm;
            case EachVerb each -> each.step().verb();
            case ParallelVerb parallel -> branch(state, parallel, branch);
            case SetVerb set -> throw asksNobody(state);
            case CallVerb call -> call;
            case AskVerb ask -> throw asksNobody(state);
            case WaitVerb wait -> throw asksNobody(state);
            case FlowVerb child -> child;
            case EndVerb end -> throw asksNobody(state);
            case BranchVerb pure -> throw asksNobody(state);
        };
        if (step instanceof LlmVerb llm) {
            return llm;
        }
        throw asksNobody(state);
    }

    private static StepVerb branch(State state, ParallelVerb parallel, @Nullable String branch) {
        ParallelVerb.Branch found = branch == null ? null : parallel.branches().get(branch);
        if (found == null) {
            throw new Complaint("name a branch of " + state.name() + ": "
                    + String.join(
                            ", ",
                            parallel.branches().keySet().stream()
                                    .map(name -> state.name() + "/" + name)
                                    .toList()));
        }
        return found.step().verb();
    }

    private static Complaint asksNobody(State state) {
        return new Complaint("the state " + state.name() + " asks no model");
    }

    private static Scope scope(State state, Moment moment) {
        return state.verb() instanceof EachVerb each ? moment.scope(each.item()) : moment.scope();
    }

    private static TokenCounter counter(Workspace.@Nullable Model model) {
        Workspace.Provider provider = model == null ? Workspace.Provider.OPENAI : model.provider();
        return TokenCounter.forProvider(provider.name().toLowerCase(Locale.ROOT));
    }
}
