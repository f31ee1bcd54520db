package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.core.command.Actor;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first page of an inbox in which very many holds wait, over HTTP: right in every order and filter, and how long each
 * takes. Short by default; the long form is {@code -Dtest=InboxScaleTest -Dinbox.holds=100000}, on another store with {@code
 * -Dinbox.db=URL}. The figures are printed: cold is the first request of a server that has just begun, warm those that follow.
 */
class InboxScaleTest {
    private static final int HOLDS = Integer.getInteger("inbox.holds", 600);
    private static final int ASKED = Integer.getInteger("inbox.asked", HOLDS < 10_000 ? 3 : 100);
    private static final int SIDE_BY_SIDE = 16;
    private static final int PAGE = 50;

    /** Each asks a third of the desk: a lead, the finance people, and one person by name. */
    private static final String FLOW = """
            signalbox: 1
            flow: %1$s
            version: 1.0.0
            key: "${input.id}"
            limits: { steps: 30, duration: 30d }
            input: { type: object, required: [id, name], properties: { id: { type: string, maxLength: 40 }, name: { type: string, maxLength: 40 } } }
            actions:
              pay:
                echo: {}
                args: { type: object, required: [id], properties: { id: { type: string } } }
                effect: write
                delivery: idempotent
                risk: low
            otherwise: { failed: refused, rejected: refused, expired: refused }
            start: pay
            states:
              pay:
                call: pay
                with: { id: "${input.id}" }
                approve: { when: "input.id != ''", by: [%2$s], not: requester, urgency: %3$s, title: "Pay ${input.name} what ${input.id} says?", show: [input.id], within: %4$s }
                next: done
              done: { end: succeeded }
              refused: { end: failed, error: Refused. }
            """;

    @TempDir
    private Path folder;

    @Test
    void the_first_page_of_a_full_inbox() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                groups: [lead, finance]
                people: { ana: { name: Ana, groups: [lead], roles: [approver] } }
                """);
        Files.writeString(folder.resolve("refund.flow.yaml"), FLOW.formatted("refund", "lead", "high", "2d"));
        Files.writeString(folder.resolve("invoice.flow.yaml"), FLOW.formatted("invoice", "finance", "low", "9d"));
        Files.writeString(folder.resolve("voucher.flow.yaml"), FLOW.formatted("voucher", "ana", "medium", "5d"));
        try (Engine engine = engine()) {
            long begun = System.nanoTime();
            // A database that a run before left is measured as it is.
            if (engine.holds(new Views.HoldFilter(null, null, null, null, 1)).count() == 0) {
                start(engine);
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf("inbox: %d holds in %.0f s (%.0f a second)%n", HOLDS, seconds, HOLDS / seconds);
            }
        }

        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("who=groups", PAGE);
        wanted.put("who=mine", PAGE);
        wanted.put("", PAGE);
        wanted.put("sort=opened", PAGE);
        wanted.put("sort=urgency&who=groups", PAGE);
        wanted.put("sort=cost", PAGE);
        wanted.put("group=finance&sort=urgency", PAGE);
        wanted.put("urgency=low&sort=due", PAGE);
        wanted.put("flow=voucher&who=groups&sort=cost", PAGE);
        wanted.put("claimed=yes", 0);
        wanted.put("q=grace", PAGE);
        wanted.put("q=t-" + (HOLDS - 1), 1);
        wanted.put("q=nobody+has+this", 0);
        wanted.put("state=done", 0);
        for (Map.Entry<String, Integer> one : wanted.entrySet()) {
            measure(one.getKey(), one.getValue());
        }
    }

    private Engine engine() {
        return Signalbox.builder()
                .workspace(folder)
                .database(System.getProperty(
                        "inbox.db", folder.resolve("inbox.db").toString()))
                .environment(Map.of())
                .build();
    }

    private static void start(Engine engine) throws Exception {
        String[] flows = {"refund", "invoice", "voucher"};
        String[] names = {"Ada", "Grace", "Edsger", "Barbara"};
        List<Future<?>> parts = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (int part = 0; part < SIDE_BY_SIDE; part++) {
                int first = part;
                parts.add(callers.submit(() -> {
                    for (int n = first; n < HOLDS; n += SIDE_BY_SIDE) {
                        Actor actor = new Actor("person" + n % 50, Set.of(), "java", true, false);
                        Map<String, Object> input = Map.of("id", "T-" + n, "name", names[n % names.length]);
                        engine.start(flows[n % flows.length], input, null, actor);
                    }
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
        for (int i = 0;
                engine.holds(new Views.HoldFilter(null, null, null, null, 1)).count() < Math.min(HOLDS, 1_000);
                i++) {
            assertTrue(i < 10_000, "not all of them hold");
        }
    }

    private void measure(String query, int rows) throws Exception {
        String path = "/api/holds?limit=" + PAGE + (query.isEmpty() ? "" : "&" + query);
        Person ana = new Person("ana", "Ana", Set.of("lead"), Role.of("approver"), "ana-has-a-long-token");
        try (Engine engine = engine();
                Console console = new Console(folder, engine, ana)) {
            double[] took = new double[ASKED + 1];
            double cpu = 0;
            for (int i = 0; i < took.length; i++) {
                long begun = System.nanoTime();
                Console.Answer page = console.send(console.to(path)
                        .header("Authorization", "Bearer ana-has-a-long-token")
                        .GET());
                took[i] = (System.nanoTime() - begun) / 1e6;
                cpu = i == 0 ? cpuMillis() : cpu;
                assertEquals(200, page.status(), page.text());
                assertEquals(rows, Json.list(page.at("items")).size(), query);
            }
            double each = (cpuMillis() - cpu) / ASKED;
            double cold = took[0];
            double[] warm = Arrays.copyOfRange(took, 1, took.length);
            Arrays.sort(warm);
            System.out.printf(
                    "inbox: %-36s cold %6.1f ms, warm p50 %6.1f ms, p95 %6.1f ms, most %6.1f ms; %6.1f ms of a processor each (%d requests)%n",
                    query.isEmpty() ? "all" : query,
                    cold,
                    warm[warm.length / 2],
                    warm[Math.min(warm.length - 1, (int) (warm.length * 0.95))],
                    warm[warm.length - 1],
                    each,
                    warm.length);
        }
    }

    /** What this process has used of the processors, which a machine that is busy with other things does not make longer. */
    private static double cpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e6
                : 0;
    }
}
