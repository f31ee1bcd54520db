package dev.signalbox.testkit.run;

import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.test.Expect;
import dev.signalbox.dsl.model.test.Script;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code context}: what a model saw. A state's questions are those that it began with, not its summaries, repairs and tries. */
final class ExpectedContexts {
    private ExpectedContexts() {}

    static List<Failure> unmet(Map<String, Script<Expect.ContextExpect>> expected, List<PlayedRun> runs) {
        List<Failure> failures = new ArrayList<>();
        expected.forEach((state, script) -> {
            List<Event.ModelRequested> asked = asked(state, runs);
            Visits.unmet(
                    Failure.Kind.CONTEXT,
                    state,
                    "asked its model",
                    script,
                    asked,
                    failures,
                    (wanted, question, which) -> compare(wanted, question, state + which));
        });
        return failures;
    }

    private static List<Event.ModelRequested> asked(String state, List<PlayedRun> runs) {
        List<Event.ModelRequested> asked = new ArrayList<>();
        Set<String> steps = new LinkedHashSet<>();
        for (PlayedRun run : runs) {
            for (Event event : run.events()) {
                if (event instanceof Event.ModelRequested question
                        && question.purpose().equals("answer")
                        && question.step().state().value().equals(state)
                        && steps.add(question.step().toString())) {
                    asked.add(question);
                }
            }
        }
        return asked;
    }

    private static List<Failure> compare(Expect.ContextExpect wanted, Event.ModelRequested question, String where) {
        StringBuilder whole = new StringBuilder();
        for (Message message : question.messages()) {
            whole.append(message.text()).append('\n');
        }
        String text = whole.toString();
        List<String> wrong = new ArrayList<>();
        wanted.contains().stream()
                .filter(part -> !text.contains(part))
                .forEach(part -> wrong.add("does not contain \"" + part + "\""));
        wanted.excludes().stream().filter(text::contains).forEach(part -> wrong.add("contains \"" + part + "\""));
        int tokens = question.manifest().used() + question.manifest().envelope();
        if (wanted.maxTokens() != null && tokens > wanted.maxTokens()) {
            wrong.add("has " + tokens + " tokens, more than " + wanted.maxTokens());
        }
        if (wanted.minTokens() != null && tokens < wanted.minTokens()) {
            wrong.add("has " + tokens + " tokens, fewer than " + wanted.minTokens());
        }
        List<String> dropped = dropped(question.manifest());
        if (wanted.dropped() != null && !Set.copyOf(wanted.dropped()).equals(Set.copyOf(dropped))) {
            wrong.add("dropped " + named(dropped) + ", not " + named(wanted.dropped()));
        }
        if (wrong.isEmpty()) {
            return List.of();
        }
        return List.of(new Failure(
                Failure.Kind.CONTEXT,
                "What the model saw at " + where + " " + String.join(", and ", wrong) + ".",
                wanted.place(),
                seen(question, tokens),
                null,
                text.stripTrailing()));
    }

    /** Items of which nothing entered, for want of room or by a rule. */
    private static List<String> dropped(Manifest manifest) {
        Set<String> dropped = new LinkedHashSet<>();
        Set<String> entered = new LinkedHashSet<>();
        for (Manifest.Entry entry : manifest.items()) {
            boolean gone = entry.verdict() == Manifest.Verdict.DROPPED;
            (gone ? dropped : entered).add(entry.item());
        }
        dropped.removeAll(entered);
        return List.copyOf(dropped);
    }

    private static String named(List<String> items) {
        return items.isEmpty() ? "nothing" : String.join(", ", items);
    }

    private static List<String> seen(Event.ModelRequested question, int tokens) {
        List<String> lines = new ArrayList<>();
        lines.add("What the model saw (" + tokens + " tokens):");
        Messages.lines(question.messages()).forEach(line -> lines.add("  " + line));
        return lines;
    }
}
