package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private static String left(String text, Code code, int line) {
        Diagnostic found = Diagnostic.of(code, new Place(Span.point("f", line, 1), ""), "x");
        return Texts.brief(
                Suppressions.apply(List.of(found), YamlReader.read("f", text).suppressions()));
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
}
