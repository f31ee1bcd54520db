package dev.signalbox.cli.validate;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.print.CostText;
import dev.signalbox.dsl.diagnostic.HumanReport;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Findings for people: each with the line it is about, then how many there are. */
final class HumanFindings {
    private HumanFindings() {}

    static String of(Report report) {
        String findings = new HumanReport(file -> source(report.terminal(), file), false).write(report.found());
        String tables = report.costs() == null || report.costs().isEmpty()
                ? ""
                : CostText.of(report.costs()) + System.lineSeparator();
        return findings + tables + report.summary() + System.lineSeparator();
    }

    private static @Nullable String source(Terminal terminal, String file) {
        try {
            return Files.readString(terminal.path(file));
        } catch (IOException unreadable) {
            return null;
        }
    }
}
