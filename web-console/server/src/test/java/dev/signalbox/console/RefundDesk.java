package dev.signalbox.console;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.core.command.Actor;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.testkit.VirtualClock;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A desk of two people over an engine in memory whose clock the test moves: refunds wait for a lead, large ones are risky. */
abstract class RefundDesk {
    static final String FLOW = """
            signalbox: 1
            flow: refund
            version: 1.0.0
            key: "${input.id}"
            limits: { steps: 20, duration: 30d }
            input:
              type: object
              required: [id, amount]
              properties: { id: { type: string, maxLength: 20 }, amount: { type: integer, minimum: 0, maximum: 1000 } }
            actions:
              pay:
                echo: {}
                args: { type: object, required: [amount], properties: { amount: { type: integer } } }
                effect: write
                delivery: idempotent
                risk: args.amount > 500
            otherwise: { failed: refused, rejected: refused, expired: refused }
            start: pay
            states:
              pay:
                call: pay
                with: { amount: "${input.amount}" }
                approve: { when: input.amount >= 0, by: [lead], not: requester, title: "Refund ${input.amount} of ${input.id}?", within: 1d }
                next: double
              double:
                call: pay
                with: { amount: "${input.amount}" }
                approve: { when: input.amount == 2, by: [ada, bob], count: 2, urgency: high, title: "Twice?", within: 2h }
                next: done
              done: { end: succeeded }
              refused: { end: failed, error: Refused. }
            """;

    static final Actor SAM = new Actor("sam", Set.of(), "java", true, false);

    @TempDir
    Path workspace;

    final VirtualClock clock = new VirtualClock();
    Engine engine;
    Console console;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(workspace.resolve("signalbox.yaml"), """
                signalbox: 1
                groups: [lead]
                people:
                  ada: { name: Ada, groups: [lead], roles: [approver] }
                  bob: { name: Bob, groups: [lead], roles: [approver] }
                """);
        Files.writeString(workspace.resolve("refund.flow.yaml"), FLOW);
        engine = Signalbox.builder()
                .workspace(workspace)
                .database("memory")
                .clock(clock)
                .environment(Map.of())
                .build();
        console = new Console(workspace, engine, person("ada"), person("bob"));
    }

    @AfterEach
    void stop() {
        console.close();
        engine.close();
    }

    private static Person person(String id) {
        return new Person(id, id, Set.of("lead"), Role.of("approver"), id + "-has-a-long-token");
    }

    final Views.HoldView held(String id, long amount) {
        Views.RunView run = engine.start("refund", Map.of("id", id, "amount", amount), null, SAM);
        return engine.await(run.id(), Duration.ofSeconds(20)).holds().getFirst();
    }

    final Console.Answer get(String person, String path) {
        return console.send(console.to(path)
                .header("Authorization", "Bearer " + person + "-has-a-long-token")
                .GET());
    }

    final Console.Answer post(String person, String path, Object body) {
        return console.send(console.to(path)
                .header("Authorization", "Bearer " + person + "-has-a-long-token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.write(body))));
    }

    static List<Object> titles(Console.Answer page) {
        return Json.list(page.at("items")).stream()
                .map(item -> Json.object(item).get("title"))
                .toList();
    }

    static String of(Views.HoldView hold) {
        return "/api/holds/" + hold.id();
    }

    static Map<String, Object> approval(Views.HoldView hold) {
        return Map.of("decision", "approve", "hash", hold.hash());
    }
}
