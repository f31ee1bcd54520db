package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.runtime.port.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** W1: ten {@code set} states and a branch, in memory, on one thread. */
final class InMemory {
    private static final BundleHash BUNDLE = new BundleHash("b".repeat(64));
    private static final Map<String, Object> INPUT = Map.of("n", 0L);

    private InMemory() {}

    static void ours(Options options) throws Exception {
        CheckedFlow flow = Flows.checked(Flows.COUNT);
        TimeOrderedIds ids = new TimeOrderedIds();
        new Result("w1", "signalbox", "")
                .setting("what", "Decider.decide, which folds as it goes; every event kept; no store")
                .passes(new Throughput(options).measure(() -> run(flow, ids), 1))
                .write(options);
    }

    static void floor(Options options) throws Exception {
        new Result("w1", "floor", "")
                .setting("what", "an immutable copy of the data and of the event list at each step, by hand")
                .passes(new Throughput(options).measure(InMemory::byHand, 1))
                .write(options);
    }

    private static void run(CheckedFlow flow, TimeOrderedIds ids) {
        Instant now = Instant.now();
        RunId id = ids.next(now);
        Command start = new Command.StartRun(id, BUNDLE, INPUT, null, "bench", null, Limits.NONE);
        Decision decision = Decider.decide(flow, null, start, new Live(now, Map.of()));
        if (!(decision instanceof Decision.Accepted accepted) || accepted.run().status() != RunStatus.SUCCEEDED) {
            throw new IllegalStateException("it did not succeed: " + decision);
        }
    }

    private record State(String name, Map<String, Object> data, List<Happened> events) {
        State to(String next, Map<String, Object> after, @Nullable Object value) {
            List<Happened> more = new ArrayList<>(events.size() + 1);
            more.addAll(events);
            more.add(new Happened(next, value, Instant.now()));
            return new State(next, after, Collections.unmodifiableList(more));
        }
    }

    private record Happened(String state, @Nullable Object value, Instant at) {}

    private static void byHand() {
        State state = new State("start", Map.of("n", 0L), List.of());
        for (int i = 1; i <= 10; i++) {
            long n = (Long) state.data().getOrDefault("n", 0L) + 1;
            Map<String, Object> data = new LinkedHashMap<>(state.data());
            data.put("n", n);
            state = state.to("s" + i, Collections.unmodifiableMap(data), n);
            if (i == 5 && n < 5) {
                throw new IllegalStateException("it counted to " + n);
            }
        }
        if (!Long.valueOf(10).equals(state.data().get("n")) || state.events().size() != 10) {
            throw new IllegalStateException("it ended as " + state);
        }
    }
}
