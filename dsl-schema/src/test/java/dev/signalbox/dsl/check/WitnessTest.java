package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.rules.RuleBook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a finding hangs on a way through the file, the way is told beside it. */
class WitnessTest {
    private static List<String> witness(Code code) {
        Map<String, String> files = RuleBook.of(code).bad().files();
        Desk desk = Desk.of(files.getOrDefault("example.flow.yaml", ""));
        files.forEach((path, text) -> {
            if (!path.equals("example.flow.yaml")) {
                desk.with(path, text);
            }
        });
        Diagnostic found = desk.findings().getFirst();
        assertEquals(code, found.code());
        return found.related().stream().map(related -> related.message()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "G103 | and on through `look`; and on through `look_again`",
                "B301 | the circle goes through `wait`",
                "C403 | `sort` leads to `done`, and `reply` is not there yet",
                "S503 | it stands here",
                "S507 | `message` is loaded here",
                "S510 | `amount` is written here",
                "F704 | `answer` is written here",
            })
    void theWayIsToldStepByStep(Code code, String witness) {
        assertEquals(witness, String.join("; ", witness(code)));
    }
}
