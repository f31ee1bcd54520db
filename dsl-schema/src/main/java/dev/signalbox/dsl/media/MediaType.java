package dev.signalbox.dsl.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats that OpenAI and Anthropic both take. */
public enum MediaType {
    PNG("image/png", MediaKind.IMAGE),
    JPEG("image/jpeg", MediaKind.IMAGE),
    GIF("image/gif", MediaKind.IMAGE),
    WEBP("image/webp", MediaKind.IMAGE),
    PDF("application/pdf", MediaKind.DOCUMENT);

    private final String mime;
    private final MediaKind kind;

    MediaType(String mime, MediaKind kind) {
        this.mime = mime;
        this.kind = kind;
    }

    /** Its name in a {@code data:} URI or a schema's {@code contentMediaType}. */
    public String mime() {
        return mime;
    }

    public MediaKind kind() {
        return kind;
    }

    /** The format of that name; null for any other. {@code image/jpg} is what many programs say for {@code image/jpeg}. */
    public static @Nullable MediaType of(String mime) {
        String name = mime.strip().toLowerCase(Locale.ROOT);
        return name.equals("image/jpg")
                ? JPEG
                : Arrays.stream(values())
                        .filter(type -> type.mime.equals(name))
                        .findFirst()
                        .orElse(null);
    }

    /** The formats of a kind, for a sentence. */
    public static String listed(MediaKind kind) {
        List<String> names = Arrays.stream(values())
                .filter(type -> type.kind == kind)
                .map(MediaType::mime)
                .toList();
        return String.join(", ", names);
    }
}
