package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starting, reading and steering runs. Every method throws {@link Problem} for what is the caller's to mend.
 */
public interface RunOperations {
    /**
     * Starts a run and returns it as it stands after its first commit.
     *
     * @param input a map of JSON values, or a record whose components are the fields
     * @param idempotencyKey the same key within a day gives the run it gave before; null for none
     */
    Views.RunView start(String flow, Object input, @Nullable String idempotencyKey, Actor actor);

    /** The same for a program: a map may hold records and any of Java's numbers, too; asked twice, it starts two runs. */
    default Views.RunView start(String flow, Object input, Actor actor) {
        return start(flow, Typed.input(input), null, actor);
    }

    /** Newest first. */
    Views.Page<Views.RunSummary> runs(Views.RunFilter filter);

    Views.RunView run(String id);

    /** The log from after {@code after} on, each event as its JSON object with {@code seq}, {@code at} and {@code type}. */
    List<Map<String, Object>> events(String run, long after);

    Views.RunView cancel(String run, @Nullable String reason, Actor actor);

    Views.RunView retry(String run, Actor actor);

    /**
     * Lets a run go on by its flow's file as the workspace has it now. What anything stands in the way of does not happen: a
     * {@link Problem} of kind {@code INVALID} has every reason in its {@code problems}.
     */
    Views.MoveView move(String run, Views.MoveRequest request, Actor actor);

    /** A new run of the same bundle and input. */
    default Views.RunView fork(String run, Actor actor) {
        return fork(run, ForkViews.ForkRequest.WHOLE, actor);
    }

    /**
     * A new run that begins as this one did, up to an event, and goes on by itself. Where a run cannot be forked, a
     * {@link Problem} of kind {@code INVALID} has the nearest event after which it can as {@code nearest}.
     */
    Views.RunView fork(String run, ForkViews.ForkRequest request, Actor actor);

    /** What such a fork would do; nothing happens. The request says after which event. */
    ForkViews.ForkPlan forkPlan(String run, ForkViews.ForkRequest request, Actor actor);

    /**
     * The run as it stood after an event, and what is not as it was.
     *
     * @param from the event to compare with; null for the one before
     */
    StepViews.RunAt at(String run, long seq, @Nullable Long from);

    /** The same asked of many runs, each on its own. */
    default List<BulkRuns.Result> bulk(BulkRuns.Request request, Actor actor) {
        return BulkRuns.each(this, request, actor);
    }

    /** Delivers an outside event to every open run that waits, or may come to wait, for it. */
    Views.EventReceipt send(Views.EventRequest event, Actor actor);

    /** Waits until the run is paused, stuck or ended, or the time is up, and returns it. */
    Views.RunView await(String run, Duration atMost);
}
