package dev.signalbox.cli.flows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way through a sample: what the model says and what people decide, in order.
 *
 * @param input the input's file in the sample workspace
 * @param replies by state, one for each visit, or in an {@code each} for each item
 * @param path the states entered, in order
 */
record Play(
        String name,
        String flow,
        String input,
        Map<String, List<Object>> replies,
        List<Move> moves,
        List<String> path,
        @Nullable Object output) {
    Play {
        replies = Map.copyOf(replies);
        moves = List.copyOf(moves);
        path = List.copyOf(path);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What happens to a run that has paused. */
    sealed interface Move {
        record Approve(@Nullable String note) implements Move {}

        record Reject(@Nullable String note) implements Move {}

        record Answer(Object value) implements Move {}

        /** Somebody else than {@link Stage#SAM} does it, who is in this group. */
        record As(String person, String group, Move move) implements Move {}

        /** An event from outside, which the run waits for. */
        record Told(String event, String key, Object payload) implements Move {}

        /** Nothing happens for so long. */
        record Later(Duration by) implements Move {}
    }
}
