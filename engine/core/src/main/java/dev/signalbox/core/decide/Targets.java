package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Pair;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders what an action does for given arguments, each secret standing as {@code ${secret.NAME}}. */
public final class Targets {
    private Targets() {}

    public static Target render(CheckedFlow flow, Action action, Map<String, Object> args, Live live)
            throws ValueFailure {
        Map<String, Object> env = new LinkedHashMap<>(live.env());
        Scope scope = root -> switch (root) {
            case "args" -> args;
            case "env" -> env;
            case "secret" -> SecretNames.ALL;
            default -> null;
        };
        return switch (action.transport()) {
            case Transport.Http http -> http(flow, http, scope);
            case Transport.Java java -> new Target.Java(java.name());
            case Transport.Mcp mcp -> new Target.Mcp(mcp.server(), mcp.tool(), mcp.schema(), readsJson(action));
            case Transport.Exec exec -> exec(flow, exec, scope);
            case Transport.Echo echo -> new Target.Echo();
        };
    }

    /** A tool's text is read as JSON where it cannot be the result itself. */
    private static @Nullable Boolean readsJson(Action action) {
        return action.returns() != null && !Type.holdsText(action.returns().type()) ? true : null;
    }

    private static Target http(CheckedFlow flow, Transport.Http http, Scope scope) throws ValueFailure {
        StringBuilder url = new StringBuilder(url(flow, http.url(), scope));
        for (Map.Entry<String, Template> query : http.query().entrySet()) {
            for (Pair pair : pairs(flow, query.getKey(), query.getValue(), scope)) {
                url.append(url.indexOf("?") < 0 ? '?' : '&')
                        .append(encoded(pair.name()))
                        .append('=')
                        .append(secretsAsNames(encoded(String.valueOf(pair.value()))));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, Template> header : http.headers().entrySet()) {
            if (!Json.isNull(Values.render(flow, header.getValue(), scope))) {
                headers.put(header.getKey(), oneLine(header.getKey(), Values.text(flow, header.getValue(), scope)));
            }
        }
        Object body = http.body() == null ? Json.NULL : Values.render(flow, http.body(), scope);
        return new Target.Http(http.method(), url.toString(), headers, Json.isNull(body) ? null : body);
    }

    /** What a name of the query is said with: nothing for null. */
    private static List<Pair> pairs(CheckedFlow flow, String name, Template template, Scope scope) throws ValueFailure {
        Object value = Values.render(flow, template, scope);
        if (Json.isNull(value)) {
            return List.of();
        }
        if (!(value instanceof List<?> || value instanceof Map<?, ?>)) {
            return List.of(new Pair(name, Values.text(flow, template, scope)));
        }
        List<Pair> texts = new ArrayList<>();
        for (Pair pair : Pair.of(name, value)) {
            texts.add(new Pair(
                    pair.name(), Values.text(flow, new Template.Literal(pair.value(), template.place()), scope)));
        }
        return texts;
    }

    private static Target exec(CheckedFlow flow, Transport.Exec exec, Scope scope) throws ValueFailure {
        List<String> arguments = new ArrayList<>();
        for (Template argument : exec.arguments()) {
            arguments.add(Values.text(flow, argument, scope));
        }
        String stdin = exec.stdin() == null ? null : Values.text(flow, exec.stdin(), scope);
        return new Target.Exec(exec.program(), arguments, stdin);
    }

    private static String url(CheckedFlow flow, Template template, Scope scope) throws ValueFailure {
        try {
            return secretsAsNames(flow.url(template, scope));
        } catch (EvalException e) {
            throw new ValueFailure(e.getMessage() == null ? "the URL cannot be made" : e.getMessage());
        }
    }

    private static String oneLine(String header, String value) throws ValueFailure {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new ValueFailure("the header " + header + " has a line break in it");
        }
        return value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A secret's name was encoded with the rest; the runner, who encodes its value, looks for the plain form. */
    private static String secretsAsNames(String url) {
        return url.contains("%24%7Bsecret.")
                ? url.replaceAll("%24%7Bsecret\\.([A-Za-z0-9_]+)%7D", "\\${secret.$1}")
                : url;
    }

    /** The target as JSON: what the hash covers and a person sees. */
    public static Map<String, Object> json(Target target) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (target) {
            case Target.Http http -> {
                json.put("method", http.method());
                json.put("url", http.url());
                json.put("headers", new LinkedHashMap<String, Object>(http.headers()));
                json.put("body", http.body() == null ? Json.NULL : http.body());
            }
            case Target.Java java -> json.put("java", java.name());
            case Target.Mcp mcp -> {
                json.put("server", mcp.server());
                json.put("tool", mcp.tool());
                if (mcp.schema() != null) {
                    json.put("schema", mcp.schema());
                }
            }
            case Target.Exec exec -> {
                json.put("program", exec.program());
                json.put("arguments", new ArrayList<Object>(exec.arguments()));
                json.put("stdin", exec.stdin() == null ? Json.NULL : exec.stdin());
            }
            case Target.Echo echo -> json.put("echo", true);
        }
        return json;
    }

    /** Any name gives its own placeholder: a secret's value is never here. */
    private static final class SecretNames extends AbstractMap<String, Object> {
        static final SecretNames ALL = new SecretNames();

        @Override
        public @Nullable Object get(Object name) {
            return "${secret." + name + "}";
        }

        @Override
        public boolean containsKey(Object name) {
            return true;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }
}
