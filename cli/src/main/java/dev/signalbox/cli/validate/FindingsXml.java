package dev.signalbox.cli.validate;

import dev.signalbox.cli.print.JunitXml;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Findings as the XML of JUnit: a file is a class, a rule that has something to say about it a test, failed by what makes the exit code 1; what only
 * warns is the test's output. A file without a finding is one test that passed.
 */
final class FindingsXml {
    private FindingsXml() {}

    static String of(Report report) {
        Map<String, Map<Code, List<Diagnostic>>> byFile = new LinkedHashMap<>();
        report.files().forEach(file -> byFile.put(file, new LinkedHashMap<>()));
        for (Diagnostic found : report.found()) {
            byFile.computeIfAbsent(found.place().span().file(), other -> new LinkedHashMap<>())
                    .computeIfAbsent(found.code(), first -> new ArrayList<>())
                    .add(found);
        }
        List<JunitXml.Case> cases = new ArrayList<>();
        byFile.forEach((file, rules) -> {
            if (rules.isEmpty()) {
                cases.add(new JunitXml.Case("validates", file, Duration.ZERO, List.of(), null));
            }
            rules.forEach((code, found) -> cases.add(rule(report, file, code, found)));
        });
        return JunitXml.write("signalbox validate", cases);
    }

    private static JunitXml.Case rule(Report report, String file, Code code, List<Diagnostic> found) {
        List<JunitXml.Failure> failures = found.stream()
                .filter(report::fails)
                .map(one -> new JunitXml.Failure(
                        one.message(), one.severity().name().toLowerCase(Locale.ROOT), text(one)))
                .toList();
        String told = found.stream()
                .filter(one -> !report.fails(one))
                .map(one -> one.severity().name().toLowerCase(Locale.ROOT) + ": " + text(one))
                .collect(Collectors.joining("\n"));
        return new JunitXml.Case(
                code + " " + code.title(), file, Duration.ZERO, failures, told.isEmpty() ? null : told);
    }

    private static String text(Diagnostic found) {
        Span span = found.place().span();
        String text = span.file() + ":" + span.line() + ":" + span.column() + ": " + found.message();
        return found.help() == null ? text : text + "\n" + found.help();
    }
}
