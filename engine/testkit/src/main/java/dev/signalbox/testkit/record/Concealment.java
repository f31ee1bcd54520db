package dev.signalbox.testkit.record;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Strikes secrets out of what is written to a file that goes into version control: each known secret as it is, as it stands in an
 * address, in a JSON text and in a basic authorization header, and whatever looks like somebody's credentials. A secret of less than
 * {@value #SHORTEST} characters stays: it would be found by chance in ordinary text.
 */
public final class Concealment implements UnaryOperator<String> {
    private static final int SHORTEST = 4;
    private static final String STRUCK = "[redacted]";

    /** Credentials that no workspace declares: in a header, in an address, and keys that say by their beginning that they are ones. */
    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("(?i)(?<=\\b(?:bearer|basic) )[A-Za-z0-9._~+/=-]{16,}"),
            Pattern.compile("(?<=://)[^\\s/@:]+:[^\\s/@]+(?=@)"),
            Pattern.compile("\\b(?:sk|pk|rk)[-_](?:[A-Za-z0-9]+[-_])*[A-Za-z0-9]{16,}\\b"),
            Pattern.compile("\\b(?:ghp|gho|ghs|ghu|github_pat|glpat|xoxb|xoxp)[-_][A-Za-z0-9_-]{16,}\\b"),
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?-----END [A-Z ]*PRIVATE KEY-----"));

    private final Map<String, String> known = new LinkedHashMap<>();

    /** @param secrets the values that there are, by name */
    public Concealment(Map<String, String> secrets) {
        secrets.forEach((name, value) -> {
            if (value.length() >= SHORTEST) {
                String shown = "${secret." + name + "}";
                known.put(value, shown);
                known.put(URLEncoder.encode(value, StandardCharsets.UTF_8), shown);
                String quoted = JsonText.write(value);
                known.put(quoted.substring(1, quoted.length() - 1), shown);
                known.put(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)), shown);
            }
        });
    }

    @Override
    public String apply(String text) {
        String struck = text;
        for (Map.Entry<String, String> secret : known.entrySet()) {
            struck = struck.replace(secret.getKey(), secret.getValue());
        }
        for (Pattern shape : SHAPES) {
            struck = shape.matcher(struck).replaceAll(STRUCK);
        }
        return struck;
    }

    /** Every text of a value, keys too. */
    public Object value(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> struck = new LinkedHashMap<>();
                Json.object(map).forEach((key, part) -> struck.put(apply(key), value(part)));
                yield struck;
            }
            case List<?> list -> list.stream().map(this::value).toList();
            case String text -> apply(text);
            default -> value;
        };
    }
}
