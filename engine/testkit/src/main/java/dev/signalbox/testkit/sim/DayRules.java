package dev.signalbox.testkit.sim;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Use;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Each day of each flow: what all its runs used of models is in the ledger, and that is within its limit. */
final class DayRules {
    private final Journal journal;
    private final FlowPool flows;
    private final RunStore left;
    private final List<Violation> found;

    private record Of(LocalDate day, String flow) {}

    DayRules(Journal journal, FlowPool flows, RunStore left, List<Violation> found) {
        this.journal = journal;
        this.flows = flows;
        this.left = left;
        this.found = found;
    }

    void check() {
        Map<String, DayLimits> limits = new HashMap<>();
        Map<Of, Amount> replies = new HashMap<>();
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Journal.Story story : journal.stories().values()) {
            Run now = story.now();
            Flow flow = now == null ? null : flows.pinned(now.bundle()).flow().flow();
            if (now != null && flow != null && flow.day() != null) {
                limits.put(flow.name().value(), flow.day());
                replies(flow, story, replies, days);
            }
        }
        for (LocalDate day : days) {
            Map<String, Amount> used = new HashMap<>();
            left.usedOn(day).forEach(use -> used.put(use.scope(), use.used()));
            limits.forEach((flow, most) -> check(
                    new Of(day, flow),
                    used.getOrDefault(flow, Amount.NONE),
                    Amount.limit(most.llmCalls(), most.tokens(), most.costUsd()),
                    day.isBefore(days.last().minusDays(DayLedger.DAYS_KEPT - 1))
                            ? Amount.NONE
                            : replies.getOrDefault(new Of(day, flow), Amount.NONE)));
        }
    }

    private void check(Of of, Amount used, Amount most, Amount replies) {
        Use use = new Use(of.flow(), used);
        if (!used.within(most)) {
            found.add(new Violation(7, of.day() + " went over " + most + ": " + use));
        }
        if (replies.calls() > used.calls() || replies.tokens() > used.tokens()) {
            found.add(new Violation(7, of.day() + " has replies of " + replies + ", and says " + use));
        }
    }

    /** Those that left and came on one day: which day any other counts in, the log does not say. */
    private static void replies(Flow flow, Journal.Story story, Map<Of, Amount> replies, SortedSet<LocalDate> days) {
        Map<String, Instant> asked = new HashMap<>();
        for (Event event : story.log) {
            days.add(day(event.at()));
            if (event instanceof Event.ModelRequested request) {
                asked.put(request.step() + "#" + request.attempt(), request.at());
            } else if (event instanceof Event.ModelReplied reply) {
                Instant left = asked.get(reply.step() + "#" + reply.attempt());
                if (left != null && day(left).equals(day(reply.at()))) {
                    replies.merge(
                            new Of(day(left), flow.name().value()),
                            new Amount(1, reply.inputTokens() + reply.outputTokens(), 0),
                            Amount::plus);
                }
            }
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
