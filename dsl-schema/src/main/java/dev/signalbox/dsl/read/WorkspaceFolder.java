package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads a whole workspace folder. */
public final class WorkspaceFolder {
    private static final String FLOW = ".flow.yaml";
    private static final String TEST = ".test.yaml";

    private WorkspaceFolder() {}

    /**
     * Finds {@code signalbox.yaml} and every flow and test file below it. Without {@code signalbox.yaml} there is a finding
     * (R605) and the flows are read against an empty workspace. Two flows of one name are a finding (Y006).
     */
    public static LoadedWorkspace load(Sources sources) {
        List<Diagnostic> found = new ArrayList<>();
        String text = sources.read(WorkspaceReader.FILE);
        ReadWorkspace workspace = text == null
                ? new ReadWorkspace("", WorkspaceReader.empty(), List.of(), Places.NONE, List.of())
                : WorkspaceReader.read(text, sources);
        found.addAll(workspace.diagnostics());
        if (text == null) {
            found.add(Diagnostic.of(
                            Code.R605,
                            YamlReader.top(WorkspaceReader.FILE),
                            "There is no `signalbox.yaml` in this folder.")
                    .withHelp("It makes a folder a workspace: it names the models, people and hosts that flows use."));
        }
        List<String> paths = sources.paths();
        SortedMap<String, ReadFlow> flows =
                each(paths, FLOW, sources, (path, body) -> FlowReader.read(path, body, workspace.workspace(), sources));
        found.addAll(sameNames(flows));
        SortedMap<String, ReadTests> tests =
                each(paths, TEST, sources, (path, body) -> TestReader.read(path, body, flows, sources));
        return new LoadedWorkspace(workspace, found, flows, tests);
    }

    /** Reads the files of one kind, side by side: none depends on another of its kind. */
    private static <T> SortedMap<String, T> each(
            List<String> paths, String ending, Sources sources, BiFunction<String, String, T> reader) {
        List<String> wanted =
                paths.stream().filter(path -> path.endsWith(ending)).toList();
        SortedMap<String, T> all = new TreeMap<>();
        SideBySide.map(wanted, path -> {
                    String body = sources.read(path);
                    return Optional.ofNullable(body).map(text -> Map.entry(path, reader.apply(path, text)));
                })
                .forEach(read -> read.ifPresent(entry -> all.put(entry.getKey(), entry.getValue())));
        return all;
    }

    private static List<Diagnostic> sameNames(Map<String, ReadFlow> flows) {
        List<Diagnostic> found = new ArrayList<>();
        Map<FlowName, Flow> first = new LinkedHashMap<>();
        for (ReadFlow read : flows.values()) {
            Flow flow = read.flow();
            Flow before = flow == null ? null : first.putIfAbsent(flow.name(), flow);
            if (flow != null && before != null) {
                found.add(Diagnostic.of(
                                Code.Y006,
                                flow.place(),
                                "Another file of this workspace is called `" + flow.name() + "` too.")
                        .withRelated(List.of(new Related(before.place().span(), "this one"))));
            }
        }
        return found;
    }
}
