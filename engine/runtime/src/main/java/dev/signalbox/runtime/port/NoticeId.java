package dev.signalbox.runtime.port;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A notice: the same each time it is sent, so that who gets it twice can tell. Fit to stand in a header. */
public record NoticeId(String value) {
    public NoticeId {
        if (!value.matches("[a-z0-9]{1,64}")) {
            throw new IllegalArgumentException("no id of a notice: " + value);
        }
    }

    /** Of what makes a notice this one: the same parts give the same id. */
    public static NoticeId of(String... parts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return new NoticeId(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
