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
    private final ActionPort mcp;

    public Actions(HttpActions http, JavaActions java, ExecActions exec, ActionPort mcp) {
        this.http = http;
        this.java = java;
        this.exec = exec;
        this.mcp = mcp;
    }

    /**
     * Everything a workspace may call. The workspace is asked at each call: its lists and secrets are live.
     *
     * @param mcp carries out what tools of MCP servers do; closed by whoever made it
     * @param standIns the loopback port behind each stand-in's host ({@code StandIns.ports()})
     */
    public static Actions of(
            Supplier<Workspace> workspace,
            Environment environment,
            Map<String, Integer> standIns,
            JavaActions java,
            ActionPort mcp) {
        return new Actions(
                new HttpActions(() -> HttpRules.of(workspace.get(), standIns), environment),
                java,
                new ExecActions(() -> workspace.get().execAllow()),
                mcp);
    }

    @Override
    public ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        return switch (call.target()) {
            case Target.Http target -> http.call(call, target);
            case Target.Java target -> java.call(call, target.name());
            case Target.Echo echo -> new ActionOutcome.Answered(call.args(), Map.of("body", call.args()));
            case Target.Mcp target -> mcp.call(call);
            case Target.Exec target -> exec.call(call, target);
        };
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
