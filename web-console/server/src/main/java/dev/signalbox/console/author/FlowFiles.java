package dev.signalbox.console.author;

import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.FlowViews;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The flow files of a workspace by the name of their flow. A name is looked up among the flows there are, and is never a path. */
final class FlowFiles {
    private final FileSources sources;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    FlowFiles(Path workspace) {
        sources = new FileSources(workspace);
    }

    FileSources sources() {
        return sources;
    }

    /** The file of a flow as the workspace is now. */
    FlowFile find(String flow) {
        known.clear();
        WorkspaceFolder.load(sources)
                .flows()
                .values()
                .forEach(read -> known.putIfAbsent(FlowViews.name(read), read.path()));
        String path = known.get(flow);
        String text = path == null ? null : sources.read(path);
        if (path == null || text == null) {
            throw unknown();
        }
        return new FlowFile(sources.root(), path, text);
    }

    /** The text over the workspace. The file of a flow is remembered: who writes asks often, and has found it before. */
    Manuscript manuscript(String flow, String text) {
        String path = known.get(flow);
        if (path == null || sources.file(path) == null) {
            path = find(flow).path();
        }
        return Manuscript.of(sources, path, text);
    }

    private static Problem unknown() {
        return new Problem(Problem.Kind.NOT_FOUND, "There is no such flow in this workspace.");
    }
}
