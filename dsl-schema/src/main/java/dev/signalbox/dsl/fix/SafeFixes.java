package dev.signalbox.dsl.fix;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Splice;
import dev.signalbox.dsl.read.Overlay;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Mends files of a workspace by the safe fixes of what is told about them. Edits that overlap wait for the next round, when the file was read anew; what
 * leaves any file of the workspace worse than it was is taken back. Writes nothing. Pure but for reading the sources.
 */
public final class SafeFixes {
    /** A file whose fixes call for more rounds is left as the last of them has it. */
    private static final int MOST_ROUNDS = 20;

    private final Sources sources;
    private final Set<String> wanted;
    private final Map<String, String> texts = new TreeMap<>();
    private final List<Mended.Made> made = new ArrayList<>();
    private final Set<Fix> refused = new HashSet<>();
    private CheckedWorkspace checked;

    private SafeFixes(Sources sources, Set<String> wanted) {
        this.sources = sources;
        this.wanted = wanted;
        this.checked = check(texts);
    }

    /** @param wanted the paths that may be changed */
    public static Mended of(Sources sources, Set<String> wanted) {
        SafeFixes fixes = new SafeFixes(sources, wanted);
        boolean changed = true;
        for (int round = 0; changed && round < MOST_ROUNDS; round++) {
            changed = fixes.round();
        }
        return fixes.mended();
    }

    private CheckedWorkspace check(Map<String, String> changed) {
        return WorkspaceChecker.check(WorkspaceFolder.load(new Overlay(sources, changed)));
    }

    /** True when something was changed, so that there may be more to mend. */
    private boolean round() {
        Map<String, List<Mended.Made>> next = new TreeMap<>();
        for (Diagnostic found : checked.told()) {
            Fix fix = found.fix();
            String path = found.place().span().file();
            if (fix != null && fix.safe() && wanted.contains(path) && !refused.contains(fix)) {
                List<Mended.Made> picked = next.computeIfAbsent(path, first -> new ArrayList<>());
                if (picked.stream().noneMatch(one -> overlap(one.fix(), fix))) {
                    picked.add(new Mended.Made(found, fix));
                }
            }
        }
        if (next.isEmpty() || make(next)) {
            return !next.isEmpty();
        }
        boolean changed = false;
        for (Map.Entry<String, List<Mended.Made>> file : next.entrySet()) {
            changed |= make(Map.of(file.getKey(), file.getValue())) || oneOf(file.getKey(), file.getValue());
        }
        return changed;
    }

    /** After one is made the places of the others have moved, so the first that does no harm ends the round for this file. */
    private boolean oneOf(String path, List<Mended.Made> picked) {
        for (Mended.Made one : picked) {
            if (make(Map.of(path, List.of(one)))) {
                return true;
            }
            refused.add(one.fix());
        }
        return false;
    }

    /** Makes all of them, or none when a file would be worse for it. */
    private boolean make(Map<String, List<Mended.Made>> fixes) {
        Map<String, String> changed = new TreeMap<>(texts);
        fixes.forEach((path, picked) -> {
            List<Edit> edits =
                    picked.stream().flatMap(one -> one.fix().edits().stream()).toList();
            changed.put(path, Splice.of(text(path), edits));
        });
        CheckedWorkspace after = check(changed);
        if (Soundness.of(after).worseThan(Soundness.of(checked))) {
            return false;
        }
        texts.putAll(changed);
        checked = after;
        fixes.values().forEach(made::addAll);
        return true;
    }

    private String text(String path) {
        String changed = texts.get(path);
        return changed != null ? changed : String.valueOf(sources.read(path));
    }

    private Mended mended() {
        SortedMap<String, Mended.File> files = new TreeMap<>();
        texts.forEach((path, text) -> {
            String before = String.valueOf(sources.read(path));
            if (!before.equals(text)) {
                files.put(path, new Mended.File(before, text));
            }
        });
        return new Mended(files, made);
    }

    private static boolean overlap(Fix one, Fix other) {
        return one.edits().stream()
                .anyMatch(a -> other.edits().stream().anyMatch(b -> a.span().touches(b.span())));
    }
}
