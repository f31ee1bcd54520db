package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hold before a call.
 *
 * @param when holds when true, beside the action's risk; null when only the risk decides
 * @param edit data paths that a person may change
 * @param require must hold when shown and after each edit; null for none
 * @param count how many people must approve (four eyes: 2)
 * @param notRequester the one who started the run may not decide
 * @param within nobody decided in that time: {@code expired}
 * @param useWithin how long a decision stays good; null for ever
 * @param recheck fetched again and asked before the call; false opens a new hold; null for none
 * @param noteRequired a decision needs a note
 */
public record Approve(
        @Nullable Template title,
        List<Expr> show,
        List<Expr> edit,
        @Nullable Expr when,
        @Nullable Expr require,
        List<String> by,
        int count,
        boolean notRequester,
        @Nullable Duration within,
        @Nullable Duration useWithin,
        @Nullable Expr recheck,
        @Nullable Duration remind,
        @Nullable Escalate escalate,
        Urgency urgency,
        boolean noteRequired,
        Place place) {
    public Approve {
        show = List.copyOf(show);
        edit = List.copyOf(edit);
        by = List.copyOf(by);
    }
}
