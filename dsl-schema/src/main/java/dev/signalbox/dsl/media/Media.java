package dev.signalbox.dsl.media;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A picture or a document as everything but its bytes: what stands in messages, events and manifests. Equal bytes have equal
 * hashes.
 *
 * @param bytes how many it has, decoded
 * @param sha256 of the decoded bytes, in lower-case hex
 * @param width in pixels; null for a document
 * @param height in pixels; null for a document
 * @param pages of a document, counted or, where they cannot be seen, taken from its size; null for an image
 */
public record Media(
        MediaType type,
        int bytes,
        String sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer pages) {
    /** Most bytes of one. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;

    /** Most of them in one model call. */
    public static final int MAX_ITEMS = 20;

    public static Media image(MediaType type, int bytes, String sha256, int width, int height) {
        return new Media(type, bytes, sha256, width, height, null);
    }

    public static Media document(int bytes, String sha256, int pages) {
        return new Media(MediaType.PDF, bytes, sha256, null, null, pages);
    }

    public MediaKind kind() {
        return type.kind();
    }

    /** What people are shown in its place: {@code [image/png, 640 × 480, 10240 bytes, sha256 …]}. */
    public String words() {
        String extent = kind() == MediaKind.IMAGE
                ? width + " × " + height
                : pages + (Objects.equals(pages, 1) ? " page" : " pages");
        return "[" + type.mime() + ", " + extent + ", " + bytes + " bytes, sha256 " + sha256 + "]";
    }
}
