package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/** Carries out every kind of action, each by its own means. */
public final class Actions implements ActionPort, AutoCloseable {
    private final HttpActions http;
    private final JavaActions java;
    private final ExecActions exec;

    public Actions(HttpActions http, JavaActions java, ExecActions exec) {
        this.http = http;
        this.java = java;
        this.exec = exec;
    }

    /**
     * Everything a workspace may call. The workspace is asked at each call: its lists and secrets are live.
     *
     * @param standIns the loopback port behind each stand-in's host ({@code StandIns.ports()})
     */
    public static Actions of(
            Supplier<Workspace> workspace, Environment environment, Map<String, Integer> standIns, JavaActions java) {
        return new Actions(
                new HttpActions(() -> HttpRules.of(workspace.get(), standIns), environment),
                java,
                new ExecActions(() -> workspace.get().execAllow()));
    }

    @Override
    public ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        return switch (call.target()) {
            case Target.Http target -> http.call(call, target);
            case Target.Java target -> java.call(call, target.name());
            case Target.Echo echo -> new ActionOutcome.Answered(call.args(), Map.of("body", call.args()));
            case Target.Mcp target -> mcp();
            case Target.Exec target -> exec.call(call, target);
        };
    }

    private static ActionOutcome mcp() {
        return new ActionOutcome.Failed(
                "value",
                "This version of Signalbox carries out http, java, exec and echo actions, not mcp.",
                null,
                null);
    }

    @Override
    public void close() {
        java.close();
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
