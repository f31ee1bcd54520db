package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Suppressed;
import dev.signalbox.dsl.model.Lint;
import dev.signalbox.dsl.read.FittedFixes;
import dev.signalbox.dsl.read.Places;
import dev.signalbox.dsl.read.Suppressions;
import dev.signalbox.dsl.yaml.Suppression;
import java.util.List;

/**
 * What is said in the end about one file: with its comments obeyed, and with a fix where a finding knows what was meant.
 *
 * @param own each finding as its rule weighs it: what keeps a flow from running
 * @param told each as the workspace weighs it: what people and builds are told
 * @param taken what a comment takes away of {@code told}
 */
record FileFindings(List<Diagnostic> own, List<Diagnostic> told, List<Suppressed> taken) {
    /** @param whole every rule was asked, so that a comment without a finding is unused */
    static FileFindings of(
            List<Diagnostic> found, List<Suppression> suppressions, Places places, Lint lint, boolean whole) {
        Suppressions.Applied own = Suppressions.apply(found, suppressions, whole);
        List<Diagnostic> fitted = FittedFixes.of(own.left(), places);
        if (lint.isEmpty()) {
            return new FileFindings(fitted, fitted, own.taken());
        }
        // A rule that is off is asked all the same, so that a comment about it is not called unused.
        Suppressions.Applied weighed =
                Suppressions.apply(found.stream().map(lint::weighed).toList(), suppressions, whole);
        List<Diagnostic> told = weighed.left().stream()
                .filter(one -> lint.level(one) != Lint.Level.OFF)
                .map(lint::weighed)
                .toList();
        return new FileFindings(fitted, FittedFixes.of(told, places), weighed.taken());
    }
}
