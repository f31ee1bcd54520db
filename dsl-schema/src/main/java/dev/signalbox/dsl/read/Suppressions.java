package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.yaml.Suppression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies the comments {@code # signalbox: ignore CODE reason}. A safety error (family S) stays whatever the file says; a
 * comment that took nothing away is a finding itself (Y011).
 */
public final class Suppressions {
    private Suppressions() {}

    /** @param found every finding about one file, of the reader and the checker together */
    public static List<Diagnostic> apply(List<Diagnostic> found, List<Suppression> suppressions) {
        if (suppressions.isEmpty()) {
            return found;
        }
        List<Diagnostic> left = new ArrayList<>();
        Set<Suppression> used = new HashSet<>();
        for (Diagnostic diagnostic : found) {
            List<Suppression> about = suppressions.stream()
                    .filter(suppression -> speaksOf(suppression, diagnostic))
                    .toList();
            if (about.isEmpty() || isSafetyError(diagnostic)) {
                left.add(diagnostic);
            } else {
                used.addAll(about);
            }
        }
        for (Suppression suppression : suppressions) {
            if (!used.contains(suppression)) {
                left.add(unused(suppression, found));
            }
        }
        return left;
    }

    private static boolean speaksOf(Suppression suppression, Diagnostic diagnostic) {
        return suppression.code().equals(diagnostic.code().name())
                && suppression.line() == diagnostic.place().span().line()
                && suppression
                        .place()
                        .span()
                        .file()
                        .equals(diagnostic.place().span().file());
    }

    private static boolean isSafetyError(Diagnostic diagnostic) {
        return diagnostic.isError() && diagnostic.code().name().startsWith("S");
    }

    private static Diagnostic unused(Suppression suppression, List<Diagnostic> found) {
        boolean safety = found.stream().anyMatch(d -> speaksOf(suppression, d) && isSafetyError(d));
        String message = safety
                ? suppression.code() + " is a safety error: a file cannot suppress it."
                : "Nothing on line " + suppression.line() + " has the finding " + suppression.code() + ".";
        return Diagnostic.of(Code.Y011, suppression.place(), message)
                .withHelp(
                        safety ? "Mend what it says." : "Take the comment out, or put it above the line it speaks of.");
    }
}
