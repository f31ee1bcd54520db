package dev.signalbox.cli.print;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The XML that JUnit's runners write and build servers read: one {@code testsuite}, as Surefire's schema
 * ({@code surefire-test-report.xsd}) has it. What XML 1.0 cannot hold becomes a question mark.
 */
public final class JunitXml {
    /**
     * One test.
     *
     * @param group what build servers group by
     * @param out what is told of it beside its failures; null for nothing
     */
    public record Case(
            String name,
            String group,
            Duration took,
            List<Failure> failures,
            @Nullable String out) {
        public Case {
            failures = List.copyOf(failures);
        }
    }

    /** @param message the first line that a build server shows */
    public record Failure(String message, String type, String text) {}

    private JunitXml() {}

    public static String write(String suite, List<Case> cases) {
        Duration took = cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus);
        long failed = cases.stream().filter(one -> !one.failures().isEmpty()).count();
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite");
        attribute(out, "name", suite);
        attribute(out, "time", seconds(took));
        attribute(out, "tests", String.valueOf(cases.size()));
        attribute(out, "errors", "0");
        attribute(out, "skipped", "0");
        attribute(out, "failures", String.valueOf(failed));
        out.append(">\n");
        cases.forEach(one -> write(one, out));
        return out.append("</testsuite>\n").toString();
    }

    private static void write(Case one, StringBuilder out) {
        out.append("  <testcase");
        attribute(out, "name", one.name());
        attribute(out, "classname", one.group());
        attribute(out, "time", seconds(one.took()));
        String said = one.out();
        if (one.failures().isEmpty() && said == null) {
            out.append("/>\n");
            return;
        }
        out.append(">\n");
        for (Failure failure : one.failures()) {
            out.append("    <failure");
            attribute(out, "message", failure.message());
            attribute(out, "type", failure.type());
            out.append('>').append(escaped(failure.text())).append("</failure>\n");
        }
        if (said != null) {
            out.append("    <system-out>").append(escaped(said)).append("</system-out>\n");
        }
        out.append("  </testcase>\n");
    }

    private static void attribute(StringBuilder out, String name, String value) {
        out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

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
                default -> out.appendCodePoint(holds(c) ? c : '?');
            }
        });
        return out.toString();
    }

    private static boolean holds(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= 0x20 && !surrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
