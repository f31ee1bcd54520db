package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked and told of forks: runs with the beginning of another. */
public final class ForkViews {
    private ForkViews() {}

    /**
     * @param seq the event after which the fork goes its own way; null for a new run with the same input
     * @param again everything is asked again; else what the old run was answered is taken, where the fork asks the same
     */
    public record ForkRequest(@Nullable Long seq, boolean again) {
        /** A new run of the same bundle and input. */
        public static final ForkRequest WHOLE = new ForkRequest(null, false);
    }

    /**
     * What a fork would do.
     *
     * @param effects {@code recorded} or {@code again}
     * @param state where it begins, {@code status} how it stands after what it does at once
     * @param requests what it asks for, in the order in which it would
     * @param holds what people are asked
     * @param blocked why it cannot be made just now; null when nothing stands in its way
     */
    public record ForkPlan(
            String run,
            long seq,
            String effects,
            @Nullable String state,
            String status,
            List<PlannedRequest> requests,
            List<PlannedHold> holds,
            @Nullable String blocked) {}

    /**
     * @param kind {@code action}, {@code model} or {@code flow}; {@code what} is its name
     * @param effect {@code read} or {@code write}, and {@code delivery}; null but for an action
     * @param risk {@code high} or {@code low}, for these arguments
     * @param from {@code record}: nobody is asked; {@code again}: it is really done
     * @param answer what the record says: {@code result}, {@code failed} or {@code unknown}; null without
     * @param recordedAt where the answer stands in the old log
     * @param atOnce as soon as the fork begins; else if everything goes on as it did
     */
    public record PlannedRequest(
            String state,
            int visit,
            @Nullable String slot,
            String kind,
            String what,
            @Nullable String effect,
            @Nullable String delivery,
            String risk,
            Map<String, Object> args,
            String from,
            @Nullable String answer,
            @Nullable Long recordedAt,
            boolean atOnce) {}

    /** @param kind {@code approve} or {@code ask}, as of a hold */
    public record PlannedHold(
            String state,
            int visit,
            @Nullable String slot,
            String kind,
            String title,
            List<String> by,
            boolean atOnce) {}
}
