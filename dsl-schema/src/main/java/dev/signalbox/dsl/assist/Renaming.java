package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.diagnostic.Splice;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.read.Overlay;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A new name for a state, a name of data or a type: everywhere in its flow and in the tests that say it, or nowhere. The
 * change is made in memory first, and refused when the workspace then has a finding that it had not.
 */
public final class Renaming {
    private static final Set<Sort> SURE = EnumSet.of(Sort.STATE, Sort.DATA, Sort.TYPE);

    private Renaming() {}

    /** What came of it. */
    public sealed interface Result {
        /** The places to write the new name at, by file. */
        record Edits(Map<String, List<Span>> places, String text) implements Result {}

        /** Why it cannot be done, in a sentence. */
        record Refused(String reason) implements Result {}
    }

    /** The name that can be renamed at a place; null when none can. */
    public static @Nullable Occurrence prepare(Desk desk, String path, int line, int column) {
        Navigation navigation = new Navigation(desk);
        Occurrence name = navigation.at(path, line, column);
        boolean known = name != null && SURE.contains(name.sort()) && navigation.named(path, name) != null;
        return known ? name : null;
    }

    public static Result rename(Desk desk, String path, int line, int column, String to) {
        Navigation navigation = new Navigation(desk);
        Occurrence name = navigation.at(path, line, column);
        Navigation.Named named = name == null ? null : navigation.named(path, name);
        if (name == null || named == null || !SURE.contains(named.sort())) {
            return new Result.Refused("Here stands no name of a state, of data or of a type.");
        }
        String what = "`" + named.name() + "`";
        if (!to.matches("[A-Za-z_][A-Za-z0-9_-]{0,63}")) {
            return new Result.Refused(
                    "`" + to + "` is no name: letters, digits, `_` and `-`, not starting with a digit.");
        }
        if (to.equals(named.name())) {
            return new Result.Edits(Map.of(), to);
        }
        String unsure = unsure(desk, navigation, named);
        if (unsure != null) {
            return new Result.Refused(unsure);
        }
        Map<String, List<Span>> places = new LinkedHashMap<>();
        navigation
                .all(named)
                .forEach(one -> places.computeIfAbsent(one.span().file(), file -> new ArrayList<>())
                        .add(one.span()));
        Diagnostic worse = worse(desk, places, to);
        return worse == null
                ? new Result.Edits(places, to)
                : new Result.Refused(what + " cannot be called `" + to + "`: " + worse.message());
    }

    /** Why it is not known where the name stands; null when it is. */
    private static @Nullable String unsure(Desk desk, Navigation navigation, Navigation.Named named) {
        for (String path : affected(desk, named)) {
            String text = desk.text(path);
            if (text == null || YamlReader.read(path, text).root() == null) {
                return path + " does not parse; mend it first.";
            }
            Occurrences.Found found = navigation.found(path);
            if (found != null) {
                Pattern word = Pattern.compile("\\b" + Pattern.quote(named.name()) + "\\b");
                for (Expr expr : found.unread()) {
                    if (word.matcher(expr.source()).find()) {
                        return "An expression with `" + named.name() + "` does not parse (" + path + ", line "
                                + expr.place().span().line() + "); mend it first.";
                    }
                }
            }
        }
        return null;
    }

    private static List<String> affected(Desk desk, Navigation.Named named) {
        List<String> files = new ArrayList<>(List.of(named.home()));
        files.addAll(desk.loaded().tests().keySet());
        return files;
    }

    /** The first finding of a rule that has more of them after the change than before; null when there is none. */
    private static @Nullable Diagnostic worse(Desk desk, Map<String, List<Span>> places, String to) {
        Map<String, String> changed = new LinkedHashMap<>();
        places.forEach((path, spans) -> {
            String text = desk.text(path);
            changed.put(
                    path,
                    Splice.of(
                            text == null ? "" : text,
                            spans.stream().map(span -> new Edit(span, to)).toList()));
        });
        Sources after = new Overlay(desk.sources(), changed);
        Map<Code, Integer> known = new EnumMap<>(Code.class);
        WorkspaceChecker.check(desk.loaded())
                .diagnostics()
                .forEach(found -> known.merge(found.code(), 1, Integer::sum));
        for (Diagnostic found :
                WorkspaceChecker.check(WorkspaceFolder.load(after)).diagnostics()) {
            if (known.merge(found.code(), -1, Integer::sum) < 0) {
                return found;
            }
        }
        return null;
    }
}
