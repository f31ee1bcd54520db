package dev.signalbox.dsl.bundle;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run pins: a flow's text, the files it names, and what it uses of the workspace (models, shared actions,
 * defaults), so that a later change of any of them does not touch a run under way.
 *
 * @param path the flow file's path in the workspace
 * @param flow the flow file's text
 * @param files the text of each file the flow names, by path
 * @param media the bytes of each picture and document the flow names, as base64, by path
 * @param workspace the used parts of {@code signalbox.yaml} as canonical JSON, which is YAML too
 */
public record Bundle(String path, String flow, Map<String, String> files, Map<String, String> media, String workspace) {
    public Bundle {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
        media = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(media));
    }

    /**
     * The bundle of a flow as it stands now.
     *
     * @param read the flow as read, with every file that reading it opened
     * @param flow the model of {@code read}: it tells what of the workspace is used
     */
    public static Bundle of(ReadFlow read, Workspace workspace, Flow flow) {
        String used = CanonicalJson.write(UsedWorkspace.of(workspace, flow));
        return new Bundle(read.path(), read.text(), read.files(), read.media(), used);
    }

    /** SHA-256 over the canonical JSON of this record, in lower-case hex. */
    public String hash() {
        return CanonicalJson.sha256(value());
    }

    /** Canonical JSON, the text that {@link #hash} covers. */
    public String toJson() {
        return CanonicalJson.write(value());
    }

    /** Reads what {@link #toJson} wrote. Throws {@link IllegalArgumentException} at anything else. */
    public static Bundle parse(String json) {
        Map<String, Object> value = Json.object(JsonText.parse(json));
        return new Bundle(
                text(part(value, "path")),
                text(part(value, "flow")),
                texts(part(value, "files")),
                texts(value.getOrDefault("media", Map.of())),
                text(part(value, "workspace")));
    }

    private static Map<String, String> texts(Object value) {
        SortedMap<String, String> texts = new TreeMap<>();
        Json.object(value).forEach((path, text) -> texts.put(path, text(text)));
        return texts;
    }

    private Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("files", new LinkedHashMap<String, Object>(files));
        value.put("flow", flow);
        if (!media.isEmpty()) {
            // Left out where there is none: a bundle made before there were any keeps its hash.
            value.put("media", new LinkedHashMap<String, Object>(media));
        }
        value.put("path", path);
        value.put("workspace", workspace);
        return value;
    }

    private static Object part(Map<String, Object> value, String key) {
        Object part = value.get(key);
        if (part == null) {
            throw new IllegalArgumentException("a bundle without " + key);
        }
        return part;
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "a bundle holds texts, not " + value.getClass().getSimpleName());
    }

    /** The pinned files as a workspace of their own: what reading the flow again needs, and nothing else. */
    public Sources sources() {
        SortedMap<String, String> all = new TreeMap<>(files);
        all.put(path, flow);
        all.put(WorkspaceReader.FILE, workspace);
        return new Sources() {
            @Override
            public @Nullable String read(String wanted) {
                return all.get(wanted);
            }

            @Override
            public byte @Nullable [] bytes(String wanted) {
                String base64 = media.get(wanted);
                return base64 == null ? null : Base64.getDecoder().decode(base64);
            }

            @Override
            public List<String> paths() {
                return List.copyOf(all.keySet());
            }
        };
    }
}
