package dev.signalbox.dsl.media;

import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture or document as it stands in a value: base64 (RFC 4648, padded or not, white space between), alone or behind the
 * head of a {@code data:} URI (RFC 2397). Never a URL: nothing is fetched. Never throws at a text.
 */
public final class MediaText {
    private static final String DATA = "data:";

    private MediaText() {}

    /** What came of reading a text. */
    public sealed interface Read {
        /** Bytes, whatever they are. */
        final class Bytes implements Read {
            private final byte[] bytes;
            private final @Nullable String declared;

            private Bytes(byte[] bytes, @Nullable String declared) {
                this.bytes = bytes;
                this.declared = declared;
            }

            /** Not to be changed. */
            public byte[] bytes() {
                return bytes;
            }

            /** The type that the text says it is; null where it says none. */
            public @Nullable String declared() {
                return declared;
            }

            /** The bytes again, in the plain form that providers take. */
            public String base64() {
                return Base64.getEncoder().encodeToString(bytes);
            }
        }

        /** @param why a half sentence that goes on from the name of the value */
        record Refused(String why) implements Read {}
    }

    public static Read read(String text) {
        String body = text.strip();
        String declared = null;
        if (body.regionMatches(true, 0, DATA, 0, DATA.length())) {
            int comma = body.indexOf(',');
            String head = comma < 0 ? "" : body.substring(DATA.length(), comma);
            if (!head.toLowerCase(Locale.ROOT).endsWith(";base64")) {
                return new Read.Refused("is a data: URI without `;base64,`");
            }
            String type = head.split(";", 2)[0].strip();
            declared = type.isEmpty() ? null : type;
            body = body.substring(comma + 1);
        } else if (body.contains("://")) {
            return new Read.Refused("is a URL, and nothing is fetched: it takes the bytes, as base64 or a data: URI");
        }
        // Sized before it is decoded: four characters are three bytes.
        if (body.length() / 4 > Media.MAX_BYTES) {
            return new Read.Refused("is longer than " + Media.MAX_BYTES + " bytes (5 MiB)");
        }
        try {
            boolean inLines = body.chars().anyMatch(Character::isWhitespace);
            byte[] bytes = Base64.getDecoder().decode(inLines ? body.replaceAll("\\s+", "") : body);
            return new Read.Bytes(bytes, declared);
        } catch (IllegalArgumentException wrong) {
            return new Read.Refused("is no base64");
        }
    }
}
