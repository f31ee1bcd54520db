package dev.signalbox.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Files inside the program. */
public final class Resources {
    private Resources() {}

    /** Its bytes, or null when there is none. */
    static byte @Nullable [] find(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of one that is part of every build. */
    public static String text(String path) {
        byte[] bytes = find(path);
        if (bytes == null) {
            throw new IllegalStateException(path + " is missing from the program");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
