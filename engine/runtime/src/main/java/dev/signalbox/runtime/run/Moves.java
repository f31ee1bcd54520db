package dev.signalbox.runtime.run;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.MoveTrial;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.read.MappingReader;
import dev.signalbox.dsl.read.ReadMapping;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.view.ReasonViews;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moves a run to its flow's file as the workspace has it now. */
final class Moves {
    private static final String MAPPING = "the mapping";

    private final Dispatcher dispatcher;
    private final RunReader reader;
    private final LiveWorkspace workspace;
    private final Environment environment;
    private final Clock clock;

    Moves(Dispatcher dispatcher, RunReader reader, LiveWorkspace workspace, Environment environment, Clock clock) {
        this.dispatcher = dispatcher;
        this.reader = reader;
        this.workspace = workspace;
        this.environment = environment;
        this.clock = clock;
    }

    Views.MoveView move(String id, Views.MoveRequest request, Actor actor) {
        RunId runId = new RunId(RunReader.nonEmpty(id));
        Run run = dispatcher.run(runId);
        if (run == null) {
            throw Refusals.noRun(id);
        }
        FlowSource.Pinned to = dispatcher.guarded(() -> workspace.current(run.flow()));
        if (request.bundle() != null && !request.bundle().equals(to.bundle().value())) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "The workspace's file of " + run.flow() + " is another than the one that is meant.",
                    Map.of("bundle", to.bundle().value()));
        }
        FlowSource.Pinned from = workspace.pinned(run.bundle());
        Mapping mapping =
                mapping(request.mapping(), from.flow().flow(), to.flow().flow());
        Command.MoveRun move =
                new Command.MoveRun(run.bundle(), to.bundle(), to.flow(), mapping, request.note(), actor);
        Compatibility trial = MoveTrial.of(from.flow(), run, move, new Live(clock.now(), environment.env()));
        if (request.dryRun()) {
            return view(trial, false, to, reader.run(run));
        }
        return switch (dispatcher.handle(runId, move)) {
            case Handled.Done done -> view(trial, true, to, reader.run(done.run()));
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.NoSuchRun none -> throw Refusals.noRun(id);
            case Handled.KeyTaken taken -> throw new IllegalStateException("a move starts no run");
            case Handled.StartedBefore before -> throw new IllegalStateException("a move starts no run");
            case Handled.Stale stale -> throw new IllegalStateException("a move has no claim");
        };
    }

    private static Views.MoveView view(Compatibility found, boolean moved, FlowSource.Pinned to, Views.RunView run) {
        return new Views.MoveView(
                found.verdict().text(),
                ReasonViews.of(found.findings()),
                moved,
                to.bundle().value(),
                run);
    }

    /** @param written an object or YAML text; null for none */
    private static Mapping mapping(@Nullable Object written, Flow from, Flow to) {
        if (written == null) {
            return Mapping.none(new Place(Span.point(MAPPING, 1, 1), ""));
        }
        String text = written instanceof String yaml ? yaml : CanonicalJson.write(written);
        ReadMapping read = MappingReader.read(MAPPING, text, from, to);
        if (!read.sound()) {
            List<Diagnostic> errors =
                    read.diagnostics().stream().filter(Diagnostic::isError).toList();
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The mapping does not fit the two files: "
                            + errors.getFirst().message(),
                    Map.of("problems", ReasonViews.of(errors)));
        }
        return read.mapping();
    }
}
