package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fetched data: whoever reads it, it is there first; and what is made of it comes after it. */
class FetchingTest {
    static World fetches(String state) {
        return World.of("""
                input: { type: object, required: [id], properties: { id: { type: string } } }
                limits: { steps: 30, duration: 7d, llm_calls: 9, tokens: 90000, cost_usd: 1.0 }
                data:
                  user: { type: object, required: [team], properties: { team: { type: string } }, fetch: { call: user, with: { id: "${input.id}" } } }
                  team:
                    type: object
                    required: [names, open]
                    properties: { names: { type: array, items: { type: string }, maxItems: 4 }, open: { type: boolean } }
                    fetch: { call: team, with: { id: "${user.team}" } }
                  word: { type: string, maxLength: 90, default: "" }
                  words: { type: array, items: { type: string, maxLength: 90 }, maxItems: 4, default: [] }
                actions:
                  user: { echo: {}, args: { type: object, required: [id], properties: { id: { type: string } } }, effect: read }
                  team: { echo: {}, args: { type: object, required: [id], properties: { id: { type: string } } }, effect: read }
                  say: { echo: {}, args: { type: object, required: [it], properties: { it: { type: string } } }, returns: { type: string }, effect: read }
                  act: { echo: {}, args: { type: object, required: [it], properties: { it: { type: string } } }, returns: { type: string }, effect: write, risk: high }
                otherwise: { failed: failed, rejected: failed, expired: failed, invalid: failed, overflow: failed, limit: failed }
                start: go
                states:
                  go:
                STATE
                    next: done
                  done: { end: succeeded }
                  failed: { end: failed, error: "failed" }
                """.replace("STATE\n", state.indent(4)), SideBySideTest.CHILD)
                .start("{\"id\": \"u1\"}");
    }

    static final String TEAM = "{\"names\": [\"ann\", \"bob\"], \"open\": true}";

    private static World fetched(World world) {
        assertEquals(1, world.effects().size(), "what is made of the user waits for the user");
        assertEquals(Map.of("id", "u1"), world.call("user").args());
        world.answers("user", "{\"team\": \"t7\"}");
        assertEquals(Map.of("id", "t7"), world.call("team").args());
        return world.answers("team", TEAM);
    }

    @Test
    void whatAFetchIsMadeOfIsFetchedBeforeIt() {
        World world = fetched(fetches("call: say\nwith: { it: \"${team.names[0]}\" }"));
        assertEquals(Map.of("it", "ann"), world.call("").args());
        world.answers("\"hi\"").is(RunStatus.SUCCEEDED);
    }

    @Test
    void aFetchThatIsNeededForAnotherAndFailsFailsTheState() {
        fetches("call: say\nwith: { it: \"${team.names[0]}\" }")
                .fails("user", "http.400")
                .is(RunStatus.FAILED);
    }

    @Test
    void aQuestionReadsFetchedData() {
        World world = fetched(fetches("""
                llm:
                  model: fast
                  prompt: "Greet. ${team}"
                  context: { budget: 300, load: [ { name: team, from: team.names, when: size(user.team) > 0, max: 100 }, { name: past, events: all, max: 50 } ] }
                  among: team.names
                save: word"""));
        assertTrue(world.question().messages().toString().contains("ann"));
        world.replies("\"bob\"").is(RunStatus.SUCCEEDED).has("word", "\"bob\"");
    }

    @Test
    void aPersonsQuestionShowsFetchedDataOrThatItIsMissing() {
        String ask = "ask: { title: \"Who of ${user.team}?\", show: [team], by: [lead], within: 1h }\nsave: word";
        World world = fetched(fetches(ask)).is(RunStatus.PAUSED);
        assertEquals("Who of t7?", world.hold().title());
        assertEquals(1, world.hold().show().size());
        World missing = fetches(ask).answers("user", "{\"team\": \"t7\"}").fails("team", "http.400");
        assertNull(missing.is(RunStatus.PAUSED).hold().show().get(0).value());
    }

    @Test
    void branchesReadFetchedData() {
        World world = fetched(fetches("""
                parallel:
                  one: { call: say, with: { it: "${team.names[0]}" } }
                  two: { call: act, with: { it: "to ${team.names[1]}" }, approve: { by: [lead], within: 1h, recheck: team.open } }
                join: all"""));
        assertEquals(Map.of("it", "ann"), world.call("one").args());
        assertEquals(Map.of("it", "to bob"), world.hold().args());
        world.after(Duration.ofMinutes(1)).approve();
        assertEquals(Map.of("id", "u1"), world.call("user").args());
        assertEquals(2, world.call("user").attempt());
        world.answers("one", "\"done meanwhile\"").answers("user", "{\"team\": \"t8\"}");
        assertEquals(Map.of("id", "t8"), world.call("team").args(), "made anew of what was fetched again");
        world.answers("team", TEAM).answers("two", "\"ok\"").is(RunStatus.SUCCEEDED);
    }

    @Test
    void aRecheckThatFailsInABranchFailsThatBranchAlone() {
        World world = fetched(fetches("""
                parallel:
                  one: { call: say, with: { it: "${team.names[0]}" } }
                  two: { call: act, with: { it: "to ${team.names[1]}" }, approve: { by: [lead], within: 1h, recheck: team.open } }
                join: any"""));
        world.after(Duration.ofMinutes(1)).approve().fails("user", "http.400").is(RunStatus.RUNNING);
        world.answers("one", "\"x\"").is(RunStatus.SUCCEEDED);
    }

    @Test
    void itemsComeFromFetchedData() {
        World world = fetched(fetches("""
                each: { item: name, in: team.names, max: 4, concurrency: 4, step: { call: say, with: { it: "${name} of ${user.team}" } } }
                save: words"""));
        assertEquals(Map.of("it", "bob of t7"), world.call("1").args());
        world.answers("0", "\"a\"")
                .answers("1", "\"b\"")
                .is(RunStatus.SUCCEEDED)
                .has("words", "[\"a\", \"b\"]");
    }

    @Test
    void aChildRunsInputReadsFetchedData() {
        World world = fetched(fetches("flow: helper\nwith: { n: \"${size(team.names)}\" }"));
        assertEquals(Map.of("n", 2L), world.child().input());
        world.childEnds("succeeded", "{\"m\": 3}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void whatIsMadeOfSeveralPartsIsFetchedForAllOfThem() {
        World world = fetched(fetches(
                "call: say\nwith: { it: \"a ${user.team} b\" }\nset: { words: [\"x\", \"${team.names[0]}\"] }"));
        world.answers("\"hi\"").is(RunStatus.SUCCEEDED).has("words", "[\"x\", \"ann\"]");
    }

    @Test
    void whatApproveReadsIsFetchedToo() {
        World world = fetched(fetches("""
                call: act
                with: { it: x }
                approve: { title: "For ${user.team}?", by: [lead], within: 1h, when: team.open, require: team.open, show: [user] }"""));
        assertEquals("For t7?", world.hold().title());
        world.approve().answers("\"y\"").is(RunStatus.SUCCEEDED);
        assertEquals(
                List.of("user", "team", ""),
                world.effects().stream()
                        .filter(effect -> effect instanceof Effect.ActionCall)
                        .map(effect -> effect.step().slot())
                        .toList());
    }
}
