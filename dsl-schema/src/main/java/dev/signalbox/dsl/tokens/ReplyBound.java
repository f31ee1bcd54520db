package dev.signalbox.dsl.tokens;

import dev.signalbox.dsl.model.verb.LlmVerb;
import org.jspecify.annotations.Nullable;

/**
 * The most tokens a reply may take: kept free in the window, sent along with the question, and reserved in the budgets. It is
 * the file's {@code max_output}, else {@value #USUAL}, and no more than a quarter of the window.
 */
public final class ReplyBound {
    private static final int USUAL = 2048;

    /** Assumed where the workspace names no window: every model of today has more. */
    private static final int WINDOW = 8192;

    private ReplyBound() {}

    /** @param declared the model's window; null where the workspace names none */
    public static int of(LlmVerb verb, @Nullable Integer declared) {
        return verb.maxOutput() != null ? verb.maxOutput() : Math.min(USUAL, window(declared) / 4);
    }

    /** The window that is reckoned with. */
    public static int window(@Nullable Integer declared) {
        return declared == null ? WINDOW : declared;
    }
}
