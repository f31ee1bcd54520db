package dev.signalbox.runtime.replay;

import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as JSON, with or without what says nothing about what a run does. */
enum Faces {
    /** Every byte of it. */
    EXACT,
    /**
     * Without the flow's version and limits as they stand at the start, what was set aside for a call, and which line of the file
     * decided about an item: a file may change in those and its runs do the same.
     */
    MEANING;

    Map<String, Object> of(Event event) {
        Map<String, Object> json = Codec.event(event);
        if (this == EXACT) {
            return json;
        }
        Map<String, Object> face = new LinkedHashMap<>(json);
        if (event instanceof Event.RunStarted) {
            face.remove("version");
            face.remove("limits");
        } else if (event instanceof Event.ModelRequested) {
            face.remove("reserved_tokens");
            face.remove("reserved_usd");
            face.computeIfPresent("manifest", (key, manifest) -> manifest(Json.object(manifest)));
        }
        return face;
    }

    /** What became of each item. */
    private static Object manifest(Map<String, Object> manifest) {
        List<Object> items = new ArrayList<>();
        for (Object item : Json.list(manifest.getOrDefault("items", List.of()))) {
            Map<String, Object> entry = new LinkedHashMap<>(Json.object(item));
            entry.remove("rule");
            items.add(entry);
        }
        return Map.of("items", items);
    }

    /** The fields that two events do not share, each with both values; the type where that is another. */
    List<Divergence.Field> differences(Event recorded, Event now) {
        Map<String, Object> before = of(recorded);
        Map<String, Object> after = of(now);
        if (!Objects.equals(before.get("type"), after.get("type"))) {
            return List.of(new Divergence.Field("type", before.get("type"), after.get("type")));
        }
        List<Divergence.Field> fields = new ArrayList<>();
        collect("", before, after, fields);
        return fields;
    }

    private static void collect(
            String at, @Nullable Object before, @Nullable Object after, List<Divergence.Field> fields) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
            Map<String, Object> old = Json.object(a);
            Map<String, Object> now = Json.object(b);
            Set<String> names = new LinkedHashSet<>(old.keySet());
            names.addAll(now.keySet());
            names.forEach(name -> collect(at.isEmpty() ? name : at + "." + name, old.get(name), now.get(name), fields));
            return;
        }
        fields.add(new Divergence.Field(at, before, after));
    }
}
