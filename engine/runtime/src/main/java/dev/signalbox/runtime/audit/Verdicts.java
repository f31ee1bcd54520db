package dev.signalbox.runtime.audit;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The holds that events close, as they stood just before. A commit's events on the run before it and the whole log from its
 * beginning give the same, but for an edit that came with an earlier commit: whoever keeps the rows remembers those.
 */
public final class Verdicts {
    private Verdicts() {}

    /** Of a whole log. */
    public static List<DecidedHold> of(List<Event> log) {
        return of(null, log);
    }

    /** Of a commit's events. Cheap where none of them closes a hold. */
    public static List<DecidedHold> of(@Nullable Run before, List<Event> events) {
        if (events.stream().noneMatch(event -> closing(event) != null)) {
            return List.of();
        }
        List<DecidedHold> decided = new ArrayList<>();
        Set<HoldId> edited = edited(events);
        Run run = before;
        for (Event event : events) {
            Closing closing = closing(event);
            Hold hold = closing == null || run == null ? null : run.holds().get(closing.hold());
            if (run != null && closing != null && hold != null) {
                decided.add(decided(run, hold, event.at(), closing, edited.contains(hold.id())));
            }
            run = evolve(run, event);
        }
        return List.copyOf(decided);
    }

    /** The holds that these events edit. */
    public static Set<HoldId> edited(List<Event> events) {
        Set<HoldId> edited = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Event.HoldEdited edit) {
                edited.add(edit.hold());
            }
        }
        return edited;
    }

    /** Events that do not fold are others' to complain of; here they only show no hold. */
    private static @Nullable Run evolve(@Nullable Run run, Event event) {
        try {
            return Evolver.evolve(run, event);
        } catch (IllegalStateException e) {
            return run == null ? null : run.at(event.at());
        }
    }

    private record Closing(
            HoldId hold,
            Verdict verdict,
            @Nullable String by,
            @Nullable String via,
            boolean authenticated,
            @Nullable String note) {
        static Closing unattended(HoldId hold, Verdict verdict, @Nullable String why) {
            return new Closing(hold, verdict, null, null, false, why);
        }
    }

    private static @Nullable Closing closing(Event event) {
        if (event instanceof Event.HoldApproved it) {
            return new Closing(it.hold(), Verdict.APPROVED, it.by(), it.via(), it.authenticated(), it.note());
        }
        if (event instanceof Event.HoldRejected it) {
            return new Closing(it.hold(), Verdict.REJECTED, it.by(), it.via(), it.authenticated(), it.note());
        }
        if (event instanceof Event.HoldAnswered it) {
            return new Closing(it.hold(), Verdict.ANSWERED, it.by(), it.via(), it.authenticated(), it.note());
        }
        if (event instanceof Event.HoldExpired it) {
            return Closing.unattended(it.hold(), Verdict.EXPIRED, null);
        }
        if (event instanceof Event.HoldWithdrawn it) {
            return Closing.unattended(it.hold(), Verdict.WITHDRAWN, it.why());
        }
        return null;
    }

    private static DecidedHold decided(Run run, Hold hold, Instant at, Closing closing, boolean edited) {
        return new DecidedHold(
                hold.id(),
                run.id(),
                run.flow(),
                run.version(),
                run.key(),
                hold.step().state(),
                hold.purpose(),
                hold.title(),
                hold.action() == null ? null : hold.action().value(),
                run.startedBy(),
                hold.by(),
                hold.urgency(),
                hold.openedAt(),
                hold.due(),
                at,
                closing.verdict(),
                closing.by(),
                closing.via(),
                closing.authenticated(),
                closing.note(),
                edited,
                run.usage().costUsd());
    }
}
