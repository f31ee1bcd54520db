package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files for tests: from the resources beside the test, or spelled out. */
final class Texts {
    private Texts() {}

    static String resource(String name) {
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    static Sources sources(Map<String, String> files) {
        TreeMap<String, String> sorted = new TreeMap<>(files);
        return new Sources() {
            @Override
            public @Nullable String read(String path) {
                return sorted.get(path);
            }

            @Override
            public List<String> paths() {
                return List.copyOf(sorted.keySet());
            }
        };
    }

    /** {@code Y004@3:1 Y006@4:8}. */
    static String brief(List<Diagnostic> found) {
        List<String> all = new ArrayList<>();
        found.forEach(d -> all.add(d.code() + "@" + d.place().span().line() + ":"
                + d.place().span().column()));
        return String.join(" ", all);
    }
}
