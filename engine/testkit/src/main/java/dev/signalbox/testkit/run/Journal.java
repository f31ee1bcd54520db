package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every event that became durable, run by run, and the order in which steps were asked for. */
final class Journal implements Telemetry {
    private final Map<RunId, Log> logs = new LinkedHashMap<>();

    private static final class Log {
        final FlowName flow;
        final @Nullable StepId parent;
        final List<Event> events = new ArrayList<>();

        Log(FlowName flow, @Nullable StepId parent) {
            this.flow = flow;
            this.parent = parent;
        }
    }

    /** A run and what happened to it so far. */
    record Played(RunId run, FlowName flow, List<Event> events) {}

    @Override
    public synchronized void appended(Commit commit, Appended answer, long nanos) {
        if (answer instanceof Appended.Done) {
            logs.computeIfAbsent(
                            commit.row().id(),
                            run -> new Log(commit.row().flow(), commit.row().parent()))
                    .events
                    .addAll(commit.events());
        }
    }

    /** The runs, a child behind its parent, siblings in the order in which they were asked for. */
    synchronized List<Played> runs() {
        List<RunId> ids = new ArrayList<>(logs.keySet());
        Map<RunId, List<Integer>> places = new LinkedHashMap<>();
        ids.forEach(id -> places.put(id, place(id)));
        ids.sort((a, b) -> compare(places.getOrDefault(a, List.of()), places.getOrDefault(b, List.of())));
        List<Played> runs = new ArrayList<>();
        for (RunId id : ids) {
            Log log = logs.get(id);
            if (log != null) {
                runs.add(new Played(id, log.flow, List.copyOf(log.events)));
            }
        }
        return runs;
    }

    synchronized List<Event> events(RunId run) {
        Log log = logs.get(run);
        return log == null ? List.of() : List.copyOf(log.events);
    }

    synchronized @Nullable FlowName flow(RunId run) {
        Log log = logs.get(run);
        return log == null ? null : log.flow;
    }

    /** Compares steps by when they were asked for: the same in every run of a test, whatever thread was quicker. */
    synchronized int compare(StepId a, StepId b) {
        return compare(place(a), place(b));
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int by = Integer.compare(a.get(i), b.get(i));
            if (by != 0) {
                return by;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private List<Integer> place(RunId run) {
        Log log = logs.get(run);
        return log == null || log.parent == null ? List.of() : place(log.parent);
    }

    /** For each run from the outermost in, which of its events asked for the step. */
    private List<Integer> place(StepId step) {
        List<Integer> place = new ArrayList<>(place(step.run()));
        Log log = logs.get(step.run());
        List<Event> events = log == null ? List.of() : log.events;
        int asked = events.size();
        for (int i = events.size() - 1; i >= 0 && asked == events.size(); i--) {
            if (step.equals(asks(events.get(i)))) {
                asked = i;
            }
        }
        place.add(asked);
        return place;
    }

    private static @Nullable StepId asks(Event event) {
        if (event instanceof Event.CallRequested call) {
            return call.step();
        }
        if (event instanceof Event.ModelRequested question) {
            return question.step();
        }
        return event instanceof Event.ChildRequested child ? child.step() : null;
    }
}
