package dev.signalbox.cli.mcp;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a workspace as tools, read again when a file has changed. A flow with an error is none. What a tool returns is
 * how its run stands: its output once it has ended well, and until then what it waits for.
 */
final class FlowTools {
    private static final String TOLD =
            " Runs as a checked flow: where it needs a person's decision it pauses, and the answer"
                    + " says where the person decides; ask signalbox_run later what became of it.";

    private final FileSources sources;
    private Map<Path, String> seen = Map.of();
    private SortedMap<String, Offer> offers = new TreeMap<>();

    /** A flow as a client sees it. */
    record Offer(
            String name,
            @Nullable String title,
            String description,
            Map<String, Object> input,
            Map<String, Object> output) {}

    FlowTools(Path workspace) {
        this.sources = new FileSources(workspace);
    }

    /** Those of the files as they are now; the same object while nothing has changed. */
    synchronized SortedMap<String, Offer> now() {
        Map<Path, String> looked = look();
        if (!looked.equals(seen)) {
            CheckedWorkspace checked = WorkspaceChecker.check(WorkspaceFolder.load(sources));
            SortedMap<String, Offer> read = new TreeMap<>();
            Set<String> broken = checked.diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .map(found -> found.place().span().file())
                    .collect(Collectors.toSet());
            for (CheckedFlow flow : checked.flows().values()) {
                if (!broken.contains(flow.flow().place().span().file())) {
                    Offer offer = offer(flow.flow());
                    read.put(offer.name(), offer);
                }
            }
            seen = looked;
            offers = read;
        }
        return offers;
    }

    /** Of every file its size and its time; a file that goes away meanwhile is as good as gone. */
    private Map<Path, String> look() {
        Map<Path, String> looked = new TreeMap<>();
        for (String path : sources.paths()) {
            Path file = sources.root().resolve(path);
            try {
                looked.put(file, Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file));
            } catch (IOException gone) {
                looked.put(file, "");
            }
        }
        return looked;
    }

    private static Offer offer(Flow flow) {
        String about = flow.description() == null ? "" : flow.description().strip();
        String named = about.isEmpty() ? "The flow " + flow.name() + "." : about;
        return new Offer(
                flow.name().value(),
                flow.title(),
                named + TOLD,
                object(flow.input().json()),
                output(flow.output() == null ? null : flow.output().json()));
    }

    private static Map<String, Object> object(Object schema) {
        Map<String, Object> object =
                new LinkedHashMap<>(schema instanceof Map<?, ?> fields ? Json.object(fields) : Map.of());
        object.put("type", "object");
        return object;
    }

    /** How a run stands; {@code output} is the flow's, whose named types move to where references look for them. */
    static Map<String, Object> output(@Nullable Object schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String text : List.of("run", "flow", "status", "state", "error", "next")) {
            properties.put(text, Map.of("type", "string"));
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("type", "object");
        if (schema instanceof Map<?, ?> fields) {
            Map<String, Object> own = new LinkedHashMap<>(Json.object(fields));
            Object types = own.remove("$defs");
            properties.put("output", own);
            if (types != null) {
                whole.put("$defs", types);
            }
        } else {
            properties.put("output", Map.of());
        }
        properties.put("holds", Map.of("type", "array", "items", Map.of("type", "object")));
        whole.put("properties", properties);
        whole.put("required", List.of("run", "flow", "status"));
        return whole;
    }
}
