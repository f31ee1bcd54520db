package dev.signalbox.runtime.mcp;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.port.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workspaces with MCP servers, and calls of their tools as the engine makes them. */
final class McpWorkspaces {
    static final String SECRET = "s3cret-Value";

    private McpWorkspaces() {}

    static Workspace read(String text) {
        ReadWorkspace read = WorkspaceReader.read(text, new Sources() {
            @Override
            public @Nullable String read(String path) {
                return null;
            }

            @Override
            public List<String> paths() {
                return List.of();
            }
        });
        if (!read.diagnostics().isEmpty()) {
            throw new AssertionError(read.diagnostics());
        }
        return read.workspace();
    }

    static Workspace toy(Path folder, String modes) {
        return toy(folder, modes, "allow: [" + JsonText.write(ToyServer.program()) + "]");
    }

    static Workspace toy(Path folder, String modes, String allow) {
        return read("""
                signalbox: 1
                env: [GREETING]
                secrets: { TOKEN: {}, BOUND: { hosts: [shop.example] } }
                exec: { %s }
                mcp:
                  servers:
                    toy:
                      command: %s
                      args: %s
                      env: { TOKEN: "${secret.TOKEN}", GREETING: "${env.GREETING}" }
                      concurrency: 2
                """.formatted(
                        allow,
                        JsonText.write(ToyServer.program()),
                        JsonText.write(List.copyOf(ToyServer.arguments(folder, modes)))));
    }

    static Environment environment() {
        return new Environment() {
            @Override
            public Map<String, String> env() {
                return Map.of("GREETING", "hello");
            }

            @Override
            public @Nullable String secret(String name) {
                return SECRET;
            }
        };
    }

    static Effect.ActionCall read(Target target, Map<String, Object> args) {
        return call(target, args, Action.Effect.READ, Action.Delivery.IDEMPOTENT, Duration.ofMinutes(5));
    }

    static Effect.ActionCall write(Target target, Map<String, Object> args) {
        return call(target, args, Action.Effect.WRITE, Action.Delivery.AT_MOST_ONCE, Duration.ofMinutes(5));
    }

    static Effect.ActionCall call(
            Target target, Map<String, Object> args, Action.Effect effect, Action.Delivery delivery, Duration timeout) {
        return new Effect.ActionCall(
                new StepId(new RunId("0197-run"), new StateName("act"), 1, ""),
                1,
                new ActionName("act"),
                delivery,
                effect,
                args,
                target,
                "0197-run/act/1/",
                timeout);
    }

    static Object result(ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Answered answered) {
            return answered.result();
        }
        throw new AssertionError("not answered: " + outcome);
    }

    static ActionOutcome.Failed failed(ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Failed failed) {
            return failed;
        }
        throw new AssertionError("not failed: " + outcome);
    }

    static ActionOutcome.Unknown unknown(ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Unknown unknown) {
            return unknown;
        }
        throw new AssertionError("not unknown: " + outcome);
    }
}
