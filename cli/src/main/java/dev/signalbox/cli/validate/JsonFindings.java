package dev.signalbox.cli.validate;

import dev.signalbox.cli.print.CostJson;
import dev.signalbox.dsl.diagnostic.JsonReport;
import java.util.Map;

/** Findings as the one object of the command line's contract. */
final class JsonFindings {
    private JsonFindings() {}

    static String of(Report report) {
        return JsonReport.write(
                report.files().size(),
                report.found(),
                report.costs() == null ? Map.of() : Map.of("costs", CostJson.of(report.costs())));
    }
}
