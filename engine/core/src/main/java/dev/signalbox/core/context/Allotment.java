package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.dsl.model.ContextItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who gets how much of the budget. Required items come first and whole (their events go through their ladder); then the
 * others by priority, each taking what is left. Once one was shortened or dropped for want of room, nothing of lower
 * priority enters: it would have taken that room.
 */
final class Allotment {
    private final List<Candidate> candidates;
    private final int budget;
    private final Manifest.Rule budgetRule;
    private final Map<String, Fitted> fitted = new LinkedHashMap<>();
    private final Map<String, List<Manifest.Entry>> entries = new HashMap<>();
    private int used;
    private int closedAbove = Integer.MAX_VALUE;

    Allotment(List<Candidate> candidates, int budget, Manifest.Rule budgetRule) {
        this.candidates = candidates;
        this.budget = budget;
        this.budgetRule = budgetRule;
    }

    /**
     * An item in question.
     *
     * @param copies how often it is written: in a prompt that names it twice it costs twice
     */
    record Candidate(
            ContextItem item,
            @Nullable Single single,
            @Nullable EventsItem events,
            int copies) {}

    /** What came of it. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        record Summarise(ContextItem item, EventsItem.Outcome.Summarise what) implements Outcome {}

        record Overflow(ContextItem item, String message) implements Outcome {}
    }

    int used() {
        return used;
    }

    Map<String, Fitted> fitted() {
        return fitted;
    }

    List<Manifest.Entry> entries(String item) {
        return entries.getOrDefault(item, List.of());
    }

    Outcome run() {
        List<Candidate> order = new ArrayList<>(candidates);
        order.sort(
                Comparator.comparing((Candidate candidate) -> !candidate.item().required())
                        .thenComparing(candidate -> candidate.item().required() && candidate.events() != null)
                        .thenComparingInt(candidate -> candidate.item().priority()));
        for (Candidate candidate : order) {
            Outcome outcome = candidate.events() != null
                    ? events(candidate, candidate.events())
                    : single(candidate, java.util.Objects.requireNonNull(candidate.single()));
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return new Outcome.Done();
    }

    private Outcome single(Candidate candidate, Single single) {
        ContextItem item = candidate.item();
        if (item.priority() > closedAbove && !item.required()) {
            return drop(candidate, Reason.OVER_BUDGET, budgetRule);
        }
        int max = item.max() == null ? Integer.MAX_VALUE : item.max();
        int room = (budget - used) / candidate.copies();
        Manifest.Rule maxRule = Rules.at(item.place(), "max: " + max);
        Fitted fits = single.fit(max, room, maxRule, budgetRule);
        if (fits != null) {
            enter(candidate, fits);
            boolean forRoom = fits.entries().stream().anyMatch(entry -> entry.reason() == Reason.OVER_BUDGET);
            closedAbove = forRoom ? Math.min(closedAbove, item.priority()) : closedAbove;
            return new Outcome.Done();
        }
        return tooLong(candidate, single.tokens(), max, room);
    }

    private Outcome events(Candidate candidate, EventsItem events) {
        ContextItem item = candidate.item();
        if (item.priority() > closedAbove && !item.required()) {
            return drop(candidate, Reason.OVER_BUDGET, budgetRule);
        }
        int max = item.max() == null ? Integer.MAX_VALUE : item.max();
        int room = (budget - used) / candidate.copies();
        return switch (events.fit(Math.min(max, room))) {
            case EventsItem.Outcome.Summarise summarise -> new Outcome.Summarise(item, summarise);
            case EventsItem.Outcome.Fits fits -> {
                enter(candidate, fits.fitted());
                boolean evicted = room < max && fits.fitted().entries().stream().anyMatch(Allotment::shortened);
                closedAbove = evicted ? Math.min(closedAbove, item.priority()) : closedAbove;
                yield new Outcome.Done();
            }
            case EventsItem.Outcome.TooLong tooLong -> tooLong(candidate, tooLong.tokens(), max, room);
        };
    }

    private static boolean shortened(Manifest.Entry entry) {
        return switch (entry.reason()) {
            case CLEAR_RESULTS, CLAMP, DROP_OLDEST -> true;
            case FITS, OVER_MAX, OVER_BUDGET, WHEN_FALSE, ABSENT, LAST, MAX_AGE, SUMMARY, REDACTED -> false;
        };
    }

    /** What is required is in the manifest too where it is lost: it is what the overflow is about. */
    private Outcome tooLong(Candidate candidate, int tokens, int max, int room) {
        ContextItem item = candidate.item();
        boolean forMax = max <= room;
        Outcome dropped = drop(
                candidate,
                forMax ? Reason.OVER_MAX : Reason.OVER_BUDGET,
                forMax ? Rules.at(item.place(), "max: " + max) : budgetRule);
        return item.required()
                ? new Outcome.Overflow(
                        item,
                        "The required item `" + item.name() + "` takes " + tokens + " tokens; "
                                + (forMax ? "its max" : "the budget") + " leaves it "
                                + Math.max(0, Math.min(max, room)) + ".")
                : dropped;
    }

    private void enter(Candidate candidate, Fitted fits) {
        used += fits.tokens() * candidate.copies();
        fitted.put(candidate.item().name(), fits);
        List<Manifest.Entry> all = new ArrayList<>(fits.entries());
        for (int copy = 1; copy < candidate.copies(); copy++) {
            all.add(new Manifest.Entry(
                    candidate.item().name(),
                    "copy " + (copy + 1),
                    fits.tokens(),
                    fits.tokens(),
                    Verdict.KEPT,
                    Reason.FITS,
                    null));
        }
        entries.put(candidate.item().name(), all);
    }

    private Outcome drop(Candidate candidate, Reason reason, Manifest.Rule rule) {
        ContextItem item = candidate.item();
        if (reason == Reason.OVER_BUDGET) {
            closedAbove = Math.min(closedAbove, item.priority());
        }
        entries.put(
                item.name(),
                candidate.events() != null
                        ? candidate.events().dropped(reason, rule)
                        : List.of(java.util.Objects.requireNonNull(candidate.single())
                                .dropped(reason, rule)));
        return new Outcome.Done();
    }
}
