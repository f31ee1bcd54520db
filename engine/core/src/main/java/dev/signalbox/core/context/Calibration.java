package dev.signalbox.core.context;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.Locale;

/**
 * How many tokens a model reports for each 100 that were predicted for it, learned from its replies. A version never
 * changes its figure; a call's event names the version it was compiled with, so that compiling it again gives the same
 * bytes whatever was learned since.
 *
 * @param version counts up for each model
 * @param percent of the count before any calibration, {@value #LEAST} to {@value #MOST}
 */
public record Calibration(int version, int percent) {
    /** Beyond these a server counts something else than what it was sent. */
    public static final int LEAST = 50;

    public static final int MOST = 300;

    public Calibration {
        if (version < 1 || percent < LEAST || percent > MOST) {
            throw new IllegalArgumentException("version " + version + " of " + percent + " %");
        }
    }

    public TokenCounter of(TokenCounter counter) {
        return counter.calibrated(percent, version);
    }

    /** Which models share a calibration: those that a provider knows by the same name. */
    public static String key(Workspace.Model model) {
        return model.provider().name().toLowerCase(Locale.ROOT) + ":"
                + (model.model() == null ? model.name().value() : model.model());
    }
}
