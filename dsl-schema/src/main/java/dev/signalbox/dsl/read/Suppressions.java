package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.diagnostic.Suppressed;
import dev.signalbox.dsl.yaml.Suppression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies the comments {@code # signalbox: ignore CODE reason}. A safety error (family S) stays whatever the file says; a
 * comment that took nothing away, or does not say why, is a finding itself (Y011). While a file has errors some rules were not asked, so that a comment
 * about one of them is not called unused.
 */
public final class Suppressions {
    private static final List<String> CODES =
            Arrays.stream(Code.values()).map(Code::name).toList();

    private Suppressions() {}

    /**
     * What came of it.
     *
     * @param left the findings that stay, with those about the comments
     * @param taken the findings that a comment took away
     */
    public record Applied(List<Diagnostic> left, List<Suppressed> taken) {
        public Applied {
            left = List.copyOf(left);
            taken = List.copyOf(taken);
        }
    }

    /**
     * @param found every finding about one file, of the reader and the checker together
     * @param asked every rule was asked
     */
    public static Applied apply(List<Diagnostic> found, List<Suppression> suppressions, boolean asked) {
        if (suppressions.isEmpty()) {
            return new Applied(found, List.of());
        }
        List<Diagnostic> left = new ArrayList<>();
        List<Suppressed> taken = new ArrayList<>();
        Set<Suppression> used = new HashSet<>();
        for (Diagnostic diagnostic : found) {
            List<Suppression> about = suppressions.stream()
                    .filter(suppression -> speaksOf(suppression, diagnostic))
                    .toList();
            if (about.isEmpty() || isSafetyError(diagnostic)) {
                left.add(diagnostic);
            } else {
                used.addAll(about);
                taken.add(new Suppressed(diagnostic, about.getFirst().reason()));
            }
        }
        for (Suppression suppression : suppressions) {
            Diagnostic about =
                    used.contains(suppression) ? withoutReason(suppression) : useless(suppression, found, asked);
            if (about != null) {
                left.add(about);
            }
        }
        return new Applied(left, taken);
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

    private static @Nullable Diagnostic withoutReason(Suppression suppression) {
        return suppression.reason().isEmpty()
                ? Diagnostic.of(
                                Code.Y011,
                                suppression.place(),
                                "Nothing says why " + suppression.code() + " is right to stand here.")
                        .withHelp("Write the reason behind the code: `# signalbox: ignore " + suppression.code()
                                + " REASON`.")
                : null;
    }

    private static @Nullable Diagnostic useless(Suppression suppression, List<Diagnostic> found, boolean asked) {
        String code = suppression.code();
        if (found.stream().anyMatch(d -> speaksOf(suppression, d) && isSafetyError(d))) {
            return Diagnostic.of(
                            Code.Y011, suppression.place(), code + " is a safety error: a file cannot suppress it.")
                    .withHelp("Mend what it says.");
        }
        if (!CODES.contains(code)) {
            return Diagnostic.of(Code.Y011, suppression.place(), "There is no rule `" + Reading.clip(code) + "`.")
                    .withHelp("`signalbox explain CODE` tells of each rule.")
                    .withSuggestion(Nearest.to(code, CODES));
        }
        if (!asked) {
            return null;
        }
        Span at = suppression.place().span();
        return Diagnostic.of(
                        Code.Y011,
                        suppression.place(),
                        "Nothing on line " + suppression.line() + " has the finding " + code + ".")
                .withHelp("Take the comment out, or put it above the line it speaks of.")
                .withFix(Fix.safe("Take the comment out", new Span(at.file(), at.line(), 1, at.line() + 1, 1), ""));
    }
}
