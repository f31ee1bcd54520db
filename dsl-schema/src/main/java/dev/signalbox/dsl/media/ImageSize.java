package dev.signalbox.dsl.media;

import org.jspecify.annotations.Nullable;

/**
 * Width and height as the header of a picture says them. Sources: the PNG specification (IHDR), ITU T.81 (frame headers of
 * JPEG), the GIF89a specification (logical screen), the WebP container and RFC 6386 (VP8).
 */
record ImageSize(int width, int height) {
    /** Null when the header ends before it, or names none. */
    static @Nullable ImageSize of(MediaType type, byte[] bytes) {
        return switch (type) {
            case PNG -> png(bytes);
            case JPEG -> jpeg(bytes);
            case GIF -> gif(bytes);
            case WEBP -> webp(bytes);
            case PDF -> null;
        };
    }

    private static @Nullable ImageSize png(byte[] bytes) {
        // Signature, then the first chunk with its length, name, 13 bytes and checksum.
        boolean whole = bytes.length >= 33 && MediaBytes.starts(bytes, 8, "\0\0\0\rIHDR");
        return whole ? sized(big(bytes, 16, 4), big(bytes, 20, 4)) : null;
    }

    private static @Nullable ImageSize gif(byte[] bytes) {
        return bytes.length >= 13 ? sized(little(bytes, 6, 2), little(bytes, 8, 2)) : null;
    }

    private static @Nullable ImageSize jpeg(byte[] bytes) {
        int at = 2;
        while (at + 4 <= bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) {
                at++; // any number of these may fill the gap before a marker
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += 2; // these have no length
            } else if (isFrame(marker)) {
                return at + 9 <= bytes.length ? sized(big(bytes, at + 7, 2), big(bytes, at + 5, 2)) : null;
            } else {
                long length = big(bytes, at + 2, 2);
                // The picture's data, or its end, before any frame.
                if (length < 2 || marker == 0xda || marker == 0xd9) {
                    return null;
                }
                at += 2 + (int) length;
            }
        }
        return null;
    }

    /** SOF0 to SOF15; C4, C8 and CC among them are tables. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static @Nullable ImageSize webp(byte[] bytes) {
        if (bytes.length < 30) {
            return null;
        }
        if (MediaBytes.starts(bytes, 12, "VP8X")) {
            return sized(little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1);
        }
        if (MediaBytes.starts(bytes, 12, "VP8L") && bytes[20] == 0x2f) {
            long bits = little(bytes, 21, 4);
            return sized((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        }
        if (MediaBytes.starts(bytes, 12, "VP8 ") && MediaBytes.starts(bytes, 23, "\u009d\u0001*")) {
            return sized(little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff);
        }
        return null;
    }

    private static @Nullable ImageSize sized(long width, long height) {
        boolean real = width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
        return real ? new ImageSize((int) width, (int) height) : null;
    }

    private static long big(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    private static long little(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
