package dev.signalbox.bench.report;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the document: {@code Report PARTS LATEST_JSON DOCS}; what stands in {@code binds.md} beside the numbers goes into it. */
public final class Report {
    private Report() {}

    public static void main(String[] args) throws Exception {
        Path latest = Path.of(args[1]);
        Path docs = Path.of(args[2]);
        Numbers numbers = Numbers.read(Path.of(args[0]), latest);
        numbers.write(latest);
        Files.writeString(docs.resolve("benchmarks.svg"), Charts.throughput(numbers));
        Path binds = latest.resolveSibling("binds.md");
        String shown = Files.exists(binds) ? Files.readString(binds) : "";
        Files.writeString(docs.resolve("benchmarks.md"), new Document(numbers, shown).text());
    }
}
