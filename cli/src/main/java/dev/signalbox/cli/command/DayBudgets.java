package dev.signalbox.cli.command;

import dev.signalbox.cli.command.Finding.Level;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.port.DayLedger;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} says of the limits of a day: one line for each scope that has one, or had one today. */
final class DayBudgets {
    private DayBudgets() {}

    static List<Finding> of(LocalDate day, List<DayUse> uses) {
        return uses.stream().map(use -> of(day, use)).toList();
    }

    private static Finding of(LocalDate day, DayUse use) {
        DayLimits limits = use.limits();
        List<String> parts = new ArrayList<>();
        parts.add(part(use.used().calls(), limits == null ? null : limits.llmCalls(), "model calls"));
        parts.add(part(use.used().tokens(), limits == null ? null : limits.tokens(), "tokens"));
        parts.add(part(
                plain(use.used().usd()),
                limits == null || limits.costUsd() == null ? null : plain(limits.costUsd()),
                "USD"));
        String who = use.scope().equals(DayLedger.ALL) ? "all flows" : use.scope();
        return new Finding(
                "budget",
                use.full() ? Level.NOTE : Level.OK,
                who + ", " + day + " UTC: " + String.join(", ", parts)
                        + (use.full() ? "; used up, no model is asked until the day ends" : ""));
    }

    private static String part(Object used, @Nullable Object limit, String unit) {
        return used + (limit == null ? "" : " of " + limit) + " " + unit;
    }

    private static String plain(double usd) {
        return BigDecimal.valueOf(usd).stripTrailingZeros().toPlainString();
    }
}
