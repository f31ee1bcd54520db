package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How files name each other: a path is relative to the file that names it. */
final class Paths {
    private Paths() {}

    /** A path of the workspace; null for one that leads out of it. */
    static @Nullable String resolve(String from, String reference) {
        List<String> parts = new ArrayList<>(List.of(from.split("/")));
        parts.removeLast();
        for (String part : reference.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return null;
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() || reference.startsWith("/") ? null : String.join("/", parts);
    }

    private static String relative(String from, String to) {
        List<String> here = List.of(from.split("/"));
        List<String> there = List.of(to.split("/"));
        int same = 0;
        while (same < here.size() - 1
                && same < there.size() - 1
                && here.get(same).equals(there.get(same))) {
            same++;
        }
        List<String> parts = new ArrayList<>(Collections.nCopies(here.size() - 1 - same, ".."));
        parts.addAll(there.subList(same, there.size()));
        return String.join("/", parts);
    }

    /** The files that may be meant at a place, as the file there would name them. */
    static List<String> near(Draft draft, List<String> at) {
        boolean flow = draft.kind() == FileKind.TEST && at.equals(List.of("flow"));
        boolean replies = draft.kind() == FileKind.TEST && at.getLast().equals("replies");
        return draft.desk().sources().paths().stream()
                .filter(path -> !path.equals(draft.path()))
                .filter(path -> flow
                        ? FileKind.of(path) == FileKind.FLOW
                        : FileKind.of(path) == null && (!replies || path.endsWith(".replies.yaml")))
                .map(path -> relative(draft.path(), path))
                .toList();
    }

    /** The flow that a test file is about; null when it names none that is there. */
    static @Nullable ReadFlow tested(Draft draft) {
        String written = Spot.text(draft.root(), List.of("flow"));
        String path = written == null ? null : resolve(draft.path(), written);
        return path == null ? null : draft.desk().loaded().flows().get(path);
    }

    /** The tree of a file, though parts of it be broken. */
    static @Nullable YamlNode tree(String path, String text) {
        YamlNode root = YamlReader.read(path, text).root();
        return root != null
                ? root
                : YamlReader.read(path, Mending.readable(text)).root();
    }

    /** The flow's own action of that name, else the workspace's. */
    static @Nullable Action action(@Nullable Flow flow, Workspace workspace, String name) {
        ActionName key = new ActionName(name);
        Action own = flow == null ? null : flow.actions().get(key);
        return own != null ? own : workspace.actions().get(key);
    }
}
