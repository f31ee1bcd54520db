package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Flows at the edge of what a file may hold: the checker neither overflows its stack nor takes long. */
class LargeFlowsTest {
    /** Flows are checked on several threads. */
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Of this process's own time; the second of two runs, so that loading a class fails nothing. */
    private static final long MOST_NANOS = 1_500_000_000L;

    private static final String HEAD = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            input: { type: object, required: [text], properties: { text: { type: string } } }
            output: { type: object }
            data: { kept: { type: string, default: x } }
            limits: { duration: 1d }
            """;

    private static String flow(String value, String when) {
        return HEAD + """
                start: first
                states:
                  first:
                    set: { kept: '%s' }
                    next: [ { when: '%s', to: done }, { to: done } ]
                  done: { end: succeeded, output: { kept: "${kept}" } }
                """.formatted(value, when);
    }

    private static List<String> codes(String text) {
        Desk desk = Desk.of(text);
        List<String> found = List.of();
        long took = 0;
        for (int i = 0; i < 2; i++) {
            long before = PROCESS.getProcessCpuTime();
            found = desk.findings().stream()
                    .map(each -> each.code().name())
                    .distinct()
                    .toList();
            took = PROCESS.getProcessCpuTime() - before;
        }
        assertTrue(took < MOST_NANOS, took / 1_000_000 + " ms");
        return found;
    }

    @Test
    void aConditionMayHoldALongText() {
        assertEquals(List.of("E201"), codes(flow("x", "input.text == \"" + "a".repeat(60_000) + "\"")));
        assertEquals(List.of("E201"), codes(flow("x", "input.text == \"" + "\\n".repeat(30_000) + "\"")));
        assertEquals(List.of(), codes(flow("x", "input.text == \"" + "a".repeat(9_000) + "\"")));
    }

    @Test
    void aTextMayHoldManyExpressions() {
        assertEquals(List.of(), codes(flow("${input.text}".repeat(10_000), "true")));
    }

    @Test
    void aFlowMayBeOneLongChain() {
        String states = IntStream.range(0, 2_400)
                .mapToObj(i -> "  s%d: { next: s%d }\n".formatted(i, i + 1))
                .collect(Collectors.joining());
        assertEquals(
                List.of("F702"),
                codes(HEAD + "start: s0\nstates:\n" + states
                        + "  s2400: { end: succeeded, output: { kept: \"${kept}\" } }\n"));
    }

    @Test
    void aFlowMayNameManyStatesThatAreNotThere() {
        String states = IntStream.range(0, 2_400)
                .mapToObj(i -> "  state_number_%d: { next: stat_number_%d }\n".formatted(i, i + 1))
                .collect(Collectors.joining());
        assertEquals(
                List.of("G101", "F702"),
                codes(HEAD + "start: state_number_0\nstates:\n" + states).stream()
                        .sorted()
                        .toList()
                        .reversed());
    }

    @Test
    void aKeyMayBeLong() {
        assertEquals(
                List.of("Y012", "Y001"),
                codes("signalbox: 1\nstates: { a: b, " + "(".repeat(60_000) + "c) }\nflow: [\n"));
        assertEquals(
                List.of("Y006"),
                codes("signalbox: 1\nflow: a" + "-a".repeat(60_000)
                        + "\nstart: s\nstates: { s: { end: succeeded } }\n"));
    }
}
