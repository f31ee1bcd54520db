package dev.signalbox.dsl.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What bytes are, by the magic at their start. Nothing is decoded and nothing believed that was said of them: a format is
 * known by its bytes alone. Never throws at bytes, however broken.
 */
public final class MediaBytes {
    private MediaBytes() {}

    /** What came of looking. */
    public sealed interface Look {
        record Known(Media media) implements Look {}

        /** @param why a half sentence that goes on from the name of what was looked at: "is cut off …" */
        record Refused(String why) implements Look {}
    }

    public static Look look(byte[] bytes) {
        if (bytes.length == 0) {
            return new Look.Refused("is empty");
        }
        if (bytes.length > Media.MAX_BYTES) {
            return new Look.Refused(
                    "has " + bytes.length + " bytes; at most " + Media.MAX_BYTES + " are allowed (5 MiB)");
        }
        MediaType type = type(bytes);
        if (type == null) {
            return new Look.Refused("is none of image/png, image/jpeg, image/gif, image/webp and application/pdf,"
                    + " by its first bytes");
        }
        if (type == MediaType.PDF) {
            return new Look.Known(Media.document(bytes.length, sha256(bytes), PdfPages.count(bytes)));
        }
        ImageSize size = ImageSize.of(type, bytes);
        return size == null
                ? new Look.Refused("begins like " + type.mime() + ", but its header is cut off or broken")
                : new Look.Known(Media.image(type, bytes.length, sha256(bytes), size.width(), size.height()));
    }

    private static @Nullable MediaType type(byte[] bytes) {
        if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return MediaType.PNG;
        }
        if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return MediaType.JPEG;
        }
        if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            return MediaType.GIF;
        }
        if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return MediaType.WEBP;
        }
        boolean pdf = starts(bytes, 0, "%PDF-") && bytes.length > 7 && digit(bytes[5]) && bytes[6] == '.';
        return pdf && digit(bytes[7]) ? MediaType.PDF : null;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Whether these characters, one byte each, stand there. */
    static boolean starts(byte[] bytes, int at, String magic) {
        if (at < 0 || bytes.length - at < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((bytes[at + i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
