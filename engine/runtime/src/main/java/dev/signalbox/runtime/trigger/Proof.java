package dev.signalbox.runtime.trigger;

import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request was signed by who has the secret, lately. HMAC-SHA256 in one of two forms: Standard Webhooks
 * ({@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature} over {@code ID.TIME.BODY}), or one header over
 * the body, or over {@code TIME.BODY} where a header carries the time. Every signature sent is compared with every secret
 * set, in constant time; one that fits is enough, so that either side can change its secret.
 */
final class Proof {
    private static final String HMAC = "HmacSHA256";
    private static final String STANDARD_SECRET = "whsec_";
    private static final int MOST_SIGNATURES = 10;
    private static final int LONGEST_ID = 256;
    private static final int DIGEST = 32;
    private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9_]{1,10}=(.{43,})");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{12,14}");

    private Proof() {}

    sealed interface Verdict {
        /**
         * @param id the delivery's
         * @param own the id is part of what was signed
         * @param hash of what was signed
         * @param timed what was signed says when
         */
        record Signed(String id, boolean own, String hash, boolean timed) implements Verdict {}

        record Refused(String why) implements Verdict {}
    }

    /** Thrown inside, where the reason is all there is to say. */
    private static final class Unproven extends Exception {
        private static final long serialVersionUID = 1L;

        Unproven(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * @param secret one, or several with spaces between them, the newest first
     * @param headers by their names in lower case
     */
    static Verdict of(Trigger.Signature wanted, String secret, Map<String, String> headers, byte[] body, Instant now) {
        try {
            return wanted.header() == null
                    ? standard(wanted, secret, headers, body, now)
                    : plain(wanted, wanted.header(), secret, headers, body, now);
        } catch (Unproven e) {
            return new Verdict.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Verdict standard(
            Trigger.Signature wanted, String secret, Map<String, String> headers, byte[] body, Instant now)
            throws Unproven {
        String id = named(header(headers, "webhook-id"), "webhook-id");
        String time = header(headers, "webhook-timestamp");
        List<byte[]> sent = new ArrayList<>();
        for (String one : header(headers, "webhook-signature").split(" ", -1)) {
            if (one.startsWith("v1,")) {
                keep(sent, one.substring(3));
            }
        }
        byte[] content = joined(id + "." + time + ".", body);
        compare(sent, secret, content, true);
        recent(time, wanted.tolerance(), now, "webhook-timestamp");
        return new Verdict.Signed(id, true, hash(content), true);
    }

    private static Verdict plain(
            Trigger.Signature wanted,
            String signature,
            String secret,
            Map<String, String> headers,
            byte[] body,
            Instant now)
            throws Unproven {
        String written = header(headers, signature);
        String timestamp = wanted.timestamp();
        boolean inBody = timestamp != null && timestamp.startsWith(Trigger.Signature.FIELD);
        String time = timestamp == null || inBody ? null : header(headers, timestamp);
        byte[] content = time == null ? body : joined(time + ".", body);
        List<byte[]> sent = new ArrayList<>();
        for (String one : written.split("[, ]+", -1)) {
            Matcher named = NAMED.matcher(one);
            keep(sent, named.matches() ? named.group(1) : one);
        }
        compare(sent, secret, content, false);
        // What the body says counts only after the body is proven.
        if (timestamp != null) {
            recent(time == null ? field(body, timestamp) : time, wanted.tolerance(), now, timestamp);
        }
        String hash = hash(content);
        String place = wanted.id();
        boolean timed = timestamp != null;
        if (place == null) {
            return new Verdict.Signed(hash, true, hash, timed);
        }
        return place.startsWith(Trigger.Signature.FIELD)
                ? new Verdict.Signed(named(field(body, place), place), true, hash, timed)
                : new Verdict.Signed(named(header(headers, place), place), false, hash, timed);
    }

    private static String header(Map<String, String> headers, String name) throws Unproven {
        String value = headers.get(name.toLowerCase(java.util.Locale.ROOT));
        if (value == null || value.isBlank()) {
            throw new Unproven("The header `" + name + "` is missing.");
        }
        return value.strip();
    }

    private static String named(String id, String place) throws Unproven {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new Unproven("The id in `" + place + "` must have 1 to " + LONGEST_ID + " characters.");
        }
        return id;
    }

    private static String field(byte[] body, String place) throws Unproven {
        try {
            Object at = JsonText.parse(new String(body, StandardCharsets.UTF_8));
            for (String step : place.substring(Trigger.Signature.FIELD.length()).split("\\.", -1)) {
                at = at instanceof Map<?, ?> map ? Json.object(map).getOrDefault(step, Json.NULL) : Json.NULL;
            }
            if (at instanceof String || at instanceof Number) {
                return String.valueOf(at);
            }
        } catch (JsonTextException e) {
            // It has no such field either.
        }
        throw new Unproven("The body has no `" + place.substring(Trigger.Signature.FIELD.length()) + "`.");
    }

    private static void keep(List<byte[]> sent, String written) {
        byte[] read = decoded(written.strip());
        if (read != null && sent.size() < MOST_SIGNATURES) {
            sent.add(read);
        }
    }

    private static byte @Nullable [] decoded(String written) {
        try {
            byte[] read = written.length() == 2 * DIGEST
                    ? HexFormat.of().parseHex(written)
                    : Base64.getDecoder().decode(written.replace('-', '+').replace('_', '/'));
            return read.length == DIGEST ? read : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void compare(List<byte[]> sent, String secret, byte[] content, boolean standard) throws Unproven {
        boolean fits = false;
        for (String one : secret.strip().split("\\s+", -1)) {
            byte[] expected = mac(key(one, standard), content);
            for (byte[] signature : sent) {
                fits |= MessageDigest.isEqual(expected, signature);
            }
        }
        if (!fits) {
            throw new Unproven("The signature does not fit.");
        }
    }

    private static byte[] key(String secret, boolean standard) {
        if (standard && secret.startsWith(STANDARD_SECRET)) {
            try {
                byte[] key = Base64.getDecoder().decode(secret.substring(STANDARD_SECRET.length()));
                if (key.length > 0) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // Then its letters are the key.
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static void recent(String time, Duration tolerance, Instant now, String place) throws Unproven {
        Instant signed = instant(time);
        if (signed == null) {
            throw new Unproven("`" + place + "` is no time: seconds since 1970 are one, or 2026-03-02T09:00:00Z.");
        }
        if (signed.isBefore(now.minus(tolerance))) {
            throw new Unproven("It was signed too long ago, by the time in `" + place + "`.");
        }
        if (signed.isAfter(now.plus(tolerance))) {
            throw new Unproven("It was signed in the future, by the time in `" + place + "`.");
        }
    }

    private static @Nullable Instant instant(String time) {
        try {
            if (SECONDS.matcher(time).matches()) {
                return Instant.ofEpochSecond(Long.parseLong(time));
            }
            return MILLIS.matcher(time).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(time))
                    : java.time.OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static byte[] joined(String before, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
