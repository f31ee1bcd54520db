package dev.signalbox.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tables of what is not measured in passes: the scale of W4, the micro-benchmarks, and the flushes. */
final class FigureTables {
    private final Numbers numbers;

    FigureTables(Numbers numbers) {
        this.numbers = numbers;
    }

    String paused() {
        List<Entry> entries = numbers.of("w4");
        if (entries.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("## W4: many runs\n\n");
        for (String variant : variants(entries)) {
            List<Entry> all = entries.stream()
                    .filter(entry -> entry.variant().equals(variant))
                    .sorted(Comparator.comparing(Entry::subject).reversed())
                    .toList();
            text.append(figures(variant, all));
        }
        return text.toString();
    }

    private static Set<String> variants(List<Entry> entries) {
        Set<String> variants = new LinkedHashSet<>();
        entries.forEach(entry -> variants.add(entry.variant()));
        return variants;
    }

    private static String figures(String variant, List<Entry> entries) {
        StringBuilder text = new StringBuilder("| ").append(variant);
        StringBuilder rule = new StringBuilder("\n|---");
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            text.append(" | ").append(Subjects.label(entry.subject()));
            rule.append("|---:");
            names.addAll(entry.figures().keySet());
        }
        text.append(" |").append(rule).append("|\n");
        for (String name : names) {
            text.append("| ").append(FigureNames.words(name));
            for (Entry entry : entries) {
                text.append(" | ").append(Words.count(entry.figure(name)));
            }
            text.append(" |\n");
        }
        return text.append('\n').toString();
    }

    String micro() {
        List<Entry> entries = new ArrayList<>(numbers.of("jmh"));
        if (entries.isEmpty()) {
            return "";
        }
        entries.sort(Comparator.comparing(Entry::subject));
        StringBuilder text = new StringBuilder("## The parts, by JMH\n\n");
        text.append("| | µs each | ± | allocated each |\n|---|---:|---:|---:|\n");
        for (Entry entry : entries) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s kB |%n",
                    entry.settings().getOrDefault("what", entry.subject()),
                    Words.count(entry.figure("micros")),
                    Words.count(entry.figure("error")),
                    Words.count(entry.figure("bytes") / 1024)));
        }
        return text.append('\n').toString();
    }

    String syncs() {
        List<Entry> entries = numbers.of("sync");
        if (entries.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("## Does what claims to be durable flush?\n\n");
        text.append(
                "System calls counted while W2's work is done, one run at a time, so that no two commits can share a flush.\n\n");
        for (Entry entry : entries) {
            text.append("- **")
                    .append(Subjects.label(entry.subject()))
                    .append("**: ")
                    .append(entry.settings().getOrDefault("verdict", ""))
                    .append('\n');
        }
        return text.append('\n').toString();
    }
}
