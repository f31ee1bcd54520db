package dev.signalbox.runtime.eval;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.retention.Purging;
import dev.signalbox.runtime.view.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's log read for its model questions, in the order in which they were first asked. Pure.
 *
 * @param open questions that nothing has come of yet
 * @param purged questions whose words are not kept any more
 */
public record Questions(List<Question> closed, int open, int purged) {
    private static final String SUMMARY = "summary";

    /**
     * @param subject what the questions are said to be of
     * @param only questions of this state; null for every one
     */
    public static Questions of(String subject, CheckedFlow flow, Iterable<Event> log, @Nullable StateName only) {
        Reading reading = new Reading();
        Run run = null;
        for (Event event : log) {
            reading.read(event, run);
            run = Evolver.evolve(run, event);
        }
        Redaction redaction = new Redaction(flow.flow());
        List<Question> closed = new ArrayList<>();
        int open = 0;
        int purged = 0;
        for (Tally tally : reading.asked) {
            if (tally.first == null || tally.before == null) {
                continue;
            }
            if (only != null && !tally.first.step().state().equals(only)) {
                continue;
            }
            if (Purging.isMark(tally.first.schema())) {
                purged++;
            } else if (tally.answer == null) {
                open += tally.dropped ? 0 : 1;
            } else {
                boolean hidden = redaction.hides(tally.first.step());
                closed.add(new Question(subject, flow, tally.before, tally.first, tally.answer, hidden));
            }
        }
        return new Questions(closed, open, purged);
    }

    /** One question on its way through the log; before {@code first} only its summaries. */
    private static final class Tally {
        private Event.@Nullable ModelRequested first;
        private Event.@Nullable ModelRequested last;
        private @Nullable Run before;
        private @Nullable Answer answer;
        private Used used = Used.NOTHING;
        private String model = "";
        private int refused;
        private boolean dropped;
    }

    private static final class Reading {
        private final Map<StepId, Tally> under = new HashMap<>();
        private final List<Tally> asked = new ArrayList<>();

        private void read(Event event, @Nullable Run before) {
            if (event instanceof Event.ModelRequested it) {
                requested(it, before);
                return;
            }
            StepId step = step(event);
            Tally tally = step == null ? null : under.get(step);
            if (step == null || tally == null) {
                return;
            }
            if (event instanceof Event.ModelReplied it) {
                replied(tally, it);
            } else if (event instanceof Event.ReplyRefused) {
                tally.refused += tally.first == null ? 0 : 1;
            } else if (event instanceof Event.ModelFailed it) {
                failed(tally, it);
            } else {
                under.remove(step);
                end(tally, event);
            }
        }

        /** Of the events that say what becomes of a question; null of others. */
        private static @Nullable StepId step(Event event) {
            if (event instanceof Event.ModelReplied it) {
                return it.step();
            }
            if (event instanceof Event.ReplyRefused it) {
                return it.step();
            }
            if (event instanceof Event.ModelFailed it) {
                return it.step();
            }
            if (event instanceof Event.ReplyAccepted it) {
                return it.step();
            }
            if (event instanceof Event.StepFailed it) {
                return it.step();
            }
            return event instanceof Event.StepDropped it ? it.step() : null;
        }

        private static void end(Tally tally, Event event) {
            if (event instanceof Event.ReplyAccepted it) {
                tally.answer = Answer.fits(it.value(), tally.model, tally.refused, tally.used);
            } else if (event instanceof Event.StepFailed it) {
                tally.answer = it.outcome().equals("invalid")
                        ? Answer.invalid(it.message(), tally.model, Math.max(0, tally.refused - 1), tally.used)
                        : Answer.failed(it.kind(), it.message(), tally.refused, tally.used);
            } else {
                tally.dropped = true;
            }
        }

        /** Another try, or another model, may answer yet. */
        private void failed(Tally tally, Event.ModelFailed it) {
            tally.used = tally.used.plus(Used.charged(it.charged()));
            if (it.retryAt() == null && it.fallback() == null) {
                under.remove(it.step());
                tally.answer = Answer.failed(it.kind(), it.message(), tally.refused, tally.used);
            }
        }

        private void requested(Event.ModelRequested it, @Nullable Run before) {
            Tally tally = under.computeIfAbsent(it.step(), step -> new Tally());
            tally.last = it;
            if (tally.first == null && !it.purpose().equals(SUMMARY)) {
                tally.first = it;
                tally.before = before;
                asked.add(tally);
            }
        }

        private static void replied(Tally tally, Event.ModelReplied it) {
            Event.ModelRequested of = tally.last;
            if (of == null) {
                return;
            }
            // Of a summary's question nothing was counted beforehand that the log keeps.
            long predicted = of.purpose().equals(SUMMARY)
                    ? it.inputTokens()
                    : of.manifest().used() + of.manifest().envelope();
            tally.model = it.model();
            tally.used = tally.used.plus(new Used(
                    1,
                    it.inputTokens(),
                    it.outputTokens(),
                    it.cachedTokens(),
                    predicted,
                    it.costUsd(),
                    false,
                    Duration.between(of.at(), it.at())));
        }
    }
}
