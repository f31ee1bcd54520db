package dev.signalbox.dsl.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Certainty;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Family;
import dev.signalbox.dsl.diagnostic.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule is in the book, and its examples are what it says: the bad one has its finding and no other, the good one none. */
class RuleExamplesTest {
    /** What compares two files is shown by examples of its own command; one workspace has no such finding. */
    static Stream<Code> ofOneWorkspace() {
        return Arrays.stream(Code.values()).filter(code -> code.family() != Family.P);
    }

    private static List<String> words(List<Diagnostic> found) {
        return found.stream()
                .map(each -> each.code() + " " + each.place().span() + " " + each.message())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ofOneWorkspace")
    void theBadExampleHasThisFindingAndNoOther(Code code) {
        List<Diagnostic> found = Examples.check(RuleBook.of(code).bad());

        assertEquals(
                List.of(code), found.stream().map(Diagnostic::code).toList(), () -> String.join("\n", words(found)));
        assertEquals(code.severity(), found.getFirst().severity());
    }

    @ParameterizedTest
    @MethodSource("ofOneWorkspace")
    void theGoodExampleHasNoFinding(Code code) {
        assertEquals(List.of(), words(Examples.check(RuleBook.of(code).good())));
    }

    @ParameterizedTest
    @MethodSource("ofOneWorkspace")
    void theFindingSaysTheWayOut(Code code) {
        Diagnostic found = Examples.check(RuleBook.of(code).bad()).getFirst();

        boolean saysWhatIsTaken =
                found.message().contains(" must be ") || found.message().contains(" needs the key ");
        assertTrue(saysWhatIsTaken || found.help() != null || found.suggestion() != null, found::message);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyPartOfAnEntryIsThere(Code code) {
        RuleEntry entry = RuleBook.of(code);
        for (String part : List.of(
                entry.what(),
                entry.certainty(),
                entry.why(),
                entry.bad().text(),
                entry.good().text())) {
            assertNotEquals("", part);
        }
        assertNotEquals(entry.bad().text(), entry.good().text());
        assertTrue(entry.text().startsWith(code.name()));
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void whatMayBeWrongIsNoError(Code code) {
        assertTrue(code.certainty() == Certainty.EXACT || code.severity() != Severity.ERROR, code.name());
    }

    @Test
    void theFrameAloneHasNoFinding() {
        Example nothing = new Example(List.of());
        assertEquals(List.of(), words(Examples.check(nothing)));
        Example tested = new Example(List.of(new Example.Part(Frame.TEST, "yaml", Frame.text(Frame.TEST))));
        assertEquals(List.of(), words(Examples.check(tested)));
    }
}
