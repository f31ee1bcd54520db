package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.diagnostic.Splice;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private static String left(String text, Code code, int line) {
        return Texts.brief(applied(text, code, line, true).left());
    }

    private static Suppressions.Applied applied(String text, Code code, int line, boolean asked) {
        Diagnostic found = Diagnostic.of(code, new Place(Span.point("f", line, 1), ""), "x");
        return Suppressions.apply(List.of(found), YamlReader.read("f", text).suppressions(), asked);
    }

    @Test
    void takesAwayTheFindingBelowTheComment() {
        assertEquals("", left("# signalbox: ignore G102 kept\na: 1\n", Code.G102, 2));
    }

    @Test
    void tellsOfACommentThatTakesNothingAway() {
        assertEquals("G102@3:1 Y011@1:21", left("# signalbox: ignore G102\na: 1\nb: 2\n", Code.G102, 3));
        assertEquals("G102@2:1 Y011@1:21", left("# signalbox: ignore G103\na: 1\n", Code.G102, 2));
    }

    @Test
    void aSafetyErrorStays() {
        assertEquals("S501@2:1 Y011@1:21", left("# signalbox: ignore S501 trust me\na: 1\n", Code.S501, 2));
        assertEquals("", left("# signalbox: ignore S508 they know\na: 1\n", Code.S508, 2));
    }

    @Test
    void keepsWhatWasTakenAwayWithItsReason() {
        Suppressions.Applied applied = applied("# signalbox: ignore F702 one screen\na: 1\n", Code.F702, 2, true);

        assertEquals("one screen", applied.taken().getFirst().reason());
        assertEquals(Code.F702, applied.taken().getFirst().finding().code());
    }

    @Test
    void tellsOfACommentThatDoesNotSayWhy() {
        assertEquals("Y011@1:21", left("# signalbox: ignore F702\na: 1\n", Code.F702, 2));
    }

    @Test
    void takesOutAnUnusedCommentWithItsLine() {
        String text = "a: 1\r\n  # signalbox: ignore F702 once\r\nb: 2\r\n";
        Fix fix = applied(text, Code.F703, 9, true).left().get(1).fix();

        assertTrue(fix.safe());
        assertEquals("a: 1\r\nb: 2\r\n", Splice.of(text, fix.edits()));
    }

    @Test
    void callsNoCommentUnusedWhileRulesWereNotAsked() {
        String text = "# signalbox: ignore F702 once\na: 1\n";
        assertEquals("F703@2:1", Texts.brief(applied(text, Code.F703, 2, false).left()));
    }

    @Test
    void asksWhichRuleWasMeantByOneThatIsNone() {
        Diagnostic told = applied("# signalbox: ignore F7O2 once\na: 1\n", Code.F703, 2, false)
                .left()
                .get(1);
        assertEquals("F702", told.suggestion());
    }
}
