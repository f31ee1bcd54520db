package dev.signalbox.cli.flows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way through a sample: what the model says and what people decide, in order.
 *
 * @param input the input's file in the sample workspace
 * @param replies by state, one for each visit
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

    /** What a person does about the run's hold. */
    sealed interface Move {
        record Approve(@Nullable String note) implements Move {}

        record Reject(@Nullable String note) implements Move {}

        record Answer(Object value) implements Move {}
    }
}
