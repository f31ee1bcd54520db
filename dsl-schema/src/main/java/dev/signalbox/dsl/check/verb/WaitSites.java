package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.type.Type;

/** {@code wait}: how long, until when, or for which event; an event gives its payload. */
public final class WaitSites {
    private WaitSites() {}

    public static void visit(Setting setting, WaitVerb wait, TypeEnv types, Sites sites) {
        switch (wait.what()) {
            case WaitVerb.For.Time time -> sites.expect(time.duration(), types, Sites.Expect.DURATION);
            case WaitVerb.For.Until until -> sites.expect(until.instant(), types, Sites.Expect.INSTANT);
            case WaitVerb.For.Event event -> {
                if (event.key() != null) {
                    sites.expect(event.key(), types, Sites.Expect.TEXT);
                }
                if (event.where() != null) {
                    sites.condition(event.where(), types.withRoot("event", payload(setting, event)));
                }
            }
        }
    }

    public static Type result(Setting setting, WaitVerb wait) {
        return wait.what() instanceof WaitVerb.For.Event event ? payload(setting, event) : Type.ANY;
    }

    private static Type payload(Setting setting, WaitVerb.For.Event event) {
        EventDecl declared = setting.flow().events().get(event.name());
        return declared == null ? Type.ANY : declared.payload().type();
    }
}
