package dev.signalbox.bench.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The document: what DESIGN asks for and what was measured, then the tables, then how each was set up. */
final class Document {
    private final Numbers numbers;
    private final String binds;
    private final StringBuilder out = new StringBuilder();

    /** @param binds what a profile showed, written by hand; empty for nothing */
    Document(Numbers numbers, String binds) {
        this.numbers = numbers;
        this.binds = binds;
    }

    String text() {
        Entry newest = numbers.newest();
        if (newest == null) {
            return "# Benchmarks\n\nNothing has been measured yet: run `benchmarks/run`.\n";
        }
        line("# Benchmarks");
        line("");
        line("Written by `benchmarks/run` of the numbers in `benchmarks/results/latest.json`; do not edit it by hand. "
                + "Measured on a machine with " + newest.processors() + " cores, JDK " + newest.jdk() + ", last on "
                + newest.at().substring(0, 10) + ".");
        method();
        targets();
        line("![Signalbox beside its peers](benchmarks.svg)");
        line("");
        if (!binds.isBlank()) {
            line("## What binds");
            line("");
            line(binds.strip());
            line("");
        }
        inMemory();
        durable();
        FigureTables figures = new FigureTables(numbers);
        out.append(figures.paused())
                .append(ColdTable.of(numbers))
                .append(figures.micro())
                .append(figures.loop())
                .append(figures.syncs());
        settings();
        return out.toString();
    }

    private void method() {
        line("");
        line(
                "Each subject runs in a process of its own, one after the other, in one go on the same machine: it is warmed, then"
                        + " measured in passes of a fixed time. A table gives the median of the passes and, after it, the slowest and the"
                        + " fastest. CPU is the process's own and, where there is a database server, the server's, divided by the runs. What"
                        + " counts are the ratios: seconds belong to the machine. The floor is the same work written by hand with nothing"
                        + " else; nobody can be quicker and keep the promise.");
        line("");
    }

    private void targets() {
        List<Target> all = Target.all(numbers);
        if (all.isEmpty()) {
            return;
        }
        line("## What was asked for");
        line("");
        line("| work | what | asked | measured | |");
        line("|---|---|---:|---:|---|");
        for (Target target : all) {
            line("| " + target.work() + " | " + target.what() + " | " + (target.atLeast() ? "≥ " : "≤ ")
                    + value(target.needed(), target.unit()) + " | " + value(target.measured(), target.unit()) + " | "
                    + (target.met()
                            ? "met"
                            : String.format(Locale.ROOT, "**%.0f %% of the way**", target.reached() * 100))
                    + " |");
        }
        line("");
    }

    private static String value(double value, String unit) {
        return unit.equals("×") ? Words.times(value) : Words.count(value) + " " + unit;
    }

    private void inMemory() {
        List<Entry> entries = sorted("w1", "");
        if (entries.isEmpty()) {
            return;
        }
        line("## W1: ten states and a branch");
        line("");
        line(
                "Ten states that each add one to a number, and a branch after the fifth; in memory, on one thread. Signalbox reads and"
                        + " computes the expressions of a flow file and keeps every event; LangGraph4j runs Java lambdas without checkpoints;"
                        + " Serverless Workflow runs a file with jq expressions.");
        line("");
        throughput(entries, "floor");
    }

    private void durable() {
        for (String variant : List.of(Target.SIXTEEN, Target.ONE)) {
            List<Entry> entries = sorted("w2", variant);
            if (entries.isEmpty()) {
                continue;
            }
            line("## W2: five durable calls, a person, five more; " + variant);
            line("");
            line(
                    "Twelve durable commits a run at the least: the start, each of ten results, the decision. The calls do nothing; the"
                            + " person decides as soon as the run is seen to wait.");
            line("");
            throughput(entries, "floor-sqlite");
        }
    }

    private List<Entry> sorted(String workload, String variant) {
        return numbers.of(workload).stream()
                .filter(entry -> entry.variant().equals(variant))
                .sorted(Comparator.comparingDouble(Entry::rate).reversed())
                .toList();
    }

    private void throughput(List<Entry> entries, String floorName) {
        double floor = entries.stream()
                .filter(entry -> entry.subject().equals(floorName))
                .mapToDouble(Entry::rate)
                .findFirst()
                .orElse(Double.NaN);
        line("| | runs/s | slowest – fastest | of the floor | CPU a run | allocated a run |");
        line("|---|---:|---:|---:|---:|---:|");
        for (Entry entry : entries) {
            String name = Subjects.label(entry.subject());
            line("| " + (Subjects.kind(entry.subject()).equals("ours") ? "**" + name + "**" : name) + " | "
                    + Words.count(entry.rate()) + " | " + Words.count(entry.slowest()) + " – "
                    + Words.count(entry.fastest()) + " | " + Words.times(entry.rate() / floor) + " | "
                    + Words.count(entry.cpuMicros()) + " µs | " + Words.count(entry.allocatedBytes() / 1024)
                    + " kB |");
        }
        line("");
    }

    private void settings() {
        line("## How each was set up");
        line("");
        Map<String, Map<String, String>> bySubject = new TreeMap<>();
        for (String workload : List.of("w1", "w2", "w4", "w5")) {
            for (Entry entry : numbers.of(workload)) {
                bySubject
                        .computeIfAbsent(
                                workload.toUpperCase(Locale.ROOT) + ", " + Subjects.label(entry.subject()),
                                name -> new LinkedHashMap<>())
                        .putAll(entry.settings());
            }
        }
        bySubject.forEach((name, all) -> {
            StringBuilder words = new StringBuilder();
            all.forEach((key, value) -> words.append(words.isEmpty() ? "" : "; ")
                    .append(key)
                    .append(": ")
                    .append(value));
            line("- **" + name + "**: " + words + ".");
        });
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
