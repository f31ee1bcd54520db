package dev.signalbox.runtime.mcp;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@value #NAME} of a workspace: what the pinned tools were, by their pins. Only a record for telling what has changed: what may
 * be called is decided by the pin in the action, against which each entry is checked when it is read.
 */
public final class PinFile {
    public static final String NAME = "mcp.lock.json";
    private static final int LARGEST = 16 * 1024 * 1024;

    private PinFile() {}

    /** The tool with that pin; null when the file does not know it or cannot be read. */
    public static @Nullable Tool find(Path workspace, String pin) {
        Tool tool = read(workspace).get(pin);
        return tool != null && tool.pin().equals(pin) ? tool : null;
    }

    /** Adds tools to what the file knows. */
    public static void add(Path workspace, Iterable<Tool> tools) throws IOException {
        Map<String, Tool> all = new TreeMap<>(read(workspace));
        tools.forEach(tool -> all.put(tool.pin(), tool));
        Map<String, Object> written = new LinkedHashMap<>();
        all.forEach((pin, tool) -> written.put(pin, tool.definition()));
        Files.writeString(workspace.resolve(NAME), JsonText.pretty(Map.of("version", 1L, "tools", written)) + "\n");
    }

    private static Map<String, Tool> read(Path workspace) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        Path file = workspace.resolve(NAME);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return tools;
            }
            Object said = JsonText.parse(Files.readString(file));
            if (said instanceof Map<?, ?> && Json.object(said).get("tools") instanceof Map<?, ?> known) {
                Json.object(known).forEach((pin, definition) -> {
                    Tool tool = Tool.of(definition);
                    if (tool != null) {
                        tools.put(pin, tool);
                    }
                });
            }
        } catch (IOException | JsonTextException unreadable) {
            return tools;
        }
        return tools;
    }
}
