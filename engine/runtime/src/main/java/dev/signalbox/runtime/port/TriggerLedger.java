package dev.signalbox.runtime.port;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.FlowName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of triggers besides their files: who paused one, what it did last, how far a schedule has been reckoned, and
 * under which id bytes were delivered first. No run depends on it: that a delivery or a tick starts one run is the start key's.
 * Every method throws {@link StoreException} when the store fails.
 */
public interface TriggerLedger {
    /** A problem is kept up to so many characters. */
    int LONGEST_PROBLEM = 500;

    /** Every trigger of which anything is known, by flow and name; those too that no file has any more. */
    List<Kept> all();

    @Nullable
    Kept of(TriggerId trigger);

    /** Nothing when it is paused already: who paused it first stands. */
    void pause(TriggerId trigger, String by, Instant at);

    void resume(TriggerId trigger);

    /** What it did last; an older one changes nothing. */
    void fired(TriggerId trigger, Fired last);

    /** How far a schedule has been reckoned. One that is new begins at {@code now}: nothing before was missed. */
    Instant reckoned(TriggerId trigger, Instant now);

    /** It has been reckoned as far as that; never goes back. */
    void reckonedTo(TriggerId trigger, Instant to);

    /**
     * The id that the bytes of that hash came with first: this one, unless they are known and not expired at {@code now}. Of
     * two who ask at once both are given the same.
     */
    String firstId(TriggerId trigger, String hash, String id, Instant now, Instant expires);

    /** @param name as {@link dev.signalbox.dsl.model.TriggerNames} has it */
    record TriggerId(FlowName flow, String name) {
        @Override
        public String toString() {
            return flow + "/" + name;
        }
    }

    /** @param reckoned null for one that is no schedule, or was never looked at */
    record Kept(
            TriggerId trigger,
            @Nullable Pause paused,
            @Nullable Fired last,
            @Nullable Instant reckoned) {}

    record Pause(String by, Instant at) {}

    /**
     * @param run the one it started; null when it started none
     * @param problem why it did not, or what else is to be told
     */
    record Fired(Instant at, @Nullable RunId run, @Nullable String problem) {
        public Fired {
            if (problem != null && problem.length() > LONGEST_PROBLEM) {
                problem = problem.substring(0, LONGEST_PROBLEM - 1) + "…";
            }
        }
    }
}
