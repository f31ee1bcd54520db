package dev.signalbox.bench.ours;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.Checked;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.State;

/** The parts that every step goes through, each alone. The files are those of the sample workspace. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class Parts {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Live LIVE = new Live(NOW, Map.of());
    private static final Command START = new Command.StartRun(
            new RunId("0190a5e0-0000-7000-8000-000000000001"),
            new BundleHash("b".repeat(64)),
            Map.of("n", 0L),
            null,
            "bench",
            null,
            Limits.NONE);

    private final CheckedFlow count = Flows.checked(Flows.COUNT);
    private final List<Event> events = accepted().events();
    private final Scope scope = name -> name.equals("n") ? 7L : null;
    private final Expr condition = condition(count);
    private final Template value = value(count);
    private final Sources sources = new FileSources(Path.of("flows"));
    private final Workspace workspace =
            WorkspaceReader.read(text("signalbox.yaml"), sources).workspace();
    private final String desk = text("refund-desk.flow.yaml");
    private final ContextRequest request = request();

    @Benchmark
    public Decision decide() {
        return accepted();
    }

    @Benchmark
    public @Nullable Run evolve() {
        Run run = null;
        for (Event event : events) {
            run = Evolver.evolve(run, event);
        }
        return run;
    }

    @Benchmark
    public ContextResult context() {
        return ContextCompiler.compile(request);
    }

    @Benchmark
    public boolean condition() throws EvalException {
        return count.test(condition, scope);
    }

    @Benchmark
    public Object value() throws EvalException {
        return count.render(value, scope);
    }

    @Benchmark
    public ReadFlow read() {
        return FlowReader.read("refund-desk.flow.yaml", desk, workspace, sources);
    }

    @Benchmark
    public Checked check() {
        return checked("refund-desk.flow.yaml", desk);
    }

    private Decision.Accepted accepted() {
        if (Decider.decide(count, null, START, LIVE) instanceof Decision.Accepted accepted) {
            return accepted;
        }
        throw new IllegalStateException("the start was refused");
    }

    private static Expr condition(CheckedFlow flow) {
        if (flow.flow().state(new StateName("far_enough")).next() instanceof Next.Branches branches) {
            Expr when = branches.branches().get(0).when();
            if (when != null) {
                return when;
            }
        }
        throw new IllegalStateException("no condition");
    }

    private static Template value(CheckedFlow flow) {
        if (flow.flow().state(new StateName("s1")).verb() instanceof SetVerb set) {
            Template template = set.values().get(new DataName("n"));
            if (template != null) {
                return template;
            }
        }
        throw new IllegalStateException("no value");
    }

    private ContextRequest request() {
        CheckedFlow calculator =
                checked("calculator.flow.yaml", text("calculator.flow.yaml")).flow();
        if (calculator == null
                || !(calculator.flow().state(new StateName("choose_step")).verb() instanceof LlmVerb verb)) {
            throw new IllegalStateException("the calculator does not check");
        }
        List<Recorded> history = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            Map<String, Object> call = Map.of("action", "add", "args", Map.of("a", (double) i, "b", 2.0));
            Map<String, Object> result = Map.of("value", i + 2.0);
            history.add(new Recorded(i, new StateName("add"), i, Recorded.Kind.RESULT, call, result, NOW));
        }
        Scope asked = name -> name.equals("input") ? Map.of("question", "What is 1 + 2 + … + 50?") : null;
        ContextRequest made = new ContextRequest(
                calculator,
                verb,
                asked,
                history,
                List.of(),
                NOW,
                16_000,
                TokenCounter.forProvider("openai"),
                null,
                null);
        if (!(ContextCompiler.compile(made) instanceof ContextResult.Ready)) {
            throw new IllegalStateException("the context is not ready: " + ContextCompiler.compile(made));
        }
        return made;
    }

    private Checked checked(String path, String text) {
        ReadFlow read = FlowReader.read(path, text, workspace, sources);
        if (read.flow() == null) {
            throw new IllegalStateException(path + " cannot be read: " + read.diagnostics());
        }
        return Checker.check(read.flow(), workspace, FlowSignatures.of(Map.of()));
    }

    private String text(String path) {
        String text = sources.read(path);
        if (text == null) {
            throw new IllegalStateException("there is no flows/" + path + " here");
        }
        return text;
    }
}
