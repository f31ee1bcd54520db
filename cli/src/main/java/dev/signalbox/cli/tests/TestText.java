package dev.signalbox.cli.tests;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.testkit.run.Failure;
import java.util.List;
import java.util.Objects;

/** Tests for people: each by name below its file, and beneath one that failed what was not as it should be. */
final class TestText {
    /** A model's messages may be long. */
    private static final int MOST_LINES = 60;

    private TestText() {}

    static String write(Outcomes outcomes) {
        StringBuilder out = new StringBuilder();
        String file = null;
        for (Outcomes.Told told : outcomes.results()) {
            if (!Objects.equals(file, told.file())) {
                file = told.file();
                out.append(file).append('\n');
            }
            test(told, out);
        }
        out.append(summary(outcomes)).append('\n');
        for (Outcomes.FlowOutcome flow : outcomes.coverage()) {
            CoverageText.write(flow, out);
        }
        return out.toString();
    }

    private static void test(Outcomes.Told told, StringBuilder out) {
        boolean passed = told.result().passed();
        out.append(passed ? "  ok    " : "  FAIL  ")
                .append(told.result().test().name())
                .append('\n');
        for (Failure failure : told.result().failures()) {
            out.append("        ").append(failure.message()).append('\n');
            out.append("          at ").append(where(told, failure)).append('\n');
            detail(FailureLines.of(failure), out);
        }
    }

    static String where(Outcomes.Told told, Failure failure) {
        Span span = failure.place().span();
        return told.shown().apply(span.file()) + ":" + span.line() + ":" + span.column();
    }

    private static void detail(List<String> lines, StringBuilder out) {
        int most = Math.min(MOST_LINES, lines.size());
        lines.subList(0, most)
                .forEach(line -> out.append("          ").append(line).append('\n'));
        if (most < lines.size()) {
            out.append("          … and ").append(lines.size() - most).append(" lines more; --json has all of it\n");
        }
    }

    private static String summary(Outcomes outcomes) {
        int all = outcomes.results().size();
        long failed = outcomes.failed();
        String tests = all == 1 ? "1 test" : all + " tests";
        return failed == 0 ? tests + ", all passed" : tests + ", " + failed + " failed";
    }
}
