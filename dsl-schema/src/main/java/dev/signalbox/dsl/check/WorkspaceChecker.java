package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Lint;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.SideBySide;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks a whole workspace: its own file, and each flow against the signatures of the others. */
public final class WorkspaceChecker {
    /** What a flow may lack because its workspace could not be read whole. */
    private static final Set<Code> OF_WORKSPACE = EnumSet.of(Code.R605, Code.S505);

    private static final String FLOW = ".flow.yaml";

    private WorkspaceChecker() {}

    public static CheckedWorkspace check(LoadedWorkspace loaded) {
        FlowSignatures signatures = signatures(loaded);
        Lint lint = loaded.read().lint();
        FileFindings workspace = workspace(loaded, lint);
        List<FileFindings> all = new ArrayList<>(List.of(workspace));
        boolean halfRead = workspace.own().stream().anyMatch(Diagnostic::isError);
        SortedMap<FlowName, CheckedFlow> flows = new TreeMap<>();
        List<ReadFlow> read = List.copyOf(loaded.flows().values());
        Map<String, List<Diagnostic>> paths = TriggerRules.claimedTwice(read);
        for (OfFlow checked : SideBySide.map(
                read, each -> check(loaded, each, signatures, halfRead, paths.getOrDefault(each.path(), List.of())))) {
            all.add(checked.findings());
            if (checked.flow() != null) {
                flows.put(checked.flow().flow().name(), checked.flow());
            }
        }
        for (ReadTests tests : loaded.tests().values()) {
            List<Diagnostic> found = new ArrayList<>(tests.diagnostics());
            boolean whole = found.stream().noneMatch(Diagnostic::isError);
            // What a test expects of a flow is asked of one without errors, in a file that could be read.
            if (tests.tests() != null && whole) {
                found.addAll(TestRules.check(tests.tests(), loaded, flows));
            }
            all.add(FileFindings.of(found, tests.suppressions(), tests.places(), lint, whole));
        }
        return new CheckedWorkspace(
                loaded,
                all.stream().flatMap(file -> file.own().stream()).toList(),
                all.stream().flatMap(file -> file.told().stream()).toList(),
                all.stream().flatMap(file -> file.taken().stream()).toList(),
                flows);
    }

    private record OfFlow(FileFindings findings, @Nullable CheckedFlow flow) {}

    /** One flow. What could not be read is said by the reader; checking the rest would only echo it. */
    private static OfFlow check(
            LoadedWorkspace loaded,
            ReadFlow read,
            FlowSignatures signatures,
            boolean halfRead,
            List<Diagnostic> paths) {
        Flow flow = read.flow();
        List<Diagnostic> found = new ArrayList<>(read.diagnostics());
        CheckedFlow fit = null;
        if (flow != null && !read.hasErrors()) {
            Checked checked = Checker.check(flow, loaded.workspace(), signatures, read.places());
            checked.diagnostics().stream()
                    .filter(diagnostic -> !(halfRead && isOfWorkspace(diagnostic)))
                    .forEach(found::add);
            found.addAll(paths);
            found.addAll(McpRules.check(flow, loaded.workspace(), read.places()).stream()
                    .filter(diagnostic -> !(halfRead && isOfWorkspace(diagnostic)))
                    .toList());
            fit = paths.isEmpty() ? checked.flow() : null;
        }
        boolean whole = !halfRead && found.stream().noneMatch(Diagnostic::isError);
        return new OfFlow(
                FileFindings.of(
                        found, read.suppressions(), read.places(), loaded.read().lint(), whole),
                fit);
    }

    /** What each flow of the workspace is started with and delivers. */
    public static FlowSignatures signatures(LoadedWorkspace loaded) {
        Map<FlowName, FlowSignature> signatures = new TreeMap<>();
        Set<String> unread = new HashSet<>();
        for (ReadFlow read : loaded.flows().values()) {
            Flow flow = read.flow();
            if (flow != null) {
                signatures.put(flow.name(), new FlowSignature(flow.name(), flow.input(), flow.output()));
            } else {
                unread.add(named(read.path()));
            }
        }
        return FlowSignatures.of(signatures, unread);
    }

    private static boolean isOfWorkspace(Diagnostic found) {
        return OF_WORKSPACE.contains(found.code()) || Secrets.isUngiven(found);
    }

    /** What a file that cannot be read is expected to hold: a flow of its own name. */
    private static String named(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.endsWith(FLOW) ? file.substring(0, file.length() - FLOW.length()) : file;
    }

    private static FileFindings workspace(LoadedWorkspace loaded, Lint lint) {
        List<Diagnostic> found = new ArrayList<>(loaded.diagnostics());
        if (found.stream().noneMatch(Diagnostic::isError)) {
            found.addAll(WorkspaceRules.check(loaded.workspace(), loaded.read().places()));
        }
        boolean whole = found.stream().noneMatch(Diagnostic::isError);
        return FileFindings.of(
                found, loaded.read().suppressions(), loaded.read().places(), lint, whole);
    }
}
