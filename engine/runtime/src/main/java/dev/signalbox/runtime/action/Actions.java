package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.runtime.port.ActionPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Carries out every kind of action, each by its own means. */
public final class Actions implements ActionPort, AutoCloseable {
    private final HttpActions http;
    private final JavaActions java;

    public Actions(HttpActions http, JavaActions java) {
        this.http = http;
        this.java = java;
    }

    @Override
    public ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        return switch (call.target()) {
            case Target.Http target -> http.call(call, target);
            case Target.Java target -> java.call(call, target.name());
            case Target.Echo echo -> new ActionOutcome.Answered(call.args(), Map.of("body", call.args()));
            case Target.Mcp target -> notServed("mcp");
            case Target.Exec target -> notServed("exec");
        };
    }

    private static ActionOutcome notServed(String kind) {
        return new ActionOutcome.Failed(
                "value",
                "This version of Signalbox carries out http, java and echo actions, not " + kind + ".",
                null,
                null);
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
