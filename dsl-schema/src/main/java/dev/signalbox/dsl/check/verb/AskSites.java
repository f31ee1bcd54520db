package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.type.Type;

/** {@code ask}: its title and what it shows; it gives a value of its form. */
public final class AskSites {
    private AskSites() {}

    public static void visit(AskVerb ask, TypeEnv types, Sites sites) {
        if (ask.title() != null) {
            sites.expect(ask.title(), types, Sites.Expect.TEXT);
        }
        ask.show().forEach(expr -> sites.shown(expr, types));
    }

    public static Type result(AskVerb ask) {
        return ask.form() == null ? Type.ANY : ask.form().type();
    }
}
