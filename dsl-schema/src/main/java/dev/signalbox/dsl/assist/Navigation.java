package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where names are declared and used, over all files of a workspace. A name is the same as another when it is of its sort
 * and declared in the same file. Never throws at a text; of a file that does not parse it knows what does.
 */
public final class Navigation {
    private final Desk desk;
    private final Map<String, Drawn> drawn = new HashMap<>();

    /** @param desk the files, the one that is asked about among them as it stands in the editor */
    public Navigation(Desk desk) {
        this.desk = desk;
    }

    private record Drawn(Draft draft, Occurrences.Found found) {}

    /** A name with the file that declares it. */
    record Named(Sort sort, String name, String home, String owner) {}

    /** The name at a 1-based line and column; null when none stands there. */
    public @Nullable Occurrence at(String path, int line, int column) {
        Drawn file = drawn(path);
        return file == null
                ? null
                : file.found().names().stream()
                        .filter(name -> name.covers(line, column))
                        .findFirst()
                        .orElse(null);
    }

    /** Where the name at a place is declared; the file itself when the name is a file's. */
    public List<Span> definitions(String path, int line, int column) {
        Occurrence name = at(path, line, column);
        Named named = name == null ? null : named(path, name);
        if (named == null) {
            return List.of();
        }
        if (named.sort() == Sort.FILE) {
            return desk.text(named.home()) == null ? List.of() : List.of(Span.point(named.home(), 1, 1));
        }
        return all(named).stream()
                .filter(Occurrence::declares)
                .map(Occurrence::span)
                .toList();
    }

    /** Every place of the name at a place, its declaration among them, by file. */
    public List<Occurrence> references(String path, int line, int column) {
        Occurrence name = at(path, line, column);
        Named named = name == null ? null : named(path, name);
        return named == null ? List.of() : all(named);
    }

    List<Occurrence> all(Named named) {
        List<Occurrence> all = new ArrayList<>();
        for (String path : files()) {
            Drawn file = drawn(path);
            if (file != null) {
                for (Occurrence name : file.found().names()) {
                    boolean alike = name.sort() == named.sort()
                            && (named.sort() == Sort.FILE || name.name().equals(named.name()));
                    if (alike && named.equals(named(path, name))) {
                        all.add(name);
                    }
                }
            }
        }
        return all;
    }

    private Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        if (desk.text(WorkspaceReader.FILE) != null) {
            files.add(WorkspaceReader.FILE);
        }
        files.addAll(desk.loaded().flows().keySet());
        files.addAll(desk.loaded().tests().keySet());
        return files;
    }

    @Nullable
    Draft draft(String path) {
        Drawn file = drawn(path);
        return file == null ? null : file.draft();
    }

    Occurrences.@Nullable Found found(String path) {
        Drawn file = drawn(path);
        return file == null ? null : file.found();
    }

    private @Nullable Drawn drawn(String path) {
        Drawn known = drawn.get(path);
        if (known == null) {
            FileKind kind = FileKind.of(path);
            String text = kind == null ? null : desk.text(path);
            YamlNode root = text == null ? null : Paths.tree(path, text);
            if (kind == null || text == null || root == null) {
                return null;
            }
            Draft draft = Draft.of(desk, path, kind, Mending.readable(text), root);
            known = new Drawn(draft, Occurrences.of(draft));
            drawn.put(path, known);
        }
        return known;
    }

    /** Which name an occurrence is one of; null when nothing declares it. */
    @Nullable
    Named named(String path, Occurrence name) {
        String home = home(path, name);
        String known = name.sort() == Sort.FILE && home != null ? home : name.name();
        return home == null ? null : new Named(name.sort(), known, home, name.owner());
    }

    private @Nullable String home(String path, Occurrence name) {
        return switch (name.sort()) {
            case FILE -> Paths.resolve(path, name.name());
            case MODEL, PERSON, ENV, SECRET, CHANNEL -> WorkspaceReader.FILE;
            case FLOW -> {
                ReadFlow flow = desk.loaded().flow(new FlowName(name.name()));
                yield flow == null ? null : flow.path();
            }
            case ACTION -> {
                String flow = declaring(path, "actions", name.name());
                yield flow != null ? flow : WorkspaceReader.FILE;
            }
            case STATE -> declaring(path, "states", name.name());
            case DATA -> declaring(path, "data", name.name());
            case EVENT -> declaring(path, "events", name.name());
            case TYPE, ITEM -> path;
        };
    }

    /** The flow that declares a name which a flow or a test uses: itself, the tested one, or one that this runs as a child. */
    private @Nullable String declaring(String path, String section, String name) {
        FileKind kind = FileKind.of(path);
        if (kind == FileKind.FLOW) {
            return declares(path, section, name) ? path : null;
        }
        Draft test = kind == FileKind.TEST ? draft(path) : null;
        ReadFlow tested = test == null ? null : Paths.tested(test);
        if (tested == null) {
            return null;
        }
        Set<String> seen = new LinkedHashSet<>();
        family(tested, seen);
        return seen.stream()
                .filter(flow -> declares(flow, section, name))
                .findFirst()
                .orElse(null);
    }

    private boolean declares(String path, String section, String name) {
        String text = desk.text(path);
        Draft draft = text == null ? null : draft(path);
        return draft != null && Spot.node(draft.root(), List.of(section, name)) != null;
    }

    private void family(ReadFlow flow, Set<String> seen) {
        Flow model = flow.flow();
        if (!seen.add(flow.path()) || model == null) {
            return;
        }
        for (State state : model.states().values()) {
            List<Object> verbs = new ArrayList<>(List.of(state.verb()));
            if (state.verb() instanceof EachVerb each) {
                verbs.add(each.step().verb());
            } else if (state.verb() instanceof ParallelVerb parallel) {
                parallel.branches()
                        .values()
                        .forEach(branch -> verbs.add(branch.step().verb()));
            }
            for (Object verb : verbs) {
                ReadFlow child = verb instanceof FlowVerb called ? desk.loaded().flow(called.flow()) : null;
                if (child != null) {
                    family(child, seen);
                }
            }
        }
    }
}
