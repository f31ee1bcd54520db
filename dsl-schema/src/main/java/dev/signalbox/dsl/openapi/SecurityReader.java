package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Who an operation wants to be called by, as secrets by name: their values come from the deployment, never from the document. */
final class SecurityReader {
    private final OpenApiDocument document;
    private final String prefix;
    private final @Nullable String bearer;
    private final Set<String> secrets = new TreeSet<>();

    /**
     * @param prefix what the names of secrets begin with
     * @param bearer the secret for operations that name no way to sign in; null without one
     */
    SecurityReader(OpenApiDocument document, String prefix, @Nullable String bearer) {
        this.document = document;
        this.prefix = prefix;
        this.bearer = bearer;
    }

    Set<String> secrets() {
        return secrets;
    }

    /** Puts the alternative that is the least work to keep, and of equal ones the first, into the request; the others are told. */
    void read(Node operation, Map<String, Object> headers, Map<String, Object> query, Notes notes) {
        Node security = operation.has("security")
                ? operation.at("security")
                : document.root().at("security");
        boolean done = false;
        List<Node> alternatives = IntStream.range(0, security.items().size())
                .mapToObj(security::at)
                .sorted(Comparator.comparingInt(this::effort))
                .toList();
        for (Node alternative : alternatives) {
            if (done) {
                notes.add(alternative.pointer(), "Another way to sign in is left out: " + names(alternative) + ".");
                continue;
            }
            Map<String, Object> inHeaders = new LinkedHashMap<>();
            Map<String, Object> inQuery = new LinkedHashMap<>();
            String missing = null;
            for (String name : alternative.fields().keySet()) {
                missing = missing == null ? scheme(name, inHeaders, inQuery, notes) : missing;
            }
            if (missing == null) {
                headers.putAll(inHeaders);
                query.putAll(inQuery);
                done = true;
            } else {
                notes.add(alternative.pointer(), "A way to sign in is left out: " + missing + ".");
            }
        }
        if (!done && bearer != null) {
            headers.put("Authorization", "Bearer ${secret." + bearer + "}");
            secrets.add(bearer);
        } else if (!done && !security.items().isEmpty()) {
            notes.add(security.pointer(), "No way to sign in could be carried over; the call goes out without one.");
        }
    }

    /** What it costs whoever keeps the secret: a key stands as it is, an access token runs out, user and password are encoded first. */
    private int effort(Node alternative) {
        return alternative.fields().keySet().stream()
                .map(name -> document.behind(
                        document.root().at("components").at("securitySchemes").at(name)))
                .mapToInt(scheme -> scheme == null ? 3 : effortOfOne(scheme))
                .max()
                .orElse(4);
    }

    private static int effortOfOne(Node scheme) {
        return switch (scheme.text("type")) {
            case "apiKey" -> 0;
            case "http" -> scheme.text("scheme").equalsIgnoreCase("bearer") ? 0 : 2;
            case "oauth2", "openIdConnect" -> 1;
            default -> 3;
        };
    }

    private static String names(Node alternative) {
        return alternative.fields().isEmpty()
                ? "none at all"
                : String.join(" with ", alternative.fields().keySet());
    }

    /** Null when it is done, else why not. */
    private @Nullable String scheme(String name, Map<String, Object> headers, Map<String, Object> query, Notes notes) {
        Node scheme = document.behind(
                document.root().at("components").at("securitySchemes").at(name));
        if (scheme == null || scheme.fields().isEmpty()) {
            return "the scheme " + name + " is not declared";
        }
        String secret = (prefix + "_" + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2"))
                .replaceAll("[^A-Za-z0-9_]+", "_")
                .toUpperCase(Locale.ROOT);
        String value = "${secret." + secret + "}";
        switch (scheme.text("type")) {
            case "apiKey" -> {
                switch (scheme.text("in")) {
                    case "header" -> headers.put(scheme.text("name"), value);
                    case "query" -> query.put(scheme.text("name"), value);
                    case "cookie" -> headers.put("Cookie", OperationReader.literal(scheme.text("name")) + "=" + value);
                    default -> {
                        return name + " is a key in a place that is none";
                    }
                }
            }
            case "http" -> {
                switch (scheme.text("scheme").toLowerCase(Locale.ROOT)) {
                    case "bearer" -> headers.put("Authorization", "Bearer " + value);
                    case "basic" -> {
                        headers.put("Authorization", "Basic " + value);
                        notes.add(scheme.pointer(), "The secret " + secret + " is the Base64 text of `user:password`.");
                    }
                    default -> {
                        return name + " signs in by " + scheme.text("scheme") + ", which an action does not do";
                    }
                }
            }
            case "oauth2", "openIdConnect" -> {
                headers.put("Authorization", "Bearer " + value);
                notes.add(
                        scheme.pointer(),
                        "The secret " + secret
                                + " is an access token that you get and renew: an action does not ask for one.");
            }
            default -> {
                return name + " is " + scheme.text("type") + ", which an action does not do";
            }
        }
        secrets.add(secret);
        return null;
    }
}
