package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.StoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is. Takes {@code postgresql://user:password@host:port/name?schema=s} and what the driver takes,
 * {@code jdbc:postgresql://…}, with {@code schema} beside the driver's own parameters.
 *
 * @param jdbc for the driver
 * @param schema in which the tables stand; null for the first that the user's search path gives
 * @param shown for messages: without user, password and parameters
 */
record Address(String jdbc, @Nullable String schema, String shown) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");

    Address {
        if (schema != null && !PLAIN.matcher(schema).matches()) {
            throw new StoreException("The schema `" + schema + "` in the database's address is no plain name.");
        }
    }

    static boolean isOne(String url) {
        return url.startsWith("postgresql:") || url.startsWith("jdbc:postgresql:") || url.startsWith("postgres:");
    }

    static Address parse(String url) {
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        String rest = plain.substring(plain.indexOf(':') + 1);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        List<String> parameters = new ArrayList<>();
        String schema = null;
        for (String parameter :
                question < 0 ? new String[0] : rest.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("schema=") || parameter.startsWith("currentSchema=")) {
                schema = decoded(parameter.substring(parameter.indexOf('=') + 1));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        int at = place.lastIndexOf('@');
        if (at >= 0) {
            String who = place.substring(place.startsWith("//") ? 2 : 0, at);
            int colon = who.indexOf(':');
            parameters.add("user=" + encoded(decoded(colon < 0 ? who : who.substring(0, colon))));
            if (colon >= 0) {
                parameters.add("password=" + encoded(decoded(who.substring(colon + 1))));
            }
            place = "//" + place.substring(at + 1);
        }
        requireReadable(place);
        String all = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return new Address(
                "jdbc:postgresql:" + place + all,
                schema,
                "postgresql:" + place + (schema == null ? "" : "?schema=" + schema));
    }

    private static void requireReadable(String place) {
        try {
            if (place.startsWith("//") && !place.contains(",")) {
                new URI("postgresql:" + place);
            }
        } catch (URISyntaxException e) {
            throw new StoreException(
                    "The address of the database cannot be read; write postgresql://USER:PASSWORD@HOST:PORT/NAME.", e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
