package dev.signalbox.dsl.fix;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well each file of a workspace stands: how far it could be read, and how many errors it has there. A file that is read further than before shows
 * errors that were there all along, which is no harm; one that is read as far and has more is worse.
 */
record Soundness(Map<String, OfFile> files) {
    private static final Set<Code> NO_TREE = EnumSet.of(Code.Y001, Code.Y003, Code.Y008, Code.Y012);

    enum Depth {
        NO_TREE,
        READ,
        CHECKED
    }

    record OfFile(Depth depth, long errors) {
        boolean worseThan(OfFile before) {
            return depth.compareTo(before.depth()) < 0 || (depth == before.depth() && errors > before.errors());
        }
    }

    static Soundness of(CheckedWorkspace checked) {
        Map<String, OfFile> files = new TreeMap<>();
        files.put(
                WorkspaceReader.FILE,
                file(checked, WorkspaceReader.FILE, checked.loaded().read().diagnostics()));
        for (ReadFlow flow : checked.loaded().flows().values()) {
            files.put(flow.path(), file(checked, flow.path(), flow.diagnostics()));
        }
        for (ReadTests tests : checked.loaded().tests().values()) {
            files.put(tests.path(), file(checked, tests.path(), tests.diagnostics()));
        }
        return new Soundness(files);
    }

    private static OfFile file(CheckedWorkspace checked, String path, List<Diagnostic> reading) {
        boolean noTree = reading.stream().anyMatch(found -> found.isError() && NO_TREE.contains(found.code()));
        boolean wrong = reading.stream().anyMatch(Diagnostic::isError);
        long errors = checked.diagnostics().stream()
                .filter(found -> found.isError() && found.place().span().file().equals(path))
                .count();
        return new OfFile(noTree ? Depth.NO_TREE : wrong ? Depth.READ : Depth.CHECKED, errors);
    }

    boolean worseThan(Soundness before) {
        return before.files().entrySet().stream().anyMatch(entry -> {
            OfFile now = files.get(entry.getKey());
            return now == null || now.worseThan(entry.getValue());
        });
    }
}
