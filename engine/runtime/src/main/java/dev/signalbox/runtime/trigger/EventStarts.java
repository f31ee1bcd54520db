package dev.signalbox.runtime.trigger;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.TriggerLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts runs by events: one for each trigger that listens to it, once for each id. */
public final class EventStarts {
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final KnownTriggers triggers;
    private final TriggerLedger ledger;
    private final Clock clock;
    private final Launch launch;

    EventStarts(KnownTriggers triggers, TriggerLedger ledger, Clock clock, Launch launch) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.clock = clock;
        this.launch = launch;
    }

    /**
     * @param runs that were started, now or when the event came before
     * @param problems why others were not
     */
    public record Outcome(List<RunId> runs, List<Problem> problems) {}

    /** Whether any trigger listens to it. */
    public boolean listened(EventName event) {
        return !triggers.of(event).isEmpty();
    }

    /** The names that triggers listen to. */
    public List<String> names() {
        return triggers.all().stream()
                .map(KnownTrigger::trigger)
                .filter(Trigger.Event.class::isInstance)
                .map(trigger -> ((Trigger.Event) trigger).name().value())
                .distinct()
                .sorted()
                .toList();
    }

    /** The runs that it started when it came before. */
    public List<RunId> started(EventName event, String id) {
        List<RunId> runs = new ArrayList<>();
        for (KnownTrigger trigger : triggers.of(event)) {
            RunId run = launch.started(trigger.startKey("event " + id));
            if (run != null) {
                runs.add(run);
            }
        }
        return runs;
    }

    /** @param emitter the run that the event comes from; null when it comes from outside */
    public Outcome start(EventName event, String id, Object payload, @Nullable RunId emitter) {
        List<RunId> runs = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (KnownTrigger trigger : triggers.of(event)) {
            try {
                runs.add(start(trigger, event, id, payload, emitter));
            } catch (Problem problem) {
                problems.add(problem);
            }
        }
        return new Outcome(List.copyOf(runs), List.copyOf(problems));
    }

    private RunId start(KnownTrigger trigger, EventName event, String id, Object payload, @Nullable RunId emitter) {
        String key = trigger.startKey("event " + id);
        RunId before = launch.started(key);
        if (before != null) {
            return before;
        }
        Instant now = clock.now();
        try {
            TriggerLedger.Kept kept = ledger.of(trigger.id());
            if (kept != null && kept.paused() != null) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        "The trigger " + trigger.id() + " is paused; the event " + id + " started nothing.");
            }
            Launch.Launched launched = launch.start(
                    trigger.flow(),
                    Occasion.event(fitted(trigger, event, payload), now).input(trigger),
                    new Commit.StartKey(key, now.plus(REMEMBERED)),
                    Lineage.starter(trigger.starter(), emitter));
            ledger.fired(trigger.id(), new TriggerLedger.Fired(now, launched.run(), null));
            return launched.run();
        } catch (Problem problem) {
            ledger.fired(trigger.id(), new TriggerLedger.Fired(now, null, problem.getMessage()));
            throw problem;
        }
    }

    private static Object fitted(KnownTrigger trigger, EventName event, Object payload) {
        EventDecl declared = trigger.checked().flow().events().get(event);
        return declared == null
                ? payload
                : switch (declared.payload().fit(payload)) {
                    case Schema.Fit.Fits fits -> fits.value();
                    case Schema.Fit.Misfit misfit ->
                        throw new Problem(
                                Problem.Kind.INVALID,
                                "The payload does not fit " + event + " of " + trigger.flow() + ": "
                                        + misfit.problems().getFirst().message() + ".");
                };
    }
}
