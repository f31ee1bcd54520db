package dev.signalbox.runtime;

import dev.signalbox.core.decide.Live;
import dev.signalbox.runtime.action.Actions;
import dev.signalbox.runtime.action.Emit;
import dev.signalbox.runtime.action.JavaActions;
import dev.signalbox.runtime.action.SignalboxAction;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.calibration.Calibrations;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.listen.Listeners;
import dev.signalbox.runtime.listen.RunListener;
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
import dev.signalbox.runtime.port.Ids;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.SystemClock;
import dev.signalbox.runtime.port.Telemetry;
import dev.signalbox.runtime.port.TimeOrderedIds;
import dev.signalbox.runtime.retention.Sweep;
import dev.signalbox.runtime.standin.StandIns;
import dev.signalbox.runtime.telemetry.Several;
import dev.signalbox.runtime.telemetry.ToldActions;
import dev.signalbox.runtime.telemetry.ToldModels;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a workspace inside a Java program; {@code docs/embedding.md} walks through it.
 *
 * <pre>{@code
 * try (var engine = Signalbox.builder()
 *         .workspace(Path.of("flows"))
 *         .action("reserve", Reservation.class, this::reserve)
 *         .build()) {
 *     var run = engine.start("refund-desk", new Ticket("T1"), Actor.program("shop"));
 *     run = engine.await(run.id(), Duration.ofMinutes(1));
 * }
 * }</pre>
 */
public final class Signalbox {
    private Signalbox() {}

    public static Builder builder() {
        return new Builder();
    }

    /** What an engine is made of; everything but the workspace has a default. */
    public static final class Builder {
        private static final Logger LOG = LoggerFactory.getLogger(Signalbox.class);

        private Path workspace = Path.of("");
        private @Nullable RunStore store;
        private @Nullable String database;
        private final JavaActions.Builder java = JavaActions.builder().discover();
        private @Nullable ActionPort actions;
        private @Nullable ModelPort models;
        private boolean recordedModels;
        private boolean records;
        private boolean takesUp = true;
        private boolean later;
        private boolean schedules;
        private @Nullable Clock clock;
        private Ids ids = new TimeOrderedIds();
        private Bounds bounds = Bounds.DEFAULT;
        private int mostEvents = Live.MOST_EVENTS;
        private Telemetry telemetry = Telemetry.NONE;
        private final List<RunListener> listeners = new ArrayList<>();
        private Map<String, String> process = System.getenv();

        private Builder() {}

        /** The folder with {@code signalbox.yaml}. */
        public Builder workspace(Path folder) {
            workspace = folder;
            return this;
        }

        /** A store of the caller's, which the engine closes with itself. */
        public Builder store(RunStore own) {
            store = own;
            return this;
        }

        /**
         * Where the store is: a path, {@code sqlite:PATH}, {@code jdbc:sqlite:PATH}, {@code postgresql://…} or {@code memory}; a
         * relative path starts from the current folder. Left out, it is {@code .signalbox/signalbox.db} in the workspace.
         */
        public Builder database(String url) {
            database = url;
            return this;
        }

        /** An action as a function of a record, under the name that {@code java:} gives. */
        public <A, R> Builder action(String name, Class<A> arguments, JavaActions.Body<A, R> body) {
            java.add(name, arguments, body);
            return this;
        }

        /** As {@link #action(String, Class, JavaActions.Body)}, with the type of its answer. */
        public <A, R> Builder action(String name, Class<A> arguments, Class<R> returns, JavaActions.Body<A, R> body) {
            java.add(name, arguments, returns, body);
            return this;
        }

        public Builder action(SignalboxAction<?, ?> action) {
            java.add(action);
            return this;
        }

        /** Carries out every action itself, those of the builder and of HTTP too. */
        public Builder actions(ActionPort port) {
            actions = port;
            return this;
        }

        /** Asks every model itself. */
        public Builder models(ModelPort port) {
            models = port;
            return this;
        }

        /** No provider is asked: replies come from the recorded files, and from people where nothing is recorded. */
        public Builder recordedModels() {
            recordedModels = true;
            return this;
        }

        /**
         * Keeps every reply in the workspace's folder of replies, of models and of people in a model's place, so that
         * {@link #recordedModels} plays it.
         */
        public Builder recordReplies() {
            records = true;
            return this;
        }

        /**
         * Leaves alone what is under way in the store: a program that only looks must not begin a call that it would
         * cut off as it ends. The next engine takes it up.
         */
        public Builder toLook() {
            takesUp = false;
            return this;
        }

        /**
         * Takes up what was under way only when {@link Engine#takeUp} says so: a server answers meanwhile, and says that it is
         * not ready.
         */
        public Builder takesUpLater() {
            later = true;
            return this;
        }

        /**
         * Starts runs by the schedules of the workspace's flows, once it has taken up what was under way: for a program that
         * stays. Signed requests and events start runs in any engine.
         */
        public Builder schedules() {
            schedules = true;
            return this;
        }

        public Builder clock(Clock own) {
            clock = own;
            return this;
        }

        public Builder ids(Ids own) {
            ids = own;
            return this;
        }

        public Builder bounds(Bounds own) {
            bounds = own;
            return this;
        }

        /**
         * The most events of one run, {@value dev.signalbox.core.decide.Live#MOST_EVENTS} unless said otherwise and at least
         * {@value dev.signalbox.core.decide.Live#FEWEST}. A run that comes near goes where its {@code otherwise: limit} leads.
         */
        public Builder mostEvents(int events) {
            if (events < Live.FEWEST) {
                throw new IllegalArgumentException(
                        "A run may have " + Live.FEWEST + " events or more, not " + events + ".");
            }
            mostEvents = events;
            return this;
        }

        /** Is told what the engine does; closed with the engine, after all it had to tell. */
        public Builder telemetry(Telemetry own) {
            telemetry = own;
            return this;
        }

        /** Hears of holds that open and of runs that end. Several are told in the order in which they were given. */
        public Builder listener(RunListener own) {
            listeners.add(own);
            return this;
        }

        /** Instead of the process's environment. */
        public Builder environment(Map<String, String> own) {
            process = Map.copyOf(own);
            return this;
        }

        /**
         * Opens the store, takes up what was under way, and begins. Throws {@link StoreException} when the store cannot be had
         * and {@link Problem} when the workspace cannot be served; flows with errors are no hindrance
         * to the others.
         */
        public Engine build() {
            List<AutoCloseable> owned = new ArrayList<>();
            try {
                return build(owned);
            } catch (RuntimeException e) {
                close(owned, e);
                throw e;
            }
        }

        private Engine build(List<AutoCloseable> owned) {
            if (!Files.isDirectory(workspace)) {
                throw new Problem(
                        Problem.Kind.NOT_FOUND,
                        "There is no folder " + workspace.toAbsolutePath().normalize()
                                + " to serve; workspace(…) takes the one with signalbox.yaml.");
            }
            RunStore runs = store != null ? store : open();
            owned.add(runs);
            Clock time = clock != null ? clock : new SystemClock();
            owned.add(0, time::close);
            LiveWorkspace live = new LiveWorkspace(workspace, runs);
            StandIns standIns = StandIns.start(live.workspace().standIns(), live.sources(), process);
            owned.add(0, standIns);
            Environment environment = new WorkspaceEnvironment(live::recent, process, standIns.env());
            AtomicReference<@Nullable Engine> self = new AtomicReference<>();
            ActionPort doing = actions;
            List<String> misfits = List.of();
            if (doing == null) {
                McpActions tools = McpActions.of(live::workspace, environment, pin -> PinFile.find(workspace, pin));
                owned.add(0, tools);
                Emit emit = new Emit(
                        (event, run) -> Objects.requireNonNull(self.get()).emit(event, run));
                JavaActions written = java.library(workspace).build().with(emit);
                misfits = written.misfits(live.checked().loaded());
                misfits.forEach(misfit -> LOG.warn("{}", misfit));
                Actions own = Actions.of(live::workspace, environment, standIns.ports(), written, tools);
                owned.add(0, own);
                doing = own;
            }
            ReplyFolder replies = replies(live);
            ModelPort asking = models != null ? models : defaultModels(live, environment, replies);
            if (records) {
                asking = new RecordingModels(asking, replies);
            }
            Ports ports = Ports.of(runs, live, doing, asking, environment, time);
            Listeners listening = new Listeners(listeners);
            owned.add(0, listening);
            Telemetry told = listeners.isEmpty() ? telemetry : Several.of(List.of(telemetry, listening));
            if (!told.equals(Telemetry.NONE)) {
                owned.add(told);
                ports = Ports.of(
                                runs,
                                live,
                                new ToldActions(doing, told),
                                new ToldModels(asking, told),
                                environment,
                                time)
                        .withTelemetry(told);
            }
            if (!recordedModels && !records) {
                ports = ports.withCalibrations(Calibrations.of(runs));
            }
            Changes changes = new Changes();
            Notices notices = new Notices(runs, live::recent, live, environment, time, changes, standIns.ports());
            owned.add(0, notices);
            ports = ports.withTidings(new Addressing(live::recent, notices::written));
            if (!listeners.isEmpty()) {
                changes.listen(listening::changed);
            }
            Dispatcher dispatcher =
                    new Dispatcher(ports.withReducer(new BoundedRuns(ports.reducer(), mostEvents)), bounds, changes);
            Sweep sweep = new Sweep(
                    runs, time, () -> new Sweep.Keeping(live.workspace().keepPayloads()), row -> {
                        dispatcher.forget(row.id());
                        changes.tell(new Views.Change(
                                "run", row.id().value(), row.status().text()));
                    });
            owned.add(0, sweep);
            Engine engine = new Engine(
                    live,
                    runs,
                    dispatcher,
                    environment,
                    time,
                    ids,
                    changes,
                    sweep,
                    notices,
                    standIns.addresses(),
                    records ? replies : null,
                    schedules,
                    misfits,
                    owned);
            self.set(engine);
            engine.tells(listening);
            if (later) {
                engine.leavesForLater();
            } else if (takesUp) {
                engine.takeUp();
            }
            return engine;
        }

        private static ReplyFolder replies(LiveWorkspace live) {
            String folder = live.workspace().replies();
            return new ReplyFolder(live.sources().root().resolve(folder == null ? "replies" : folder));
        }

        private ModelPort defaultModels(LiveWorkspace live, Environment environment, ReplyFolder replies) {
            return recordedModels
                    ? Models.recorded(replies)
                    : Models.of(environment, () -> live.workspace().secrets(), replies);
        }

        private RunStore open() {
            Path folder = database == null ? workspace : Path.of("").toAbsolutePath();
            String url = database == null ? ".signalbox/signalbox.db" : database;
            return Stores.open(url, folder, telemetry::flushed);
        }

        private static void close(List<AutoCloseable> owned, RuntimeException because) {
            for (AutoCloseable one : owned) {
                try {
                    one.close();
                } catch (Exception e) {
                    because.addSuppressed(e);
                }
            }
        }
    }
}
