package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Approve;
import org.jspecify.annotations.Nullable;

/** The expressions of an {@code approve}. */
final class HoldSites {
    private HoldSites() {}

    static void visit(@Nullable Approve approve, TypeEnv types, Sites sites) {
        if (approve == null) {
            return;
        }
        if (approve.title() != null) {
            sites.expect(approve.title(), types, Sites.Expect.TEXT);
        }
        approve.show().forEach(expr -> sites.shown(expr, types));
        approve.edit().forEach(expr -> sites.edited(expr, types));
        if (approve.when() != null) {
            sites.condition(approve.when(), types);
        }
        if (approve.require() != null) {
            sites.condition(approve.require(), types);
        }
        if (approve.recheck() != null) {
            sites.condition(approve.recheck(), types);
        }
    }
}
