package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects findings; the same code at the same place counts once. */
final class Findings {
    /** So many unknown names of a file are compared with what there is; a file with more was not misspelt. */
    private static final int MOST_GUESSES = 200;

    private record Seen(Code code, Place place) {}

    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<Seen> seen = new HashSet<>();
    private int guesses;

    void add(Diagnostic diagnostic) {
        if (seen.add(new Seen(diagnostic.code(), diagnostic.place()))) {
            all.add(diagnostic);
        }
    }

    void add(Code code, Place place, String message, @Nullable String help) {
        Diagnostic diagnostic = Diagnostic.of(code, place, message);
        add(help == null ? diagnostic : diagnostic.withHelp(help));
    }

    /** A name that is not there: names the nearest that is, or lists what there is. */
    void unknown(Code code, Place place, String what, String name, Collection<String> known) {
        String nearest = guesses++ < MOST_GUESSES ? Nearest.to(name, known) : null;
        Diagnostic diagnostic = Diagnostic.of(code, place, "There is no " + what + " `" + name + "`.");
        if (nearest != null) {
            add(diagnostic.withHelp("Did you mean `" + nearest + "`?").withSuggestion(nearest));
        } else if (known.isEmpty()) {
            add(diagnostic.withHelp("None is declared."));
        } else {
            add(diagnostic.withHelp("Declared: "
                    + String.join(", ", known.stream().sorted().limit(12).toList()) + "."));
        }
    }

    boolean any(Code... codes) {
        return all.stream().anyMatch(found -> List.of(codes).contains(found.code()));
    }

    boolean hasErrors() {
        return all.stream().anyMatch(Diagnostic::isError);
    }

    List<Diagnostic> inFileOrder() {
        return all.stream()
                .sorted(Comparator.<Diagnostic>comparingInt(
                                found -> found.place().span().line())
                        .thenComparingInt(found -> found.place().span().column())
                        .thenComparing(Diagnostic::code))
                .toList();
    }
}
