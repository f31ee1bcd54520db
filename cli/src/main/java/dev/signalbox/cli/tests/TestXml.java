package dev.signalbox.cli.tests;

import dev.signalbox.cli.print.JunitXml;
import dev.signalbox.testkit.run.Failure;
import dev.signalbox.testkit.run.TestResult;
import java.util.List;

/** Tests as the XML that JUnit's runners write: a test is a test there, and its file the class. */
final class TestXml {
    private TestXml() {}

    static String write(Outcomes outcomes) {
        return JunitXml.write(
                "signalbox", outcomes.results().stream().map(TestXml::test).toList());
    }

    private static JunitXml.Case test(Outcomes.Told told) {
        TestResult result = told.result();
        List<JunitXml.Failure> failures = result.passed() ? List.of() : List.of(failure(told, result));
        return new JunitXml.Case(result.test().name(), told.file(), result.took(), failures, null);
    }

    private static JunitXml.Failure failure(Outcomes.Told told, TestResult result) {
        Failure first = result.failures().getFirst();
        StringBuilder text = new StringBuilder();
        for (Failure failure : result.failures()) {
            text.append(failure.message()).append('\n');
            text.append("  at ").append(TestText.where(told, failure)).append('\n');
            FailureLines.of(failure)
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return new JunitXml.Failure(first.message(), first.kind().text(), text.toString());
    }
}
