package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Family;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.diagnostic.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake of the corpus is found with its code at its line and column, and nothing else is: {@link Corpus}. */
class CorpusTest {
    private static final List<String> FAMILIES = List.of(
            "yaml",
            "graph",
            "expressions",
            "types",
            "bounds",
            "context",
            "safety",
            "reliability",
            "advice",
            "workspace",
            "tests",
            "places",
            "several");

    static Stream<Corpus.Entry> corpus() {
        return FAMILIES.stream().flatMap(family -> Corpus.read(family).stream());
    }

    @Test
    void theWorkspaceThatIsBrokenIsSound() {
        List<Diagnostic> found = Corpus.base().findings();
        assertEquals(List.of(), found, () -> words(Corpus.base(), found));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isFoundAtItsPlaceAndNothingElseIs(Corpus.Entry entry) {
        List<Diagnostic> found = entry.findings();
        List<Corpus.Expected> missing = new ArrayList<>(entry.expected());
        List<Diagnostic> more = new ArrayList<>();
        for (Diagnostic diagnostic : found) {
            missing.stream()
                    .filter(expected -> expected.is(diagnostic))
                    .findFirst()
                    .ifPresentOrElse(missing::remove, () -> more.add(diagnostic));
        }
        assertTrue(
                missing.isEmpty() && more.isEmpty(),
                () -> "expected " + entry.expected() + ", found "
                        + found.stream().map(CorpusTest::brief).toList() + "\n" + words(entry, found));
        String said = words(entry, found);
        entry.says().forEach(part -> assertTrue(said.contains(part), () -> part + "\nis not said in\n" + said));
    }

    @Test
    void everyCodeIsInTheCorpus() {
        Set<Code> left = EnumSet.allOf(Code.class);
        // What compares two files is no finding of one.
        left.removeIf(code -> code.family() == Family.P);
        corpus().forEach(entry -> entry.expected().forEach(expected -> left.remove(expected.code())));
        assertEquals(Set.of(), left);
    }

    @Test
    void theCorpusIsLarge() {
        assertTrue(corpus().count() >= 150, () -> corpus().count() + " broken files");
        assertEquals(
                corpus().count(), corpus().map(Corpus.Entry::name).distinct().count(), "each name stands once");
    }

    private static String brief(Diagnostic found) {
        Span span = found.place().span();
        return found.code() + " " + span.file() + ":" + span.line() + ":" + span.column() + "-" + span.endLine() + ":"
                + span.endColumn();
    }

    private static String words(Corpus.Entry entry, List<Diagnostic> found) {
        return new HumanReport(entry.files()::get, false).write(found);
    }
}
