package dev.signalbox.runtime.action;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.port.Environment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets into one call's rendered target at the last moment, and takes them out of whatever comes back. Each is
 * checked against its hosts first. A stand-in gets a made-up text in a secret's place, never its value.
 */
final class SecretText {
    private static final Pattern NAME = Pattern.compile("\\$\\{\\s*secret\\.([A-Za-z_][A-Za-z0-9_]*)\\s*}");
    /** How a template's secret looks when it stood behind the host of a URL and was escaped there. */
    private static final Pattern ESCAPED = Pattern.compile(
            "%24%7B(?:%20|\\+)*secret\\.([A-Za-z_][A-Za-z0-9_]*)(?:%20|\\+)*%7D", Pattern.CASE_INSENSITIVE);
    /**
     * The text of a secret inside arguments would be taken for the template's own; so would its beginning at the end of one
     * argument, behind which the template sets another.
     */
    private static final Pattern FORGED =
            Pattern.compile("\\{\\s*secret\\.|(?:\\A|\\$)\\{\\s*(?:s(?:e(?:c(?:r(?:et?)?)?)?)?)?\\z");
    /** A shorter value would be found by chance in ordinary text. */
    static final int SHORTEST_MASKED = 4;

    private final HttpRules rules;
    private final Environment environment;
    private final Destination to;
    private final Map<String, String> used = new LinkedHashMap<>();

    SecretText(HttpRules rules, Environment environment, Destination to) {
        this.rules = rules;
        this.environment = environment;
        this.to = to;
    }

    /** Refuses arguments that hold the text of a secret: only the flow file may ask for one. */
    static void refuseForged(Object value) throws Refusal {
        if (value instanceof String text && FORGED.matcher(text).find()) {
            throw new Refusal(
                    "An argument holds the text of a secret's name in braces, which only the flow file may use.");
        } else if (value instanceof Map<?, ?>) {
            for (Map.Entry<String, Object> field : Json.object(value).entrySet()) {
                refuseForged(field.getKey());
                refuseForged(field.getValue());
            }
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                refuseForged(item);
            }
        }
    }

    String fill(String text) throws Refusal {
        return replace(NAME, text, value -> value);
    }

    String fillUrl(String text) throws Refusal {
        UnaryOperator<String> encode =
                value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        return replace(ESCAPED, replace(NAME, text, encode), encode);
    }

    Object fillBody(Object value) throws Refusal {
        if (value instanceof String text) {
            return fill(text);
        }
        if (value instanceof Map<?, ?>) {
            Map<String, Object> filled = new LinkedHashMap<>();
            for (Map.Entry<String, Object> field : Json.object(value).entrySet()) {
                filled.put(field.getKey(), fillBody(field.getValue()));
            }
            return filled;
        }
        if (value instanceof List<?> items) {
            List<Object> filled = new ArrayList<>();
            for (Object item : items) {
                filled.add(fillBody(item));
            }
            return filled;
        }
        return value;
    }

    private String replace(Pattern pattern, String text, UnaryOperator<String> encode) throws Refusal {
        Matcher match = pattern.matcher(text);
        StringBuilder out = new StringBuilder();
        while (match.find()) {
            match.appendReplacement(out, Matcher.quoteReplacement(encode.apply(value(match.group(1)))));
        }
        return match.appendTail(out).toString();
    }

    private String value(String name) throws Refusal {
        if (rules.isStandIn(to)) {
            return "stand-in-for-" + name;
        }
        rules.checkSecret(name, to);
        String value = environment.secret(name);
        if (value == null) {
            throw new Refusal(WorkspaceEnvironment.missingSecret(name));
        }
        used.put(name, value);
        return value;
    }

    /** The text with every secret of this call back as its name: an answer may repeat what it was sent. */
    String mask(String text) {
        String masked = text;
        for (Map.Entry<String, String> secret : used.entrySet()) {
            if (secret.getValue().length() >= SHORTEST_MASKED) {
                masked = masked.replace(secret.getValue(), "${secret." + secret.getKey() + "}");
            }
        }
        return masked;
    }

    Object maskValue(Object value) {
        if (used.isEmpty()) {
            return value;
        }
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof Map<?, ?>) {
            Map<String, Object> masked = new LinkedHashMap<>();
            Json.object(value).forEach((name, field) -> masked.put(mask(name), maskValue(field)));
            return Collections.unmodifiableMap(masked);
        }
        if (value instanceof List<?>) {
            return Json.list(value).stream().map(this::maskValue).toList();
        }
        return value;
    }
}
