package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Lint;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        ReadWorkspace workspace;
        if (text == null) {
            workspace = new ReadWorkspace("", WorkspaceReader.empty(), Lint.NONE, List.of(), Places.NONE, List.of());
            found.add(Diagnostic.of(
                            Code.R605,
                            YamlReader.top(WorkspaceReader.FILE),
                            "There is no `signalbox.yaml` in this folder.")
                    .withHelp("It makes a folder a workspace: it names the models, people and hosts that flows use."));
        } else {
            workspace = WorkspaceReader.read(text, sources);
            found.addAll(workspace.diagnostics());
        }
        SortedMap<String, ReadFlow> flows = new TreeMap<>();
        SortedMap<String, String> testTexts = new TreeMap<>();
        for (String path : sources.paths()) {
            String body = path.endsWith(FLOW) || path.endsWith(TEST) ? sources.read(path) : null;
            if (body != null && path.endsWith(FLOW)) {
                flows.put(path, FlowReader.read(path, body, workspace.workspace(), sources));
            } else if (body != null) {
                testTexts.put(path, body);
            }
        }
        found.addAll(sameNames(flows));
        SortedMap<String, ReadTests> tests = new TreeMap<>();
        testTexts.forEach((path, body) -> tests.put(path, TestReader.read(path, body, flows, sources)));
        return new LoadedWorkspace(workspace, found, flows, tests);
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
