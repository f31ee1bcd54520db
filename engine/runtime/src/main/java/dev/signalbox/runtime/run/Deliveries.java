package dev.signalbox.runtime.run;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.trigger.EventStarts;
import dev.signalbox.runtime.trigger.Lineage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to the runs that wait, or may come to wait, for them, and to the triggers that listen to them; each is counted
 * once by its id.
 */
public final class Deliveries {
    /** How long an id is remembered. Each run that took the event knows it for as long as it is open. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final int MOST_RUNS = 1000;

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final Clock clock;

    private final EventStarts starts;

    /** @param starts what starts runs by events */
    public Deliveries(Dispatcher dispatcher, RunStore store, Clock clock, EventStarts starts) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.clock = clock;
        this.starts = starts;
    }

    /** @param emitter the run that the event comes from; null when it comes from outside */
    public Views.EventReceipt send(Views.EventRequest event, @Nullable RunId emitter) {
        String key = event.key() == null || event.key().isEmpty() ? null : event.key();
        EventName name = event.event().isEmpty() ? null : new EventName(event.event());
        if (name == null) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "An event needs a name.");
        }
        if (key == null && emitter == null && !starts.listened(name)) {
            String near = Nearest.to(name.value(), starts.names());
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "No trigger listens to the event " + name + ", so it needs the key of the runs that wait for it."
                            + (near == null ? "" : " Did you mean " + near + "?"));
        }
        if (emitter != null && starts.listened(name) && !Lineage.mayStart(store, emitter)) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "Runs have started each other by events " + Lineage.DEEPEST + " times in a row; " + name
                            + " starts no other.");
        }
        Object payload = event.payload() == null ? Map.of() : event.payload();
        String given = event.id();
        String id = given != null && !given.isEmpty() ? given : contentId(name, key, payload);
        Taken taken = key == null ? new Taken(List.of(), null) : deliver(name, key, id, payload);
        EventStarts.Outcome started = starts.start(name, id, payload, emitter);
        List<Problem> problems = new ArrayList<>(started.problems());
        if (taken.misfit() != null) {
            problems.addFirst(Refusals.of(taken.misfit()));
        }
        refuse(problems, taken.by().isEmpty() && started.runs().isEmpty() && emitter == null);
        return new Views.EventReceipt(
                id,
                values(taken.by()),
                values(started.runs()),
                problems.stream()
                        .map(problem -> String.valueOf(problem.getMessage()))
                        .toList());
    }

    /** What has to wait is asked for again, and counts once; what nobody took is the sender's to mend. */
    private static void refuse(List<Problem> problems, boolean nobodyTookIt) {
        for (Problem problem : problems) {
            if (problem.kind() == Problem.Kind.UNAVAILABLE) {
                throw problem;
            }
        }
        if (nobodyTookIt && !problems.isEmpty()) {
            throw problems.getFirst();
        }
    }

    /** @param misfit why a run that waits did not take it */
    private record Taken(List<RunId> by, Decision.@Nullable Rejected misfit) {}

    private Taken deliver(EventName name, String key, String id, Object payload) {
        List<RunId> before = store.received(name, id, clock.now());
        if (before != null) {
            return new Taken(before, null);
        }
        Set<RunId> runs = new LinkedHashSet<>(store.waitingFor(name, key, MOST_RUNS));
        runs.addAll(store.openWithKey(key, MOST_RUNS));
        // What the event started when it came before has it as its input.
        starts.started(name, id).forEach(runs::remove);
        List<RunId> took = new ArrayList<>();
        Decision.Rejected misfit = null;
        for (RunId run : runs) {
            switch (dispatcher.handle(run, new Command.DeliverEvent(name, key, id, payload))) {
                case Handled.Done done -> took.add(run);
                case Handled.Refused refused ->
                    misfit = refused.why().reason() == Decision.Reason.INVALID ? refused.why() : misfit;
                case Handled.NoSuchRun none -> {}
                case Handled.KeyTaken taken -> throw new IllegalStateException("an event starts no run");
                case Handled.StartedBefore started -> throw new IllegalStateException("an event starts no run");
                case Handled.Stale stale -> throw new IllegalStateException("an event has no claim");
            }
        }
        if (!took.isEmpty()) {
            // After the deliveries: a crash between leaves the id unknown, and each run knows it itself.
            store.rememberReceived(name, id, took, clock.now().plus(REMEMBERED));
        }
        return new Taken(took, misfit);
    }

    private static List<String> values(List<RunId> runs) {
        return runs.stream().map(RunId::value).toList();
    }

    private static String contentId(EventName name, @Nullable String key, Object payload) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("event", name.value());
        content.put("key", key == null ? "" : key);
        content.put("payload", payload);
        return CanonicalJson.sha256(Json.object(content));
    }
}
