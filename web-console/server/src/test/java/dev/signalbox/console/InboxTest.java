package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.core.command.Actor;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Views;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The inbox and the audit over HTTP, with an engine behind them: what several people do at one desk. */
class InboxTest extends RefundDesk {
    private static List<Map<String, Object>> results(Console.Answer answer) {
        return Json.list(answer.at("results")).stream().map(Json::object).toList();
    }

    @Test
    void the_inbox_is_filtered_sorted_and_counted() {
        held("T1", 5);
        Views.HoldView second = held("T2", 900);
        assertEquals(List.of("Refund 5 of T1?", "Refund 900 of T2?"), titles(get("ada", "/api/holds")));
        assertEquals(2L, get("ada", "/api/holds?limit=1").at("count"));
        assertEquals(List.of("Refund 900 of T2?"), titles(get("ada", "/api/holds?q=refund+t2&sort=cost")));
        assertEquals(List.of(), titles(get("ada", "/api/holds?urgency=high")));
        assertEquals(List.of(), titles(get("ada", "/api/holds?place=double")));
        assertEquals(List.of(), titles(get("ada", "/api/holds?who=mine")));
        assertEquals(2, titles(get("ada", "/api/holds?who=groups")).size());
        post("ada", of(second) + "/claim", Map.of());
        assertEquals(List.of("Refund 900 of T2?"), titles(get("ada", "/api/holds?who=mine")));
        assertEquals(List.of("Refund 900 of T2?"), titles(get("bob", "/api/holds?claimed=yes")));
        assertEquals(List.of("Refund 5 of T1?"), titles(get("bob", "/api/holds?claimed=no")));
        assertEquals(List.of(), titles(get("bob", "/api/holds?claimed=mine")));
        for (String wrong : List.of("who=me", "sort=age", "urgency=now", "claimed=no!", "state=pay", "cursor=zzz")) {
            Console.Answer refused = get("ada", "/api/holds?" + wrong);
            assertEquals(400, refused.status(), wrong);
            assertFalse(refused.text().contains("dev.signalbox"), refused::text);
        }
    }

    @Test
    void each_page_begins_behind_the_one_before_in_every_order() {
        for (int n = 1; n <= 7; n++) {
            held("T" + n, n);
        }
        for (String sort : List.of("due", "opened", "urgency", "cost")) {
            List<Object> all = new ArrayList<>();
            String next = "";
            do {
                Console.Answer page = get("ada", "/api/holds?limit=3&sort=" + sort + next);
                all.addAll(titles(page));
                Object cursor = page.json().get("next");
                next = cursor == null ? "" : "&cursor=" + cursor;
            } while (!next.isEmpty());
            assertEquals(7, Set.copyOf(all).size(), sort);
            assertEquals(7, all.size(), sort);
        }
    }

    @Test
    void while_one_has_claimed_it_nobody_else_decides_it() {
        Views.HoldView hold = held("T1", 5);
        Console.Answer claimed = post("ada", of(hold) + "/claim", Map.of());
        assertEquals(200, claimed.status());
        assertEquals("ada", Json.object(claimed.at("claim")).get("by"));

        Console.Answer other = post("bob", of(hold) + "/claim", Map.of());
        assertEquals(409, other.status());
        assertEquals("ada", other.at("claimed_by"));
        assertTrue(String.valueOf(other.at("until")).startsWith("20"));
        assertEquals(403, post("bob", of(hold) + "/claim", Map.of("take", true)).status());
        assertEquals(409, post("bob", of(hold) + "/release", Map.of()).status());
        assertEquals(409, post("bob", of(hold) + "/decision", approval(hold)).status());
        assertEquals(
                409,
                console.post("/api/holds/" + hold.id() + "/decision", Wire.write(approval(hold)))
                        .status());

        clock.advance(Duration.ofMinutes(15));
        assertEquals(200, post("bob", of(hold) + "/claim", Map.of()).status());
        Console.Answer taken = console.post("/api/holds/" + hold.id() + "/claim", "{\"take\":true}");
        assertEquals("operator", Json.object(taken.at("claim")).get("by"));
        assertEquals(
                200, console.post("/api/holds/" + hold.id() + "/release", "").status());
        assertEquals(200, post("bob", of(hold) + "/decision", approval(hold)).status());
        assertEquals(404, post("ada", of(hold) + "/claim", Map.of()).status());
    }

    @Test
    void who_may_not_decide_a_hold_does_not_claim_it() throws Exception {
        Views.RunView own = engine.start(
                "refund", Map.of("id", "T9", "amount", 5L), null, new Actor("ada", Set.of(), "java", true, false));
        Views.HoldView hold =
                engine.await(own.id(), Duration.ofSeconds(20)).holds().getFirst();
        Console.Answer refused = post("ada", of(hold) + "/claim", Map.of());
        assertEquals(403, refused.status());
        assertEquals("Ada started the run and may not decide this hold.", refused.at("detail"));
        assertEquals(List.of(), titles(get("ada", "/api/holds?who=groups")));
        assertEquals(1, titles(get("bob", "/api/holds?who=groups")).size());
    }

    @Test
    void one_of_two_approvals_lets_the_next_person_at_it() {
        Views.HoldView first = held("T1", 2);
        Views.RunView on = engine.decide(
                        first.id(),
                        new Views.DecisionRequest("approve", first.hash(), null, null, null, null),
                        new Actor("bob", Set.of("lead"), "java", true, false))
                .run();
        Views.HoldView twice =
                engine.await(on.id(), Duration.ofSeconds(20)).holds().getFirst();
        assertEquals("Twice?", twice.title());
        assertEquals(1, titles(get("ada", "/api/holds?who=mine")).size());
        post("ada", of(twice) + "/claim", Map.of());
        assertEquals(
                "voted", post("ada", of(twice) + "/decision", approval(twice)).at("status"));
        assertEquals(List.of(), titles(get("ada", "/api/holds?who=mine")));
        assertEquals(403, post("ada", of(twice) + "/claim", Map.of()).status());
        assertEquals(
                "approved",
                post("bob", of(twice) + "/decision", approval(twice)).at("status"));
    }

    @Test
    void of_two_who_claim_or_decide_at_once_one_does() throws Exception {
        Views.HoldView hold = held("T1", 5);
        assertEquals(Set.of(200, 409), Set.copyOf(together(person -> post(person, of(hold) + "/claim", Map.of()))));
        console.post("/api/holds/" + hold.id() + "/release", "");
        assertEquals(
                Set.of(200, 409), Set.copyOf(together(person -> post(person, of(hold) + "/decision", approval(hold)))));
    }

    private interface Doing {
        Console.Answer as(String person);
    }

    private static List<Integer> together(Doing doing) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Future<Integer>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (String person : List.of("ada", "bob")) {
                asked.add(threads.submit(() -> {
                    barrier.await();
                    return doing.as(person).status();
                }));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> one : asked) {
            statuses.add(one.get());
        }
        return statuses;
    }

    private static Map<String, Object> item(Views.HoldView hold, String hash) {
        return Map.of("id", hold.id(), "hash", hash);
    }

    @Test
    void several_of_one_state_are_decided_together_and_a_stale_one_fails_alone() {
        Views.HoldView one = held("T1", 5);
        Views.HoldView two = held("T2", 6);
        Views.HoldView gone = held("T3", 7);
        Views.HoldView claimed = held("T4", 8);
        engine.cancel(gone.run(), null, SAM);
        post("bob", of(claimed) + "/claim", Map.of());
        Console.Answer answer = post(
                "ada",
                "/api/holds/bulk",
                Map.of(
                        "decision",
                        "approve",
                        "note",
                        "all small",
                        "items",
                        List.of(
                                item(one, one.hash()),
                                item(two, "another hash"),
                                item(gone, gone.hash()),
                                item(claimed, claimed.hash()))));
        assertEquals(200, answer.status());
        List<Map<String, Object>> results = results(answer);
        assertEquals("approved", results.get(0).get("status"));
        assertEquals(two.hash(), Json.object(problem(results, 1)).get("hash"));
        assertEquals(409L, problem(results, 2).get("status"));
        assertEquals("bob", problem(results, 3).get("claimed_by"));
        Console.Answer audit = get("bob", "/api/audit?verdict=approved");
        assertEquals(
                "all small",
                Json.object(Json.list(audit.at("items")).getFirst()).get("note"));
    }

    private static Map<String, Object> problem(List<Map<String, Object>> results, int index) {
        return Json.object(results.get(index).get("problem"));
    }

    @Test
    void risky_ones_and_those_of_another_state_or_version_are_not_decided_together() throws Exception {
        Views.HoldView small = held("T1", 5);
        Views.HoldView large = held("T2", 900);
        assertEquals("low", small.risk());
        assertTrue(small.bulk());
        assertEquals("high", large.risk());
        assertFalse(large.bulk());
        Console.Answer risky = bulk(small, large);
        assertEquals(422, risky.status());
        assertEquals("The hold " + large.id() + " is of high risk and is decided on its own.", risky.at("detail"));
        Files.writeString(workspace.resolve("refund.flow.yaml"), FLOW.replace("duration: 30d", "duration: 29d"));
        clock.advance(Duration.ofSeconds(5));
        Views.HoldView later = held("T3", 6);
        Console.Answer mixed = bulk(small, later);
        assertEquals(422, mixed.status(), mixed.text());
        assertEquals(later.id(), mixed.at("hold"));
        assertEquals(400, bulk(small, small).status());
        assertEquals(400, bulk().status());
        assertEquals(
                2,
                engine.holds(new Views.HoldFilter(null, null, null, null, 10)).items().stream()
                        .filter(Views.HoldView::bulk)
                        .count(),
                "nothing was decided");
    }

    private Console.Answer bulk(Views.HoldView... holds) {
        return post(
                "ada",
                "/api/holds/bulk",
                Map.of(
                        "decision",
                        "approve",
                        "items",
                        List.of(holds).stream()
                                .map(hold -> item(hold, hold.hash()))
                                .toList()));
    }

    @Test
    void whoever_gives_a_claimed_hold_away_has_it_in_hand_no_more() {
        Views.HoldView hold = held("T1", 900);
        assertEquals(200, post("ada", of(hold) + "/claim", Map.of()).status());
        assertEquals(409, post("bob", of(hold) + "/decision", approval(hold)).status());
        assertEquals(
                200, post("ada", of(hold) + "/delegate", Map.of("to", "bob")).status());
        assertEquals(200, post("bob", of(hold) + "/decision", approval(hold)).status());
    }
}
