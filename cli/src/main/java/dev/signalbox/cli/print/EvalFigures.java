package dev.signalbox.cli.print;

import dev.signalbox.runtime.eval.Agreement;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The figures of an evaluation as people read them. */
final class EvalFigures {
    static final String NONE = "–";

    private EvalFigures() {}

    /** {@code 19, 79 %}; a dash for none. */
    static String count(int part, int of) {
        return part == 0 ? NONE : part + ", " + percent(part, of);
    }

    /** {@code 18 of 24, 75 %}; a dash where nothing was compared. */
    static String share(Agreement.Share share) {
        return share.of() == 0
                ? NONE
                : share.agreeing() + " of " + share.of() + ", " + percent(share.agreeing(), share.of());
    }

    /** Rounded down, so that 100 % are all of them. */
    private static String percent(long part, long of) {
        return (of == 0 ? 0 : 100 * part / of) + " %";
    }

    static String percent(double share) {
        return BigDecimal.valueOf(share * 100)
                        .setScale(1, java.math.RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** {@code ~} before what a server did not report. */
    static String usd(double usd, boolean estimated) {
        return (estimated && usd > 0 ? "~" : "") + Printer.usd(usd);
    }

    static String tokens(long tokens, boolean estimated) {
        return tokens == 0 ? NONE : (estimated ? "~" : "") + tokens;
    }

    /** {@code 790, −3 %}: what was counted beforehand, and how far that is off what was reported. */
    static String predicted(long predicted, long reported) {
        if (predicted == 0 || reported == 0) {
            return NONE;
        }
        long off = Math.round(100.0 * (predicted - reported) / reported);
        return predicted + (off == 0 ? "" : ", " + (off > 0 ? "+" : "−") + Math.abs(off) + " %");
    }

    static String time(@Nullable Duration time) {
        if (time == null) {
            return NONE;
        }
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? BigDecimal.valueOf(millis, 3).setScale(1, java.math.RoundingMode.HALF_UP) + " s"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
