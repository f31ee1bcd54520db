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
        /**
         * @param base64 the bytes again in the plain form that providers take
         * @param declared the type that the text says it is; null where it says none
         */
        record Bytes(byte[] bytes, String base64, @Nullable String declared) implements Read {}

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
            byte[] bytes = Base64.getDecoder().decode(body.replaceAll("\\s+", ""));
            return new Read.Bytes(bytes, Base64.getEncoder().encodeToString(bytes), declared);
        } catch (IllegalArgumentException wrong) {
            return new Read.Refused("is no base64");
        }
    }
}
