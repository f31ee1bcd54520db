package dev.signalbox.runtime;

import dev.signalbox.core.decide.Live;
import dev.signalbox.runtime.action.JavaActions;
import dev.signalbox.runtime.action.SignalboxAction;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.listen.RunListener;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Ids;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import dev.signalbox.runtime.port.TimeOrderedIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Path workspace = Path.of("");

        @Nullable
        RunStore store;

        @Nullable
        String database;

        final JavaActions.Builder java = JavaActions.builder().discover();

        @Nullable
        ActionPort actions;

        @Nullable
        ModelPort models;

        boolean recordedModels;
        boolean records;
        boolean takesUp = true;
        boolean later;
        boolean schedules;

        @Nullable
        Clock clock;

        Ids ids = new TimeOrderedIds();
        Bounds bounds = Bounds.DEFAULT;
        int mostEvents = Live.MOST_EVENTS;
        Telemetry telemetry = Telemetry.NONE;
        final List<RunListener> listeners = new ArrayList<>();
        Map<String, String> process = System.getenv();

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
                return new Assembly(this, owned).engine();
            } catch (RuntimeException e) {
                close(owned, e);
                throw e;
            }
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
