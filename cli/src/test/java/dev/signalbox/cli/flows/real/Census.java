package dev.signalbox.cli.flows.real;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.runtime.api.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the model did, over the runs of one way of asking it. Safe to share between threads. */
final class Census {
    private static final int SHOWN = 6;
    private static final int LONGEST = 110;

    private final Asked asked;
    private final Map<String, Answers> answers = new TreeMap<>();
    private final Map<String, Outcome> outcomes = new TreeMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<String, String> examples = new HashMap<>();
    private final Map<String, Counts> counts = new TreeMap<>();
    private final List<Double> output = new ArrayList<>();
    private int reserves;
    private int over;

    /** How the runs of one input ended. */
    private static final class Outcome {
        private int runs;
        private int calls;
        private int approvals;
        private int handedOver;
        private final Map<String, Integer> ends = new TreeMap<>();
    }

    Census(Asked asked) {
        this.asked = asked;
    }

    synchronized void count(Sample sample, Log log, Views.RunView seen) {
        Outcome outcome = outcomes.computeIfAbsent(sample.toString(), name -> new Outcome());
        outcome.runs++;
        outcome.calls += log.all(Event.ModelRequested.class).size();
        for (Event.HoldOpened opened : log.all(Event.HoldOpened.class)) {
            if (opened.hold().action() != null) {
                outcome.approvals++;
            } else {
                outcome.handedOver++;
            }
        }
        outcome.ends.merge(seen.status().equals("stuck") ? "stuck" : String.valueOf(seen.state()), 1, Integer::sum);
        log.questions().forEach((step, story) -> {
            String state = step.state().value();
            answers.computeIfAbsent(
                            sample.flow() + "." + state,
                            name -> new Answers(Sample.judged().contains(state)))
                    .count(sample, step, story);
        });
        replies(sample.flow(), log);
    }

    private void replies(String flow, Log log) {
        Map<String, Event.ModelRequested> requests = new HashMap<>();
        Map<StepId, String> texts = new HashMap<>();
        for (Event event : log.events()) {
            switch (event) {
                case Event.ModelRequested requested ->
                    requests.put(requested.step() + " " + requested.attempt(), requested);
                case Event.ModelReplied replied -> {
                    Event.ModelRequested request = requests.get(replied.step() + " " + replied.attempt());
                    texts.put(replied.step(), replied.text());
                    tokens(flow + "." + replied.step().state(), request, replied);
                }
                case Event.ReplyRefused refused -> {
                    String why = kind(refused.problems());
                    refusals.merge(why, 1, Integer::sum);
                    examples.putIfAbsent(why, clip(texts.getOrDefault(refused.step(), "")));
                }
                default -> {
                    // Nothing a model said.
                }
            }
        }
    }

    private void tokens(String name, Event.ModelRequested request, Event.ModelReplied replied) {
        counts.computeIfAbsent(name, question -> new Counts()).count(request, replied);
        output.add((double) replied.outputTokens());
        reserves++;
        over += replied.inputTokens() + replied.outputTokens() > request.reservedTokens() ? 1 : 0;
    }

    /** The validator's words without what is particular to one reply. */
    private static String kind(List<String> problems) {
        String first = problems.isEmpty() ? "" : problems.getFirst();
        return clip(first.replaceAll(", got .*|: choice .*", "")
                .replaceAll("`[^`]*`|\"[^\"]*\"|'[^']*'|\\d+(\\.\\d+)?", "…"));
    }

    private static String clip(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replace('|', '¦');
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    synchronized String answers() {
        StringBuilder rows = new StringBuilder();
        answers.forEach((name, all) -> rows.append(all.row(asked, name)));
        return rows.toString();
    }

    synchronized String outcomes() {
        StringBuilder rows = new StringBuilder();
        outcomes.forEach((name, all) -> rows.append("| %s | %s | %d | %.1f | %d | %d | %s |%n"
                .formatted(
                        asked,
                        name,
                        all.runs,
                        (double) all.calls / all.runs,
                        all.approvals,
                        all.handedOver,
                        Figures.counts(all.ends))));
        return rows.toString();
    }

    synchronized String tokens() {
        StringBuilder rows = new StringBuilder();
        counts.forEach((name, all) -> rows.append(all.row(asked, name)));
        return rows.toString();
    }

    synchronized String measures(Gate gate) {
        List<Double> seconds = gate.exchanges().stream()
                .filter(one -> one.status() == 200)
                .map(one -> one.took().toMillis() / 1000.0)
                .toList();
        long formatted = gate.exchanges().stream()
                .filter(one -> one.formatted() && one.status() == 200)
                .count();
        Map<String, Integer> statuses = new TreeMap<>();
        gate.exchanges().forEach(one -> statuses.merge("HTTP " + one.status(), 1, Integer::sum));
        return "| %s | %s, %d with the schema | %d | %s | %s | %s |%n"
                .formatted(
                        asked,
                        Figures.counts(statuses),
                        formatted,
                        gate.lost(),
                        Figures.spread(output, 0),
                        over + " of " + reserves,
                        Figures.spread(seconds, 1));
    }

    synchronized String refusals() {
        StringBuilder rows = new StringBuilder();
        refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(entry -> rows.append("| %s | %d | %s | `%s` |%n"
                        .formatted(
                                asked,
                                entry.getValue(),
                                entry.getKey(),
                                examples.get(entry.getKey()).replace('`', '\''))));
        return rows.toString();
    }
}
