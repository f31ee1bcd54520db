package dev.signalbox.dsl.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one text of a value: RFC 8785 key order (by UTF-16 code unit) and string escapes, without white space. It differs
 * from RFC 8785 in one thing on purpose: a {@link Long} is written with all its digits, so that no two integers share a
 * text. Doubles are written as ECMAScript does.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** Refuses NaN, the infinities and anything that is not a value of {@link Json} with an {@link IllegalArgumentException}. */
    public static String write(Object value) {
        return JsonWriter.write(value, JsonWriter.Form.CANONICAL);
    }

    /** SHA-256 over the UTF-8 bytes of {@link #write}, 64 lower-case hex digits. */
    public static String sha256(Object value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(write(value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
