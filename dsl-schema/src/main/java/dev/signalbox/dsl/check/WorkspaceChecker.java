package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.SideBySide;
import dev.signalbox.dsl.read.Suppressions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks a whole workspace: its own file, and each flow against the signatures of the others. */
public final class WorkspaceChecker {
    /** What a flow may lack because its workspace could not be read whole. */
    private static final Set<Code> OF_WORKSPACE = EnumSet.of(Code.R605, Code.S505);

    private WorkspaceChecker() {}

    public static CheckedWorkspace check(LoadedWorkspace loaded) {
        FlowSignatures signatures = signatures(loaded);
        List<Diagnostic> all = new ArrayList<>(workspace(loaded));
        boolean halfRead = all.stream().anyMatch(Diagnostic::isError);
        SortedMap<FlowName, CheckedFlow> flows = new TreeMap<>();
        List<ReadFlow> read = List.copyOf(loaded.flows().values());
        for (Checked checked : SideBySide.map(read, each -> check(loaded, each, signatures, halfRead))) {
            all.addAll(checked.diagnostics());
            if (checked.flow() != null) {
                flows.put(checked.flow().flow().name(), checked.flow());
            }
        }
        for (ReadTests tests : loaded.tests().values()) {
            all.addAll(Suppressions.apply(tests.diagnostics(), tests.suppressions()));
        }
        return new CheckedWorkspace(loaded, all, flows);
    }

    /** One flow, suppressions applied. What could not be read is said by the reader; checking the rest would only echo it. */
    private static Checked check(LoadedWorkspace loaded, ReadFlow read, FlowSignatures signatures, boolean halfRead) {
        Flow flow = read.flow();
        if (flow == null || read.hasErrors()) {
            return new Checked(Suppressions.apply(read.diagnostics(), read.suppressions()), null);
        }
        Checked checked = Checker.check(flow, loaded.workspace(), signatures, read.places());
        List<Diagnostic> found = new ArrayList<>(read.diagnostics());
        checked.diagnostics().stream()
                .filter(diagnostic -> !(halfRead && OF_WORKSPACE.contains(diagnostic.code())))
                .forEach(found::add);
        return new Checked(Suppressions.apply(found, read.suppressions()), checked.flow());
    }

    /** What each flow of the workspace is started with and delivers. */
    public static FlowSignatures signatures(LoadedWorkspace loaded) {
        Map<FlowName, FlowSignature> signatures = new TreeMap<>();
        for (ReadFlow read : loaded.flows().values()) {
            Flow flow = read.flow();
            if (flow != null) {
                signatures.put(flow.name(), new FlowSignature(flow.name(), flow.input(), flow.output()));
            }
        }
        return FlowSignatures.of(signatures);
    }

    private static List<Diagnostic> workspace(LoadedWorkspace loaded) {
        List<Diagnostic> found = new ArrayList<>(loaded.diagnostics());
        if (found.stream().noneMatch(Diagnostic::isError)) {
            found.addAll(WorkspaceRules.check(loaded.workspace(), loaded.read().places()));
        }
        return Suppressions.apply(found, loaded.read().suppressions());
    }
}
