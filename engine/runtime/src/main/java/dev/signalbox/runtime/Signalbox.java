package dev.signalbox.runtime;

import dev.signalbox.core.decide.Live;
import dev.signalbox.runtime.action.Actions;
import dev.signalbox.runtime.action.JavaActions;
import dev.signalbox.runtime.action.SignalboxAction;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.calibration.Calibrations;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.model.Models;
import dev.signalbox.runtime.model.RecordingModels;
import dev.signalbox.runtime.model.ReplyFolder;
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
import dev.signalbox.runtime.telemetry.ToldActions;
import dev.signalbox.runtime.telemetry.ToldModels;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workspace inside a Java program:
 *
 * <pre>{@code
 * try (var engine = Signalbox.builder()
 *         .workspace(Path.of("flows"))
 *         .action("reserve", Reservation.class, this::reserve)
 *         .build()) {
 *     var run = engine.start("refund-desk", input, null, actor);
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
        private @Nullable Clock clock;
        private Ids ids = new TimeOrderedIds();
        private Bounds bounds = Bounds.DEFAULT;
        private int mostEvents = Live.MOST_EVENTS;
        private Telemetry telemetry = Telemetry.NONE;
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

        /** Instead of the process's environment. */
        public Builder environment(Map<String, String> own) {
            process = Map.copyOf(own);
            return this;
        }

        /**
         * Opens the store, takes up what was under way, and begins. Throws {@link StoreException} when the store cannot be had
         * and {@link dev.signalbox.runtime.api.Problem} when the workspace cannot be served; flows with errors are no hindrance
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
            RunStore runs = store != null ? store : open();
            owned.add(runs);
            Clock time = clock != null ? clock : new SystemClock();
            owned.add(0, time::close);
            LiveWorkspace live = new LiveWorkspace(workspace, runs);
            StandIns standIns = StandIns.start(live.workspace().standIns(), live.sources(), process);
            owned.add(0, standIns);
            Environment environment = new WorkspaceEnvironment(live::recent, process, standIns.env());
            ActionPort doing = actions;
            if (doing == null) {
                Actions own = Actions.of(
                        live::workspace,
                        environment,
                        standIns.ports(),
                        java.library(workspace).build());
                owned.add(0, own);
                doing = own;
            }
            ReplyFolder replies = replies(live);
            ModelPort asking = models != null ? models : defaultModels(live, environment, replies);
            if (records) {
                asking = new RecordingModels(asking, replies);
            }
            Ports ports = Ports.of(runs, live, doing, asking, environment, time);
            if (!telemetry.equals(Telemetry.NONE)) {
                owned.add(telemetry);
                ports = Ports.of(
                                runs,
                                live,
                                new ToldActions(doing, telemetry),
                                new ToldModels(asking, telemetry),
                                environment,
                                time)
                        .withTelemetry(telemetry);
            }
            if (!recordedModels && !records) {
                ports = ports.withCalibrations(Calibrations.of(runs));
            }
            Changes changes = new Changes();
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
                    standIns.addresses(),
                    records ? replies : null,
                    owned);
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
