package dev.signalbox.runtime.view;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import dev.signalbox.runtime.api.Views;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flow files as they are shown, those with errors too. */
public final class FlowViews {
    private static final String ENDING = ".flow.yaml";
    private static final String INPUT = ".input.json";

    private FlowViews() {}

    public static List<Views.FlowSummary> summaries(CheckedWorkspace workspace) {
        return workspace.loaded().flows().values().stream()
                .map(read -> summary(workspace, read))
                .sorted(Comparator.comparing(Views.FlowSummary::name))
                .toList();
    }

    private static Views.FlowSummary summary(CheckedWorkspace workspace, ReadFlow read) {
        Flow flow = read.flow();
        List<Diagnostic> found = findings(workspace, read);
        return new Views.FlowSummary(
                name(read),
                read.path(),
                flow == null ? null : flow.version(),
                flow == null ? null : flow.title(),
                flow == null ? null : flow.description(),
                valid(workspace, read),
                count(found, Severity.ERROR),
                count(found, Severity.WARNING));
    }

    /** The file that declares the flow of that name, or null; one without a readable name goes by its own. */
    public static @Nullable ReadFlow file(LoadedWorkspace loaded, String name) {
        return loaded.flows().values().stream()
                .filter(read -> name(read).equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The flow of that name, or null; a file without a readable name goes by the file's own. */
    public static Views.@Nullable FlowView find(CheckedWorkspace workspace, Sources sources, String name) {
        for (ReadFlow read : workspace.loaded().flows().values()) {
            if (name(read).equals(name)) {
                return view(workspace, sources, read);
            }
        }
        return null;
    }

    private static Views.FlowView view(CheckedWorkspace workspace, Sources sources, ReadFlow read) {
        Flow flow = read.flow();
        boolean valid = valid(workspace, read);
        return new Views.FlowView(
                name(read),
                read.path(),
                flow == null ? null : flow.version(),
                flow == null ? null : flow.title(),
                flow == null ? null : flow.description(),
                read.text(),
                CanonicalJson.sha256(read.text()),
                valid,
                findings(workspace, read).stream().map(JsonReport::entry).toList(),
                flow == null || !valid ? null : GraphBuilder.of(flow),
                flow == null ? null : flow.input().json(),
                samples(sources, read.path()));
    }

    /** What a flow is called here: its file's name when the text has none that can be read. */
    public static String name(ReadFlow read) {
        Flow flow = read.flow();
        if (flow != null) {
            return flow.name().value();
        }
        String file = read.path().substring(read.path().lastIndexOf('/') + 1);
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
    }

    private static boolean valid(CheckedWorkspace workspace, ReadFlow read) {
        Flow flow = read.flow();
        return flow != null && workspace.flows().containsKey(flow.name()) && !read.hasErrors();
    }

    private static List<Diagnostic> findings(CheckedWorkspace workspace, ReadFlow read) {
        return workspace.told().stream()
                .filter(found -> found.place().span().file().equals(read.path()))
                .toList();
    }

    private static int count(List<Diagnostic> found, Severity severity) {
        return (int) found.stream().filter(one -> one.severity() == severity).count();
    }

    /** {@code NAME.input.json} is {@code default}, {@code NAME.SAMPLE.input.json} is {@code SAMPLE}; one that is no JSON is left out. */
    public static Map<String, Object> samples(Sources sources, String flowPath) {
        Map<String, Object> samples = new LinkedHashMap<>();
        String stem = flowPath.endsWith(ENDING) ? flowPath.substring(0, flowPath.length() - ENDING.length()) : flowPath;
        for (String path : sources.paths()) {
            if (!path.startsWith(stem + ".") || !path.endsWith(INPUT)) {
                continue;
            }
            String name = path.length() == stem.length() + INPUT.length()
                    ? "default"
                    : path.substring(stem.length() + 1, path.length() - INPUT.length());
            String text = sources.read(path);
            if (text != null) {
                try {
                    samples.put(name, JsonText.parse(text));
                } catch (JsonTextException e) {
                    // a sample is a convenience: the flow is shown without it
                }
            }
        }
        return samples;
    }
}
