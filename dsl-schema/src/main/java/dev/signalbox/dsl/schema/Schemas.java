package dev.signalbox.dsl.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The language's JSON Schemas (2020-12), which editors use for completion and help. */
public final class Schemas {
    private Schemas() {}

    /** Which file a schema describes. */
    public enum Kind {
        FLOW,
        WORKSPACE,
        TEST
    }

    /** The schema as JSON text. */
    public static String text(Kind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT) + ".schema.json";
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
