package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deterministic code that a flow may call.
 *
 * @param returns what it answers; null when the answer is not described (then any JSON)
 * @param perRun never more calls than this in one run; null for no bound
 * @param concurrency how many of its calls one engine makes side by side; null for no bound of its own
 * @param fails answers that are errors, tried in order
 * @param shared from the workspace file rather than the flow
 */
public record Action(
        ActionName name,
        Transport transport,
        Schema args,
        @Nullable Schema returns,
        Effect effect,
        Delivery delivery,
        Risk risk,
        @Nullable Integer perRun,
        @Nullable Integer concurrency,
        List<Failure> fails,
        boolean shared,
        Place place) {
    public Action {
        fails = List.copyOf(fails);
    }

    public enum Effect {
        READ,
        WRITE
    }

    /** {@code AT_MOST_ONCE} calls are never repeated once they may have left. */
    public enum Delivery {
        IDEMPOTENT,
        AT_MOST_ONCE
    }

    /** An answer that is an error: {@code when} over {@code response}, giving {@code action.CODE}. */
    public record Failure(Expr when, String code, @Nullable Template message, Place place) {}
}
