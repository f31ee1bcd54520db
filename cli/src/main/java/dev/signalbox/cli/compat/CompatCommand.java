package dev.signalbox.cli.compat;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.place.MappingFile;
import dev.signalbox.cli.place.ReadLogs;
import dev.signalbox.cli.place.TriedFlow;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.move.Standing;
import dev.signalbox.core.move.Verdict;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.review.Judged;
import dev.signalbox.runtime.review.OpenRuns;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compat",
        description = {
            "Say which paused runs of a flow could go on by a changed file, and why not.",
            "From the two files: for each state and each way in which a run waits there. With --db: each open run, with the "
                    + "values it has."
        })
public final class CompatCommand implements Callable<Integer> {
    /** Stands for a value that this machine has not: nothing is called, and a hold's target is only tried. */
    private static final String ELSEWHERE = "https://unset.invalid";

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "The file that runs use.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The file that they would use.")
    private String changed = "";

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "Judge the open runs of that store, a file or a JDBC address.")
    private @Nullable String store;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only runs that are running, paused or stuck.")
    private @Nullable String status;

    @Option(names = "--key", paramLabel = "KEY", description = "Only the run with that key.")
    private @Nullable String key;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "A mapping of states and data, as 'runs move' takes it.")
    private @Nullable String map;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public CompatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<RunStatus> statuses = statuses();
        if (store == null && (status != null || key != null)) {
            throw new Complaint("--status and --key choose among the runs of a store; name it with --db");
        }
        FlowFile base = base();
        TriedFlow from = TriedFlow.of(terminal, base, old);
        TriedFlow to = TriedFlow.of(terminal, base, changed);
        List<Judged> states = states(from, to, base);
        List<Judged> runs = store == null ? List.of() : runs(base, to, statuses, store);
        if (json) {
            terminal.out().println(CompatText.json(from.flow().flow().name().value(), states, runs));
        } else if (store == null) {
            CompatText.lines(states).forEach(terminal.out()::println);
            terminal.out().println(CompatText.summary(states, "ways to stand"));
        } else {
            CompatText.lines(runs).forEach(terminal.out()::println);
            terminal.out().println(CompatText.summary(runs, runs.size() == 1 ? "open run" : "open runs"));
        }
        boolean some = (store == null ? states : runs).stream().anyMatch(CompatCommand::cannot);
        return some ? Exit.FINDINGS : Exit.FINE;
    }

    /** What only lasts until a call has answered is no reason against the file. */
    private static boolean cannot(Judged one) {
        boolean passes = one.run() == null
                && one.reasons().stream().filter(Diagnostic::isError).allMatch(found -> found.code() == Code.P905);
        return one.verdict() != Verdict.YES && !passes;
    }

    private List<RunStatus> statuses() {
        List<RunStatus> open = List.of(RunStatus.PAUSED, RunStatus.STUCK, RunStatus.RUNNING);
        if (status == null) {
            return open;
        }
        List<RunStatus> named =
                open.stream().filter(one -> one.text().equals(status)).toList();
        if (named.isEmpty()) {
            throw new Complaint("an open run is running, paused or stuck, not '" + status + "'");
        }
        return named;
    }

    /** The one of the two that stands in a workspace; models and actions are that workspace's. */
    private FlowFile base() {
        for (String written : List.of(old, changed)) {
            if (!Files.isRegularFile(terminal.path(written))) {
                throw new Complaint("no file " + written);
            }
        }
        try {
            return FlowFile.find(terminal, changed, null);
        } catch (Complaint outside) {
            return FlowFile.find(terminal, old, null);
        }
    }

    private List<Judged> states(TriedFlow from, TriedFlow to, FlowFile base) {
        Mapping mapping =
                MappingFile.read(terminal, map, from.flow().flow(), to.flow().flow());
        List<Judged> states = new ArrayList<>();
        for (State state : from.flow().flow().states().values()) {
            for (Standing standing : Standing.of(state)) {
                Compatibility found = Compatibility.of(from.flow(), to.flow(), state.name(), standing, mapping);
                states.add(new Judged(
                        null, state.name().value(), standing.text(), found.verdict(), shown(found.findings(), base)));
            }
        }
        return states;
    }

    private List<Judged> runs(FlowFile base, TriedFlow to, List<RunStatus> statuses, String url) {
        ReadFlow read = Objects.requireNonNull(to.workspace().loaded().flows().get(base.path()));
        Workspace workspace = to.workspace().loaded().workspace();
        BundleHash bundle =
                new BundleHash(Bundle.of(read, workspace, to.flow().flow()).hash());
        Map<String, String> env = new LinkedHashMap<>();
        workspace.env().forEach(name -> env.put(name, terminal.environment().getOrDefault(name, ELSEWHERE)));
        try (RunStore runs = ReadLogs.of(terminal, base.workspace(), url)) {
            OpenRuns open = new OpenRuns(
                    runs,
                    to.flow(),
                    bundle,
                    pinned -> MappingFile.read(terminal, map, pinned, to.flow().flow()),
                    new Live(Instant.now(), env));
            return open.judge(to.flow().flow().name(), statuses, key).stream()
                    .map(one -> new Judged(
                            one.run(), one.state(), one.standing(), one.verdict(), shown(one.reasons(), base)))
                    .toList();
        }
    }

    /** With the new file as the caller wrote it. */
    private List<Diagnostic> shown(List<Diagnostic> findings, FlowFile base) {
        return findings.stream()
                .map(found -> {
                    Span at = found.place().span();
                    String file = at.file().equals(base.path()) ? changed : at.file();
                    Place place = new Place(
                            new Span(file, at.line(), at.column(), at.endLine(), at.endColumn()),
                            found.place().path());
                    return new Diagnostic(
                            found.code(),
                            found.severity(),
                            found.message(),
                            place,
                            found.help(),
                            found.suggestion(),
                            found.related());
                })
                .toList();
    }
}
