package dev.signalbox.dsl.bundle;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
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
 * @param workspace the used parts of {@code signalbox.yaml} as canonical JSON, which is YAML too
 */
public record Bundle(String path, String flow, Map<String, String> files, String workspace) {
    public Bundle {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * The bundle of a flow as it stands now.
     *
     * @param files every file that reading the flow opened
     * @param flow the model of {@code text}: it tells what of the workspace is used
     */
    public static Bundle of(String path, String text, Map<String, String> files, Workspace workspace, Flow flow) {
        return new Bundle(path, text, files, CanonicalJson.write(UsedWorkspace.of(workspace, flow)));
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
        SortedMap<String, String> files = new TreeMap<>();
        Json.object(part(value, "files")).forEach((path, text) -> files.put(path, text(text)));
        return new Bundle(text(part(value, "path")), text(part(value, "flow")), files, text(part(value, "workspace")));
    }

    private Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("files", new LinkedHashMap<String, Object>(files));
        value.put("flow", flow);
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
            public List<String> paths() {
                return List.copyOf(all.keySet());
            }
        };
    }
}
