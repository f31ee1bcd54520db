package dev.signalbox.dsl.fix;

import dev.signalbox.dsl.read.Sources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a workspace as they would be with some texts changed. */
record Overlay(Sources below, Map<String, String> changed) implements Sources {
    Overlay {
        changed = Map.copyOf(changed);
    }

    @Override
    public @Nullable String read(String path) {
        String text = changed.get(path);
        return text != null ? text : below.read(path);
    }

    @Override
    public byte @Nullable [] bytes(String path) {
        String text = changed.get(path);
        return text != null ? text.getBytes(StandardCharsets.UTF_8) : below.bytes(path);
    }

    @Override
    public List<String> paths() {
        return below.paths();
    }
}
