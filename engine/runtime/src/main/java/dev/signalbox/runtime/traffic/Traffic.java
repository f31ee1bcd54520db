package dev.signalbox.runtime.traffic;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What runs did, counted off their logs: the newest of a flow, until {@value #MOST_EVENTS} events have been read. A state of an
 * older version that is gone counts under the name it had.
 */
public final class Traffic {
    private static final int MOST_EVENTS = 100_000;

    private final Map<String, Counted> states = new TreeMap<>();
    private final Map<String, Long> ways = new TreeMap<>();
    private int runs;

    private Traffic() {}

    private static final class Counted {
        long visits;
        final List<Long> took = new ArrayList<>();
        double cost;
        boolean asked;
        long approved;
        long rejected;
        long open;
        boolean held;
    }

    public static ReviewViews.TrafficView of(RunStore store, FlowName flow, int newest) {
        Traffic traffic = new Traffic();
        int events = 0;
        for (RunRow row : store.runs(new RunStore.RunQuery(flow, null, null, null, newest))) {
            if (events >= MOST_EVENTS) {
                break;
            }
            List<Event> log = store.log(row.id());
            events += log.size();
            traffic.add(log);
        }
        return traffic.view();
    }

    static ReviewViews.TrafficView of(List<List<Event>> logs) {
        Traffic traffic = new Traffic();
        logs.forEach(traffic::add);
        return traffic.view();
    }

    private Counted of(StateName state) {
        return states.computeIfAbsent(state.value(), name -> new Counted());
    }

    private void add(List<Event> log) {
        runs++;
        StateName here = null;
        Instant since = Instant.EPOCH;
        Map<HoldId, StateName> open = new HashMap<>();
        for (Event event : log) {
            if (event instanceof Event.StateEntered entered) {
                leave(here, since, entered.at());
                if (here != null) {
                    ways.merge(here + ">" + entered.state(), 1L, Long::sum);
                }
                here = entered.state();
                since = entered.at();
                of(here).visits++;
            } else if (event instanceof Event.RunMoved moved) {
                // It stands in the same visit, by what the new file calls the state.
                here = moved.state();
            } else if (event instanceof Event.RunEnded ended) {
                leave(here, since, ended.at());
                open.clear();
            } else if (event instanceof Event.ModelReplied replied) {
                cost(replied.step().state(), replied.costUsd());
            } else if (event instanceof Event.ModelFailed failed && failed.charged() != null) {
                cost(failed.step().state(), failed.charged().costUsd());
            } else if (event instanceof Event.HoldOpened opened && opened.hold().purpose() == Hold.Purpose.APPROVE) {
                open.put(opened.hold().id(), opened.hold().step().state());
                of(opened.hold().step().state()).held = true;
            } else {
                settle(event, open);
            }
        }
        open.values().forEach(state -> of(state).open++);
    }

    private void settle(Event event, Map<HoldId, StateName> open) {
        if (event instanceof Event.HoldApproved approved) {
            StateName state = open.remove(approved.hold());
            if (state != null) {
                of(state).approved++;
            }
        } else if (event instanceof Event.HoldRejected rejected) {
            StateName state = open.remove(rejected.hold());
            if (state != null) {
                of(state).rejected++;
            }
        } else if (event instanceof Event.HoldExpired expired) {
            open.remove(expired.hold());
        } else if (event instanceof Event.HoldWithdrawn withdrawn) {
            open.remove(withdrawn.hold());
        }
    }

    private void leave(@Nullable StateName state, Instant since, Instant at) {
        if (state != null) {
            of(state).took.add(Duration.between(since, at).toMillis());
        }
    }

    private void cost(StateName state, double usd) {
        Counted counted = of(state);
        counted.asked = true;
        counted.cost += usd;
    }

    private ReviewViews.TrafficView view() {
        Map<String, ReviewViews.StateTraffic> told = new TreeMap<>();
        states.forEach((name, counted) -> told.put(
                name,
                new ReviewViews.StateTraffic(
                        counted.visits,
                        median(counted.took),
                        counted.asked ? counted.cost : null,
                        counted.held ? counted.approved : null,
                        counted.held ? counted.rejected : null,
                        counted.held ? counted.open : null)));
        return new ReviewViews.TrafficView(runs, told, ways);
    }

    private static @Nullable Long median(List<Long> took) {
        if (took.isEmpty()) {
            return null;
        }
        List<Long> sorted = new ArrayList<>(took);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) / 2);
    }
}
