package dev.signalbox.runtime;

import dev.signalbox.runtime.action.Actions;
import dev.signalbox.runtime.action.Emit;
import dev.signalbox.runtime.action.JavaActions;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.api.OperationsBySubject.Subjects;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.calibration.Calibrations;
import dev.signalbox.runtime.dispatch.BoundedRuns;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.hold.AuditReader;
import dev.signalbox.runtime.hold.Holds;
import dev.signalbox.runtime.listen.Listeners;
import dev.signalbox.runtime.mcp.McpActions;
import dev.signalbox.runtime.mcp.PinFile;
import dev.signalbox.runtime.model.Models;
import dev.signalbox.runtime.model.RecordingModels;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.notice.Addressing;
import dev.signalbox.runtime.notice.Notices;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.SystemClock;
import dev.signalbox.runtime.port.Telemetry;
import dev.signalbox.runtime.retention.Sweep;
import dev.signalbox.runtime.run.Deliveries;
import dev.signalbox.runtime.run.RunReader;
import dev.signalbox.runtime.run.Runs;
import dev.signalbox.runtime.run.Starts;
import dev.signalbox.runtime.standin.StandIns;
import dev.signalbox.runtime.telemetry.Several;
import dev.signalbox.runtime.telemetry.ToldActions;
import dev.signalbox.runtime.telemetry.ToldModels;
import dev.signalbox.runtime.trigger.Triggers;
import dev.signalbox.runtime.workspace.Flows;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one engine together of what its builder was told. Whatever it opens is in {@code owned} from then on, in the order in
 * which it is to be closed, so that a failure in the middle leaves nothing open.
 */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Signalbox.class);

    private final Signalbox.Builder asked;
    private final List<AutoCloseable> owned;
    private final RunStore store;
    private final Clock clock;
    private final LiveWorkspace workspace;
    private final StandIns standIns;
    private final Environment environment;
    private final ReplyFolder replies;
    private final Listeners listeners;
    private final Changes changes = new Changes();
    private List<String> misfits = List.of();
    private final AtomicReference<@Nullable Engine> self = new AtomicReference<>();

    Assembly(Signalbox.Builder asked, List<AutoCloseable> owned) {
        this.asked = asked;
        this.owned = owned;
        Path folder = asked.workspace;
        if (!Files.isDirectory(folder)) {
            throw new Problem(
                    Problem.Kind.NOT_FOUND,
                    "There is no folder " + folder.toAbsolutePath().normalize()
                            + " to serve; workspace(…) takes the one with signalbox.yaml.");
        }
        store = asked.store != null ? asked.store : open();
        owned.add(store);
        clock = asked.clock != null ? asked.clock : new SystemClock();
        owned.addFirst(clock::close);
        workspace = new LiveWorkspace(folder, store);
        standIns = StandIns.start(workspace.workspace().standIns(), workspace.sources(), asked.process);
        owned.addFirst(standIns);
        environment = new WorkspaceEnvironment(workspace::recent, asked.process, standIns.env());
        String written = workspace.workspace().replies();
        replies = new ReplyFolder(workspace.sources().root().resolve(written == null ? "replies" : written));
        listeners = new Listeners(asked.listeners);
    }

    private RunStore open() {
        Path folder = asked.database == null ? asked.workspace : Path.of("").toAbsolutePath();
        String url = asked.database == null ? ".signalbox/signalbox.db" : asked.database;
        return Stores.open(url, folder, asked.telemetry::flushed);
    }

    /** Begins to work as the builder says. Once. */
    Engine engine() {
        Ports ports = ports();
        Notices notices =
                new Notices(store, workspace::recent, workspace, environment, clock, changes, standIns.ports());
        owned.addFirst(notices);
        ports = ports.withTidings(new Addressing(workspace::recent, notices::written));
        if (!asked.listeners.isEmpty()) {
            changes.listen(listeners::changed);
        }
        Dispatcher dispatcher = new Dispatcher(
                ports.withReducer(new BoundedRuns(ports.reducer(), asked.mostEvents)), asked.bounds, changes);
        Sweep sweep = sweep(dispatcher);
        owned.addFirst(sweep);
        Engine engine = of(dispatcher, sweep, notices);
        self.set(engine);
        if (!asked.later && asked.takesUp) {
            engine.takeUp();
        }
        return engine;
    }

    private Ports ports() {
        ActionPort actions = actions();
        ModelPort models = models();
        owned.addFirst(listeners);
        Telemetry told = asked.listeners.isEmpty() ? asked.telemetry : Several.of(List.of(asked.telemetry, listeners));
        Ports ports;
        if (told.equals(Telemetry.NONE)) {
            ports = Ports.of(store, workspace, actions, models, environment, clock);
        } else {
            owned.add(told);
            ports = Ports.of(
                            store,
                            workspace,
                            new ToldActions(actions, told),
                            new ToldModels(models, told),
                            environment,
                            clock)
                    .withTelemetry(told);
        }
        return asked.recordedModels || asked.records ? ports : ports.withCalibrations(Calibrations.of(store));
    }

    private ActionPort actions() {
        if (asked.actions != null) {
            return asked.actions;
        }
        McpActions tools = McpActions.of(workspace::workspace, environment, pin -> PinFile.find(asked.workspace, pin));
        owned.addFirst(tools);
        Emit emit = new Emit((event, run) -> Objects.requireNonNull(self.get()).emit(event, run));
        JavaActions written = asked.java.library(asked.workspace).build().with(emit);
        misfits = written.misfits(workspace.checked().loaded());
        misfits.forEach(misfit -> LOG.warn("{}", misfit));
        Actions actions = Actions.of(workspace::workspace, environment, standIns.ports(), written, tools);
        owned.addFirst(actions);
        return actions;
    }

    private ModelPort models() {
        ModelPort models = asked.models;
        if (models == null) {
            models = asked.recordedModels
                    ? Models.recorded(replies)
                    : Models.of(environment, () -> workspace.workspace().secrets(), replies);
        }
        return asked.records ? new RecordingModels(models, replies) : models;
    }

    private Sweep sweep(Dispatcher dispatcher) {
        return new Sweep(
                store, clock, () -> new Sweep.Keeping(workspace.workspace().keepPayloads()), row -> {
                    dispatcher.forget(row.id());
                    changes.tell(new Views.Change(
                            "run", row.id().value(), row.status().text()));
                });
    }

    private Engine of(Dispatcher dispatcher, Sweep sweep, Notices notices) {
        Lifecycle lifecycle = new Lifecycle(dispatcher);
        lifecycle.recovering(asked.later);
        RunReader reader = new RunReader(store, dispatcher, workspace, clock);
        // Also while it closes: what happened until then is told.
        listeners.begin(reader::hold, reader::run);
        Starts starts = new Starts(dispatcher, store, reader, workspace, clock, asked.ids, lifecycle::draining);
        Triggers triggers = new Triggers(
                workspace::recentlyChecked, store.triggers(), environment, clock, starts, () -> !lifecycle.ready());
        Deliveries deliveries = new Deliveries(dispatcher, store, clock, triggers.events());
        return new Engine(
                new Subjects(
                        new Flows(workspace),
                        new Drafting(workspace, store, environment, clock),
                        new Runs(
                                dispatcher,
                                store,
                                reader,
                                starts,
                                deliveries,
                                workspace,
                                environment,
                                clock,
                                asked.ids,
                                changes),
                        new Holds(
                                dispatcher,
                                store,
                                reader,
                                workspace,
                                environment,
                                clock,
                                changes,
                                asked.records ? replies : null),
                        notices,
                        new AuditReader(store),
                        triggers),
                new Engine.Parts(
                        lifecycle,
                        workspace,
                        store,
                        dispatcher,
                        clock,
                        changes,
                        sweep,
                        notices,
                        deliveries,
                        asked.schedules ? triggers.schedules() : null,
                        misfits,
                        Map.copyOf(standIns.addresses()),
                        List.copyOf(owned)));
    }
}
