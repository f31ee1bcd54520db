package dev.signalbox.dsl.read;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of a workspace with other texts in the place of some, or beside them: what is open in an editor, or tried. */
public record Overlay(Sources below, Map<String, String> texts) implements Sources {
    public Overlay {
        texts = Map.copyOf(texts);
    }

    @Override
    public @Nullable String read(String path) {
        String text = texts.get(path);
        return text != null ? text : below.read(path);
    }

    @Override
    public byte @Nullable [] bytes(String path) {
        return texts.containsKey(path) ? Sources.super.bytes(path) : below.bytes(path);
    }

    @Override
    public List<String> paths() {
        TreeSet<String> paths = new TreeSet<>(below.paths());
        paths.addAll(texts.keySet());
        return List.copyOf(paths);
    }
}
