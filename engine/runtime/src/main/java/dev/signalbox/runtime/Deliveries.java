package dev.signalbox.runtime;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings outside events to the runs that wait, or may come to wait, for them; each is counted once by its id. */
final class Deliveries {
    /** How long an id is remembered. Each run that took the event knows it for as long as it is open. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final int MOST_RUNS = 1000;

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final Clock clock;

    Deliveries(Dispatcher dispatcher, RunStore store, Clock clock) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.clock = clock;
    }

    Views.EventReceipt send(Views.EventRequest event) {
        String key = event.key();
        if (event.event().isEmpty() || key == null || key.isEmpty()) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "An event needs a name and the key of the runs it is for.");
        }
        EventName name = new EventName(event.event());
        Object payload = event.payload() == null ? Map.of() : event.payload();
        String given = event.id();
        String id = given != null && !given.isEmpty() ? given : contentId(name, key, payload);
        List<RunId> before = store.received(name, id, clock.now());
        if (before != null) {
            return receipt(id, before);
        }
        Set<RunId> runs = new LinkedHashSet<>(store.waitingFor(name, key, MOST_RUNS));
        runs.addAll(store.openWithKey(key, MOST_RUNS));
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
        if (took.isEmpty() && misfit != null) {
            throw Refusals.of(misfit);
        }
        if (!took.isEmpty()) {
            // After the deliveries: a crash between leaves the id unknown, and each run knows it itself.
            store.rememberReceived(name, id, took, clock.now().plus(REMEMBERED));
        }
        return receipt(id, took);
    }

    private static Views.EventReceipt receipt(String id, List<RunId> runs) {
        return new Views.EventReceipt(id, runs.stream().map(RunId::value).toList());
    }

    private static String contentId(EventName name, String key, Object payload) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("event", name.value());
        content.put("key", key);
        content.put("payload", payload);
        return CanonicalJson.sha256(Json.object(content));
    }
}
