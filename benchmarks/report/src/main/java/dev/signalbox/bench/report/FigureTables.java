package dev.signalbox.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tables of what is not measured in passes: the scale of W4, the micro-benchmarks, the loop, and the flushes. */
final class FigureTables {
    /** The ways of loading a loop's history, the plainest first. */
    private static final List<String> WAYS = List.of("everything", "last", "ladder", "summaries");

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

    String loop() {
        List<Entry> entries = new ArrayList<>(numbers.of("context"));
        if (entries.isEmpty()) {
            return "";
        }
        entries.sort(Comparator.comparingInt(entry -> WAYS.indexOf(entry.subject())));
        StringBuilder text = new StringBuilder("## A loop of 60 turns\n\n");
        text.append(
                "What an agent's loop sends to its model, by how its state loads what happened: each turn asks once and brings a"
                        + " result of 2 kB. Counted, not measured: the same on every machine. Tokens are of the whole input, the questions"
                        + " for summaries included. Cacheable is what the beginning of a call shares with the call before it, which is"
                        + " the most that a provider's prompt cache can hit; anew is the rest.\n\n");
        text.append("| what is loaded | a turn | the largest call | in all | cacheable | anew | summaries |\n");
        text.append("|---|---:|---:|---:|---:|---:|---:|\n");
        for (Entry entry : entries) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.0f %% | %s | %.0f |%n",
                    entry.settings().getOrDefault("what", entry.subject()),
                    Words.count(entry.figure("tokens_a_turn")),
                    Words.count(entry.figure("tokens_most")),
                    Words.count(entry.figure("tokens_all")),
                    entry.figure("cacheable_share") * 100,
                    Words.count(entry.figure("tokens_anew")),
                    entry.figure("summaries")));
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
