package dev.signalbox.bench.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W5: processes that check files and end, the quickest first; one table for each number of files. */
final class ColdTable {
    private static final String OURS = "signalbox";

    private ColdTable() {}

    static String of(Numbers numbers) {
        Map<String, List<Entry>> sizes = new LinkedHashMap<>();
        numbers.of("w5").stream()
                .sorted(Comparator.comparing(Entry::variant))
                .forEach(entry -> sizes.computeIfAbsent(
                        entry.variant(),
                        size -> numbers.of("w5").stream()
                                .filter(other -> other.variant().equals(size))
                                .sorted(Comparator.comparingDouble(one -> one.figure("wall_ms")))
                                .toList()));
        if (sizes.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("## W5: a cold `validate`\n\n"
                + "From the start of a process to its end. Signalbox reads the sample refund desk, checks types, expressions, ways,"
                + " contexts and safety, with the launcher and its ahead-of-time cache, and without that; `ajv-cli` holds the same"
                + " files against their JSON Schema and nothing more; `redocly lint` checks OpenAPI files of as many lines. The"
                + " subjects take turns, round by round.\n\n");
        sizes.forEach((size, entries) -> {
            double ours = entries.stream()
                    .filter(entry -> entry.subject().equals(OURS))
                    .mapToDouble(entry -> entry.figure("wall_ms"))
                    .findFirst()
                    .orElse(Double.NaN);
            text.append("| ").append(size).append(" | ms | fastest – slowest | of Signalbox | CPU, ms |\n");
            text.append("|---|---:|---:|---:|---:|\n");
            for (Entry entry : entries) {
                String name = Subjects.label(entry.subject());
                text.append("| ")
                        .append(Subjects.kind(entry.subject()).equals("ours") ? "**" + name + "**" : name)
                        .append(" | ")
                        .append(Words.count(entry.figure("wall_ms")))
                        .append(" | ")
                        .append(Words.count(entry.figure("fastest_ms")))
                        .append(" – ")
                        .append(Words.count(entry.figure("slowest_ms")))
                        .append(" | ")
                        .append(Words.times(entry.figure("wall_ms") / ours))
                        .append(" | ")
                        .append(Words.count(entry.figure("cpu_ms")))
                        .append(" |\n");
            }
            text.append('\n');
        });
        return text.toString();
    }
}
