package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.process.Server;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The end of a life: every run is brought to its end, and the store, the ledger and the customers' book are compared. */
final class Reckoning {
    private static final String RESERVE = "/idempotent/reserve";
    private static final String PAY = "/idempotent/pay";
    private static final String PACK = "/idempotent/pack";
    private static final String MAKE = "/idempotent/make";
    private static final String SHIP = "/once/ship";

    private final Ledger ledger;
    private final Customers customers;

    Reckoning(Ledger ledger, Customers customers) {
        this.ledger = ledger;
        this.customers = customers;
    }

    /**
     * With a process that nobody kills: everything runs on until it has ended or waits for a person where a call is
     * unknown; then somebody looks into the ledger and says what became of each. Says how many were unknown.
     */
    int settle(Server server) throws Exception {
        customers.send(server, moment -> {});
        for (Customers.Order order : customers.orders()) {
            server.await(String.valueOf(order.run), run -> {
                boolean rests = rests(run);
                if (!rests) {
                    approve(server);
                }
                return rests;
            });
        }
        int unknown = 0;
        List<Map<String, Object>> holds = Customers.holds(server);
        while (!holds.isEmpty()) {
            for (Map<String, Object> hold : holds) {
                assertEquals("unknown", hold.get("purpose"), () -> "what else waits: " + hold);
                customers.decide(server, hold, said(hold), moment -> {});
                unknown++;
            }
            holds = Customers.holds(server);
        }
        for (Customers.Order order : customers.orders()) {
            server.await(
                    String.valueOf(order.run),
                    run -> List.of("succeeded", "failed").contains(String.valueOf(run.at("status"))));
        }
        return unknown;
    }

    private void approve(Server server) {
        try {
            customers.approve(server, 0, moment -> {});
        } catch (IOException e) {
            throw new AssertionError("the last process does not answer", e);
        }
    }

    private static boolean rests(Server.Answer run) {
        return switch (String.valueOf(run.at("status"))) {
            case "succeeded", "failed" -> true;
            case "paused" ->
                !run.items("holds").isEmpty()
                        && run.items("holds").stream().allMatch(hold -> "unknown".equals(hold.get("purpose")));
            default -> false;
        };
    }

    private Map<String, Object> said(Map<String, Object> hold) {
        Customers.Order order = customers.orders().stream()
                .filter(one -> String.valueOf(hold.get("run")).equals(one.run))
                .findFirst()
                .orElseThrow();
        Long effect = ledger.applied(SHIP + " " + order.id);
        Map<String, Object> answer = effect == null
                ? Map.of("outcome", "did_not_happen")
                : Map.of("outcome", "happened", "result", Map.of("n", effect));
        return Map.of("decision", "answer", "answer", answer);
    }

    /** An at_most_once call came once, an idempotent one always under the same key. */
    static void checkCalls(Ledger ledger) {
        Map<String, Set<String>> keys = new HashMap<>();
        for (Ledger.Arrival arrival : ledger.arrivals()) {
            switch (arrival.kind) {
                case AT_MOST_ONCE ->
                    assertEquals(1, ledger.count(arrival.key), () -> "called more than once: " + arrival.key);
                case IDEMPOTENT -> {
                    Set<String> those = keys.computeIfAbsent(arrival.path + " " + arrival.id, call -> new HashSet<>());
                    those.add(arrival.key);
                    assertTrue(those.size() <= (arrival.path.equals(PACK) ? 3 : 1), () -> "keys change: " + those);
                }
                case MODEL -> {}
            }
        }
    }

    /** Each run has ended, with the effects that the ledger has applied and no other. */
    static void check(PostMortem left, Ledger ledger, Customers customers) {
        checkCalls(ledger);
        Map<String, Set<String>> keys = new HashMap<>();
        for (Ledger.Arrival arrival : ledger.arrivals()) {
            if (arrival.kind == Ledger.Kind.IDEMPOTENT && ledger.applied(arrival.key) != null) {
                keys.computeIfAbsent(arrival.path + " " + arrival.id, call -> new HashSet<>())
                        .add(arrival.key);
            }
        }
        for (Customers.Order order : customers.orders()) {
            Run run = assertNotNullRun(left.startedAs(order.id), order.id);
            switch (order.flow) {
                case Shop.ORDER -> checkOrder(run, order.id, keys, ledger);
                case Shop.FAMILY -> {
                    assertEquals(RunStatus.SUCCEEDED, run.status(), () -> order.id + ": " + run.error());
                    assertEquals(3, keys.get(PACK + " " + order.id).size(), order.id);
                    assertEquals(1, keys.get(MAKE + " " + order.id).size(), order.id);
                }
                default -> assertEquals(RunStatus.SUCCEEDED, run.status(), order.id);
            }
        }
    }

    private static void checkOrder(Run run, String id, Map<String, Set<String>> keys, Ledger ledger) {
        Long shipped = ledger.applied(SHIP + " " + id);
        if (run.status() == RunStatus.FAILED) {
            assertEquals(null, shipped, () -> id + " failed though it was shipped: " + run.error());
            return;
        }
        assertEquals(RunStatus.SUCCEEDED, run.status(), () -> id + ": " + run.error());
        Map<String, Object> output = Json.object(run.output());
        assertEquals(shipped, output.get("shipped"), id);
        assertEquals(ledger.applied(keys.get(RESERVE + " " + id).iterator().next()), output.get("reserved"), id);
        assertEquals(ledger.applied(keys.get(PAY + " " + id).iterator().next()), output.get("paid"), id);
    }

    private static Run assertNotNullRun(Run run, String id) {
        assertNotNull(run, () -> "no run of " + id);
        return run;
    }
}
