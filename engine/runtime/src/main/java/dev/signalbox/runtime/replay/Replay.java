package dev.signalbox.runtime.replay;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.retention.Purging;
import dev.signalbox.runtime.view.Redaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Drives a log again. Each time the recorded world did something (a reply, a result, a decision, an event, a time that had come), the
 * flow is told the same at the same instant, and what it decides is held against what the log says it decided then. Pure: it asks
 * nobody, sends nothing, and the log stays as it is.
 */
public final class Replay {
    private final List<Event> log;
    private final CheckedFlow flow;
    private final @Nullable CheckedFlow pinned;
    private final Faces faces;
    private final Recalled recalled;
    private final Map<String, String> env;

    /** As the log tells it. */
    private @Nullable Run recorded;

    /** As the flow has it; the same but for what {@link Faces#MEANING} leaves out. */
    private @Nullable Run run;

    private int unlike;

    private Replay(List<Event> log, CheckedFlow flow, @Nullable CheckedFlow pinned, Faces faces) {
        this.log = log;
        this.flow = flow;
        this.pinned = pinned;
        this.faces = faces;
        this.recalled = new Recalled(log);
        Set<String> names = new TreeSet<>(Addresses.names(flow.flow()));
        if (pinned != null) {
            names.addAll(Addresses.names(pinned.flow()));
        }
        this.env = new LinkedHashMap<>(Addresses.marks(names));
    }

    /** Whether the file that the run pinned gives the same log again, byte for byte. */
    public static Replayed exactly(List<Event> log, CheckedFlow pinned) {
        return new Replay(log, pinned, null, Faces.EXACT).all();
    }

    /**
     * What another file would do in the run's place.
     *
     * @param pinned the run's own file, by which it is seen better what the world did; null where nobody has it
     */
    public static Replayed by(List<Event> log, CheckedFlow changed, @Nullable CheckedFlow pinned) {
        return new Replay(log, changed, pinned, Faces.MEANING).all();
    }

    private Replayed all() {
        String unfit = unfit();
        if (unfit != null) {
            return new Replayed.Unfit(unfit);
        }
        int at = 0;
        while (at < log.size()) {
            Decided decided = decide(at);
            int same = same(at, decided.events());
            if (same < decided.events().size() || same == 0) {
                return diverged(at + same, decided, same);
            }
            for (int i = 0; i < same; i++) {
                run = Evolver.evolve(run, decided.events().get(i));
                recorded = Evolver.evolve(recorded, log.get(at + i));
                unlike += isUnlike(log.get(at + i), decided.events().get(i)) ? 1 : 0;
            }
            at += same;
        }
        return new Replayed.Same(log.size(), unlike);
    }

    private @Nullable String unfit() {
        if (log.isEmpty() || !(log.getFirst() instanceof Event.RunStarted)) {
            return "the log does not begin at the start of its run";
        }
        for (Event event : log) {
            if (event instanceof Event.RunMoved) {
                return "it was moved to another file on its way, and is driven again by one file only";
            }
            if (isMarked(Codec.event(event))) {
                return "its values are not kept any more: only hashes of them are";
            }
        }
        return null;
    }

    private static boolean isMarked(Object value) {
        if (Purging.isMark(value)) {
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Replay::isMarked);
        }
        return value instanceof List<?> list && list.stream().anyMatch(Replay::isMarked);
    }

    /** Whether an exported log lacks values that its flow keeps to itself: it cannot be driven, for what stands there is a word. */
    public static boolean isRedacted(List<Event> log) {
        return log.stream().anyMatch(event -> holds(Codec.event(event), Redaction.WORD));
    }

    private static boolean holds(Object value, String word) {
        return value.equals(word)
                || (value instanceof Map<?, ?> map && map.values().stream().anyMatch(part -> holds(part, word)))
                || (value instanceof List<?> list && list.stream().anyMatch(part -> holds(part, word)));
    }

    /** @param why why the command was refused; null when it was not */
    private record Decided(List<Event> events, @Nullable String why) {}

    /** By the command that fits the log best, as the pinned file shows or, without one, as the flow itself does. */
    private Decided decide(int at) {
        Command chosen = null;
        Decided best = new Decided(List.of(), null);
        int most = -1;
        for (Command command : recalled.commands(at, recorded)) {
            boolean right = pinned != null && exact(at, command, pinned);
            Decided decided = decided(at, flow, run, command);
            int same = same(at, decided.events());
            if (right) {
                return decided;
            }
            boolean whole = same == decided.events().size() && same > 0;
            int score = whole ? same + log.size() : same;
            if (chosen == null || score > most) {
                chosen = command;
                best = decided;
                most = score;
            }
        }
        return best;
    }

    private boolean exact(int at, Command command, CheckedFlow by) {
        List<Event> events = decided(at, by, recorded, command).events();
        return !events.isEmpty() && same(at, events) == events.size();
    }

    /** Where an address is another, the environment may have been another by then: it is read off the log anew. */
    private Decided decided(int at, CheckedFlow by, @Nullable Run before, Command command) {
        Decided decided = once(at, by, before, command, env);
        if (env.isEmpty() || same(at, decided.events()) == decided.events().size()) {
            return decided;
        }
        Map<String, String> marks = Addresses.marks(env.keySet());
        Map<String, String> found = new LinkedHashMap<>();
        List<Event> marked = once(at, by, before, command, marks).events();
        for (int i = 0; i < marked.size() && at + i < log.size(); i++) {
            Addresses.read(marked.get(i), log.get(at + i)).forEach(found::putIfAbsent);
        }
        if (found.isEmpty() || env.entrySet().containsAll(found.entrySet())) {
            return decided;
        }
        env.putAll(found);
        return once(at, by, before, command, env);
    }

    private Decided once(int at, CheckedFlow by, @Nullable Run before, Command command, Map<String, String> values) {
        Instant now = log.get(from(at)).at();
        Live live = new Live(now, values).withCalibrations(calibrations(at, by));
        return switch (Decider.decide(by, before, command, live)) {
            case Decision.Accepted accepted -> new Decided(accepted.events(), null);
            case Decision.Rejected rejected -> new Decided(List.of(), rejected.message());
        };
    }

    /** What tokens were counted with is in the question that was asked at that instant. */
    private Map<String, Calibration> calibrations(int at, CheckedFlow by) {
        Map<String, Calibration> known = new LinkedHashMap<>();
        Instant now = log.get(from(at)).at();
        for (int i = from(at); i < log.size() && log.get(i).at().equals(now); i++) {
            if (log.get(i) instanceof Event.ModelRequested asked && asked.calibration() != null) {
                Workspace.Model model = by.models().get(asked.model());
                if (model != null) {
                    known.putIfAbsent(Calibration.key(model), asked.calibration());
                }
            }
        }
        return known;
    }

    /** A fork decides nothing before its own first event. */
    private int from(int at) {
        return at == 0 ? Recalled.forkedAt(log) : at;
    }

    private int same(int at, List<Event> events) {
        int same = 0;
        while (same < events.size() && at + same < log.size() && isSame(log.get(at + same), events.get(same))) {
            same++;
        }
        return same;
    }

    private boolean isSame(Event before, Event now) {
        if (isUnlike(before, now)
                && before instanceof Event.ModelRequested asked
                && now instanceof Event.ModelRequested asks) {
            return asked.step().equals(asks.step())
                    && asked.model().equals(asks.model())
                    && asked.purpose().equals(asks.purpose());
        }
        return faces.of(before).equals(faces.of(now));
    }

    /** Two questions that were compiled by the rules of different compilers. */
    private static boolean isUnlike(Event before, Event now) {
        return before instanceof Event.ModelRequested asked
                && now instanceof Event.ModelRequested asks
                && asked.manifest().compiler() != asks.manifest().compiler();
    }

    private Replayed diverged(int at, Decided decided, int same) {
        Event before = at < log.size() ? log.get(at) : null;
        Event now = same < decided.events().size() ? decided.events().get(same) : null;
        Run there = run;
        for (int i = 0; i < same; i++) {
            there = Evolver.evolve(there, decided.events().get(i));
        }
        StateName state = there == null ? null : there.state();
        return new Replayed.Diverged(
                new Divergence(
                        at + 1L,
                        state,
                        before,
                        now,
                        decided.why(),
                        before == null || now == null ? List.of() : faces.differences(before, now)),
                log.size());
    }
}
