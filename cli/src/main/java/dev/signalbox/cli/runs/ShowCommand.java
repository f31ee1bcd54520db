package dev.signalbox.cli.runs;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.ModelCallText;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.cli.print.RunText;
import dev.signalbox.cli.print.StepText;
import dev.signalbox.cli.print.Timeline;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.api.Views;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show one run: its data, its way, and what it waits for.")
final class ShowCommand implements Callable<Integer> {
    private static final int VALUE = 200;

    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(names = "--context", description = "Also what each model call was sent: its messages and its manifest.")
    private boolean context;

    @Option(
            names = "--at",
            paramLabel = "SEQ",
            description = "As it stood after that event, and what the event changed.")
    private @Nullable Long at;

    @Option(names = "--from", paramLabel = "SEQ", description = "With --at: what changed since that event.")
    private @Nullable Long from;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (from != null && at == null) {
            throw new Complaint("--from needs --at SEQ");
        }
        if (context && at != null) {
            throw new Complaint("--context shows the whole run: leave out --at");
        }
        try (Opened opened = Engines.toLook(terminal, engine)) {
            if (at != null) {
                StepViews.RunAt there = opened.operations().at(run, at, from);
                if (json) {
                    terminal.out().println(Printer.json(there));
                } else {
                    StepText.lines(there).forEach(terminal.out()::println);
                }
                return Exit.FINE;
            }
            Views.RunView view = opened.operations().run(run);
            if (json) {
                terminal.out().println(Printer.json(context ? withContexts(opened, view) : view));
            } else {
                print(opened, view);
            }
            return Exit.FINE;
        }
    }

    /** The run's object, and in {@code contexts} the events of its model calls. */
    private static Map<String, Object> withContexts(Opened opened, Views.RunView view) {
        Map<String, Object> object = new LinkedHashMap<>(Json.object(JsonText.parse(Printer.json(view))));
        object.put("contexts", modelCalls(opened, view));
        return object;
    }

    private static List<Map<String, Object>> modelCalls(Opened opened, Views.RunView view) {
        List<Map<String, Object>> calls = new ArrayList<>();
        Log.read(opened.operations(), view.id(), 0, event -> {
            if (ModelCallText.is(event)) {
                calls.add(event);
            }
        });
        return calls;
    }

    private void print(Opened opened, Views.RunView view) {
        terminal.out().println("run      " + view.id());
        terminal.out()
                .println("flow     " + view.flow() + " " + view.version() + "  (bundle "
                        + view.bundle().substring(0, Math.min(12, view.bundle().length())) + ")");
        if (view.key() != null) {
            terminal.out().println("key      " + view.key());
        }
        Views.ForkedFrom origin = view.forkedFrom();
        if (origin != null) {
            terminal.out().println("fork of  " + origin.run() + " after event " + origin.seq());
        }
        terminal.out().println("started  " + view.startedAt() + " by " + view.startedBy());
        Views.UsageView usage = view.usage();
        terminal.out()
                .printf(
                        "used     %d steps, %d model calls, %d + %d tokens, %s USD%n",
                        usage.steps(),
                        usage.llmCalls(),
                        usage.inputTokens(),
                        usage.outputTokens(),
                        java.math.BigDecimal.valueOf(usage.costUsd())
                                .stripTrailingZeros()
                                .toPlainString());
        terminal.out().println("input    " + Printer.brief(view.input(), VALUE));
        view.data().forEach((name, value) -> terminal.out().println("  " + name + ": " + Printer.brief(value, VALUE)));
        view.children()
                .forEach(child ->
                        terminal.out().println("child    " + child.id() + "  " + child.flow() + "  " + child.status()));
        terminal.out().println();
        Timeline timeline = new Timeline(ZoneId.systemDefault());
        Log.read(
                opened.operations(), view.id(), 0, event -> timeline.line(event).ifPresent(terminal.out()::println));
        if (context) {
            Log.read(
                    opened.operations(),
                    view.id(),
                    0,
                    event -> terminal.out()
                            .print(
                                    ModelCallText.is(event)
                                            ? System.lineSeparator() + ModelCallText.of(event)
                                            : ModelCallText.counted(event)));
            terminal.out().println();
        }
        RunText.outcome(view, engine.again()).forEach(terminal.out()::println);
    }
}
