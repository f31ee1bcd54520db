package dev.signalbox.cli.tests;

import dev.signalbox.testkit.run.Failure;
import dev.signalbox.testkit.run.TestResult;
import java.time.Duration;
import java.util.Locale;

/** Tests as the XML that JUnit's runners write and build servers read: one {@code testsuite}, as Surefire's schema has it. */
final class TestXml {
    private TestXml() {}

    static String write(Outcomes outcomes) {
        Duration took =
                outcomes.results().stream().map(told -> told.result().took()).reduce(Duration.ZERO, Duration::plus);
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuite name=\"signalbox\" time=\"")
                .append(seconds(took))
                .append("\" tests=\"")
                .append(outcomes.results().size())
                .append("\" errors=\"0\" skipped=\"0\" failures=\"")
                .append(outcomes.failed())
                .append("\">\n");
        outcomes.results().forEach(told -> test(told, out));
        return out.append("</testsuite>\n").toString();
    }

    private static void test(Outcomes.Told told, StringBuilder out) {
        TestResult result = told.result();
        out.append("  <testcase name=\"")
                .append(escaped(result.test().name()))
                .append("\" classname=\"")
                .append(escaped(told.file()))
                .append("\" time=\"")
                .append(seconds(result.took()));
        if (result.passed()) {
            out.append("\"/>\n");
            return;
        }
        Failure first = result.failures().getFirst();
        out.append("\">\n    <failure message=\"")
                .append(escaped(first.message()))
                .append("\" type=\"")
                .append(first.kind().text())
                .append("\">");
        for (Failure failure : result.failures()) {
            out.append(escaped(failure.message())).append('\n');
            out.append("  at ").append(escaped(TestText.where(told, failure))).append('\n');
            FailureLines.of(failure)
                    .forEach(line -> out.append("  ").append(escaped(line)).append('\n'));
        }
        out.append("</failure>\n  </testcase>\n");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    /** What XML 1.0 cannot hold becomes a question mark. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> {
                    boolean holds = c >= 0x20
                            && !Character.isSurrogate((char) Math.min(c, 0xFFFF))
                            && c != 0xFFFE
                            && c != 0xFFFF;
                    out.appendCodePoint(holds || c > 0xFFFF ? c : '?');
                }
            }
        });
        return out.toString();
    }
}
