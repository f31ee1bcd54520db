package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.McpServer;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The expressions of an action, a model and a channel: only their transport fields may read {@code env} and {@code secret}. */
public final class ActionSites {
    /** {@code status} and {@code headers} are there for HTTP only. */
    private static final Type RESPONSE = new Type.Obj(
            new LinkedHashMap<>(Map.of(
                    "status", new Type.Field(Type.INT, true),
                    "headers", new Type.Field(new Type.Obj(Map.of(), Type.STR), true),
                    "body", new Type.Field(Type.ANY, true))),
            null);

    /** What a program leaves behind: {@code body} is its output, read as JSON where it is JSON. */
    private static final Type LEFT = new Type.Obj(
            new LinkedHashMap<>(Map.of(
                    "exit", new Type.Field(Type.INT, true),
                    "stderr", new Type.Field(Type.STR, true),
                    "body", new Type.Field(Type.ANY, true))),
            null);

    private ActionSites() {}

    public static void visit(Workspace workspace, Action action, Sites sites) {
        Type args = action.args().type();
        TypeEnv transport = transport(workspace).withRoot("args", args);
        switch (action.transport()) {
            case Transport.Http http -> {
                sites.expect(http.url(), transport, Sites.Expect.TEXT);
                http.headers().values().forEach(value -> sites.expect(value, transport, Sites.Expect.TEXT_OR_NOTHING));
                http.query().values().forEach(value -> sites.expect(value, transport, Sites.Expect.ANY));
                if (http.body() != null) {
                    sites.value(http.body(), transport, null);
                }
            }
            case Transport.Exec exec -> {
                TypeEnv program = TypeEnv.of(Map.of("env", names(workspace.env()), "args", args));
                exec.arguments().forEach(value -> sites.expect(value, program, Sites.Expect.TEXT));
                if (exec.stdin() != null) {
                    sites.expect(exec.stdin(), program, Sites.Expect.TEXT);
                }
            }
            case Transport.Java java -> {}
            case Transport.Mcp mcp -> {}
            case Transport.Echo echo -> {}
        }
        TypeEnv judged = TypeEnv.of(Map.of("args", args));
        if (action.risk() instanceof Risk.When when) {
            sites.condition(when.condition(), judged);
        }
        for (Action.Failure failure : action.fails()) {
            TypeEnv answered =
                    judged.withRoot("response", action.transport() instanceof Transport.Exec ? LEFT : RESPONSE);
            sites.condition(failure.when(), answered);
            if (failure.message() != null) {
                sites.expect(failure.message(), answered, Sites.Expect.TEXT);
            }
        }
    }

    public static void visit(Workspace workspace, Workspace.Model model, Sites sites) {
        for (Template template : new Template[] {model.baseUrl(), model.apiKey()}) {
            if (template != null) {
                sites.expect(template, transport(workspace), Sites.Expect.TEXT);
            }
        }
    }

    public static void visit(Workspace workspace, Channel channel, Sites sites) {
        for (Template template : channel.way().templates()) {
            sites.expect(template, transport(workspace), Sites.Expect.TEXT);
        }
    }

    public static void visit(Workspace workspace, McpServer server, Sites sites) {
        TypeEnv transport = transport(workspace);
        switch (server) {
            case McpServer.Stdio stdio -> {
                // Other programs of the machine can read what a program was started with.
                TypeEnv open = TypeEnv.of(Map.of("env", names(workspace.env())));
                stdio.args().forEach(value -> sites.expect(value, open, Sites.Expect.TEXT));
                stdio.env().values().forEach(value -> sites.expect(value, transport, Sites.Expect.TEXT));
            }
            case McpServer.Http http -> {
                sites.expect(http.url(), transport, Sites.Expect.TEXT);
                http.headers().values().forEach(value -> sites.expect(value, transport, Sites.Expect.TEXT));
            }
        }
    }

    private static TypeEnv transport(Workspace workspace) {
        return TypeEnv.of(Map.of(
                "env", names(workspace.env()),
                "secret", names(workspace.secrets().keySet())));
    }

    private static Type names(Set<String> names) {
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        names.forEach(name -> fields.put(name, new Type.Field(Type.STR, true)));
        return new Type.Obj(fields, null);
    }
}
