package dev.signalbox.runtime.mcp;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.McpServer;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.TextTemplate;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.port.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is, rendered from the workspace as it is now. A secret goes into a program's environment only when the
 * workspace does not bind it to hosts, for nobody can tell where a program sends it; into a header it is put by
 * {@code GuardedHttp}, at the last moment.
 */
sealed interface Settings {
    Pattern NAME = Pattern.compile("\\s*(env|secret)\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*");
    int SHORTEST_MASKED = 4;

    /** @param secrets by value, the name that stands for it in what the program says */
    record Program(List<String> command, Map<String, String> environment, Map<String, String> secrets)
            implements Settings {
        UnaryOperator<String> mask() {
            return text -> {
                String masked = text;
                for (Map.Entry<String, String> secret : secrets.entrySet()) {
                    masked = masked.replace(secret.getKey(), secret.getValue());
                }
                return masked;
            };
        }
    }

    /** @param headers with each secret as {@code ${secret.NAME}} */
    record Address(String url, Map<String, String> headers) implements Settings {}

    /** Refuses what the workspace does not allow or cannot give. */
    static Settings of(McpServer server, Workspace workspace, Environment environment) throws McpFailure {
        return switch (server) {
            case McpServer.Stdio stdio -> program(stdio, workspace, environment);
            case McpServer.Http http -> {
                Map<String, String> headers = new LinkedHashMap<>();
                for (Map.Entry<String, Template> header : http.headers().entrySet()) {
                    headers.put(header.getKey(), text(header.getValue(), http.name(), environment));
                }
                yield new Address(text(http.url(), http.name(), environment), headers);
            }
        };
    }

    private static Program program(McpServer.Stdio stdio, Workspace workspace, Environment environment)
            throws McpFailure {
        if (!workspace.execAllow().contains(stdio.command())) {
            throw McpFailure.before(
                    "value",
                    "The program " + stdio.command() + " of the MCP server " + stdio.name()
                            + " is not allowed. Add it to exec.allow in signalbox.yaml if flows may run it.");
        }
        List<String> command = new ArrayList<>(List.of(stdio.command()));
        for (Template argument : stdio.args()) {
            command.add(text(argument, stdio.name(), environment));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, Template> variable : stdio.env().entrySet()) {
            String rendered = text(variable.getValue(), stdio.name(), environment);
            variables.put(variable.getKey(), filled(rendered, stdio.name(), workspace, environment, secrets));
        }
        return new Program(List.copyOf(command), variables, secrets);
    }

    private static String filled(
            String text, String server, Workspace workspace, Environment environment, Map<String, String> secrets)
            throws McpFailure {
        Matcher match =
                Pattern.compile("\\$\\{secret\\.([A-Za-z_][A-Za-z0-9_]*)}").matcher(text);
        StringBuilder out = new StringBuilder();
        while (match.find()) {
            String name = match.group(1);
            Workspace.Secret declared = workspace.secrets().get(name);
            if (declared == null || !declared.hosts().isEmpty()) {
                throw McpFailure.before(
                        "value",
                        declared == null
                                ? "The secret " + name + " is not declared. Add it to secrets in signalbox.yaml."
                                : "The secret " + name + " may be sent to " + String.join(", ", declared.hosts())
                                        + " only, and where the program of the MCP server " + server
                                        + " sends it nobody can tell.");
            }
            String value = environment.secret(name);
            if (value == null) {
                throw McpFailure.before("value", WorkspaceEnvironment.missingSecret(name));
            }
            if (value.length() >= SHORTEST_MASKED) {
                secrets.put(value, "${secret." + name + "}");
            }
            match.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return match.appendTail(out).toString();
    }

    private static String text(Template template, String server, Environment environment) throws McpFailure {
        return TextTemplate.fill(template, new TextTemplate.Values<McpFailure>() {
            @Override
            public String of(Expr expr) throws McpFailure {
                return value(expr, server, environment);
            }

            @Override
            public McpFailure notText() {
                return McpFailure.before("value", "The settings of the MCP server " + server + " must be texts.");
            }
        });
    }

    private static String value(Expr expr, String server, Environment environment) throws McpFailure {
        Matcher name = NAME.matcher(expr.source());
        if (!name.matches()) {
            throw McpFailure.before(
                    "value",
                    "The MCP server " + server + " may read `env.NAME` and `secret.NAME` only, not `"
                            + expr.source().strip() + "`.");
        }
        if (name.group(1).equals("secret")) {
            return "${secret." + name.group(2) + "}";
        }
        String value = environment.env().get(name.group(2));
        if (value == null) {
            throw McpFailure.before("value", WorkspaceEnvironment.missingEnv(name.group(2)));
        }
        return value;
    }
}
