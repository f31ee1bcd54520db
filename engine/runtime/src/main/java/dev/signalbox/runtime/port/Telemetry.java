package dev.signalbox.runtime.port;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Is told what the engine does, as it does it: for metrics, logs and traces. Nothing here changes what happens. Every method
 * is called on the thread that does the work, must be quick, must not throw and must not block; what it returns is
 * closed on that same thread. Commands, commits and effects hold values of runs: an implementation shows names, counts
 * and times, and values only where an operator asked for them.
 */
public interface Telemetry extends AutoCloseable {
    /** Listens to nothing and costs nothing. */
    Telemetry NONE = new Telemetry() {};

    /** A command of a run is handled from now on, until the watch is closed. The outcome is one word. */
    default Watch<String> handling(RunId run, Command command) {
        return Watch.none();
    }

    /** The store answered; the commit is durable if the answer is {@link Appended.Done}. */
    default void appended(Commit commit, Appended answer, long nanos) {}

    /**
     * So many commits became durable with one flush, and were not waiting for one each. Told by stores that gather commits and
     * were opened by address.
     */
    default void flushed(int commits) {}

    /** The store failed: nothing is acknowledged any more. Told once. */
    default void storeFailed(StoreException why) {}

    /** An effect waits for its turn from now on; it is over when the turn is closed. */
    default Turn waiting(Effect effect) {
        return Turn.NONE;
    }

    /** One try of an action leaves. Closed without an outcome when it is stopped. */
    default Watch<ActionOutcome> calling(Effect.ActionCall call) {
        return Watch.none();
    }

    /**
     * One try of a model call leaves. Closed without an outcome when it is stopped.
     *
     * @param model what the run's bundle says of the model; null when it names none
     */
    default Watch<ModelOutcome> asking(Effect.ModelCall call, Workspace.@Nullable Model model) {
        return Watch.none();
    }

    /** Gives out what it has gathered, and listens no more. */
    @Override
    default void close() {}

    /** Something under way. */
    interface Watch<O> extends AutoCloseable {
        /** How it ended; told at most once, before the close. */
        void outcome(O outcome);

        @Override
        void close();

        /** One that nobody listens to. */
        @SuppressWarnings("unchecked") // it takes anything
        static <O> Watch<O> none() {
            return (Watch<O>) Nothing.WATCH;
        }
    }

    /** An effect's place in the queue. */
    interface Turn extends AutoCloseable {
        Turn NONE = Nothing.TURN;

        /** It is its turn: from now on it is carried out on this thread, which then closes the turn too. */
        void begins();

        @Override
        void close();
    }
}
