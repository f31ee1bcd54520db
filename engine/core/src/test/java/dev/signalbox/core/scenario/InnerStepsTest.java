package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.DataName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions, child runs, holds and unknown outcomes inside {@code parallel} and {@code each}. */
class InnerStepsTest {
    private static World inner(String state, String ids) {
        return World.of("""
                input: { type: object, required: [ids], properties: { ids: { type: array, items: { type: string, maxLength: 9 }, maxItems: 5 } } }
                limits: { steps: 30, llm_calls: 9, tokens: 90000, cost_usd: 1.0, duration: 30d }
                data:
                  word: { enum: [red, blue], default: red }
                  got: { type: array, items: {}, maxItems: 5, default: [] }
                  m: { type: integer, default: 0 }
                actions:
                  look: { echo: {}, args: { type: object }, returns: { type: string }, effect: read }
                  pay: { echo: {}, args: { type: object, required: [id], properties: { id: { type: string } } }, effect: write, risk: low, delivery: at_most_once }
                  risky: { echo: {}, args: { type: object, required: [id], properties: { id: { type: string } } }, returns: { type: string }, effect: write }
                otherwise: { failed: failed, invalid: failed, rejected: failed, expired: failed, limit: failed, overflow: failed }
                start: go
                states:
                  go:
                STATE
                    next: done
                  done: { end: succeeded }
                  failed: { end: failed, error: "${error.kind}: ${error.message}" }
                """.replace("STATE\n", state.indent(4)), SideBySideTest.CHILD)
                .start("{\"ids\": " + ids + "}");
    }

    static final String BRANCHES = """
            parallel:
              think: { llm: { model: fast, prompt: "Which colour?", repair: 1 }, save: word }
              help: { flow: helper, with: { n: 3 }, save: { m: "${result.m}" } }
            join: all""";

    @Test
    void aQuestionInABranchIsRepairedThere() {
        World world = inner(BRANCHES, "[]").replies("green");
        assertEquals("think", world.question().step().slot());
        assertEquals(2, world.question().attempt());
        world.childEnds("succeeded", "{\"m\": 3}").is(RunStatus.RUNNING);
        world.replies("blue").is(RunStatus.SUCCEEDED).has("word", "\"blue\"").has("m", "3");
        assertEquals("model", world.run().memory().origins().get(new DataName("word")));
    }

    @Test
    void aBranchThatFailsLetsTheChildRunGo() {
        World world = inner(BRANCHES, "[]").replies("green").replies("green").is(RunStatus.FAILED);
        assertTrue(world.effects().stream().anyMatch(effect -> effect instanceof Effect.CancelChild));
        assertTrue(world.run().error().startsWith("invalid: "), world.run().error());
    }

    @Test
    void aQuestionMayBeAskedOfEachItem() {
        World world = inner("""
                each: { item: id, in: input.ids, max: 4, step: { llm: { model: fast, prompt: "Which ${it}?", context: { budget: 90, load: [ { name: it, from: id, max: 20 } ] }, output: { enum: [red, blue] } } } }
                save: got""", "[\"a\"]");
        world.replies("red").is(RunStatus.SUCCEEDED).has("got", "[\"red\"]");
        assertEquals("model", world.run().memory().origins().get(new DataName("got")));
    }

    @Test
    void anItemMayBeHeldAndTheOthersGoOn() {
        World world = inner("""
                each: { item: id, in: input.ids, max: 4, concurrency: 2, on_item_error: collect, step: { call: risky, with: { id: "${id}" }, approve: { title: "Item ${id}, ${index}?", when: id != "a", by: [lead], within: 1h } } }
                save: got""", "[\"a\", \"b\"]");
        assertEquals(2, world.run().holds().size());
        for (Hold hold : world.run().holds().values()) {
            Command decision = hold.args().equals(Map.of("id", "a"))
                    ? new Command.ApproveHold(hold.id(), null, Map.of(), null, null, World.SAM)
                    : new Command.RejectHold(hold.id(), null, "no", World.SAM);
            world.does(decision);
        }
        world.answers("0", "\"A\"")
                .is(RunStatus.SUCCEEDED)
                .has("got", "[{\"value\": \"A\"}, {\"error\": {\"kind\": \"rejected\", \"message\": \"no\"}}]");
    }

    @Test
    void anItemThatMayHaveHappenedAsksAPersonWhereErrorsAreCollectedOrNobodyRoutesIt() {
        for (String more : new String[] {"on_item_error: collect", "on_item_error: fail"}) {
            World world = inner(
                    "each: { item: id, in: input.ids, max: 4, " + more
                            + ", step: { call: pay, with: { id: \"${id}\" } } }",
                    "[\"a\"]");
            world.does(world.outcome("0", new ActionOutcome.Unknown("timeout", "no answer")))
                    .is(RunStatus.PAUSED);
            world.answer("{\"outcome\": \"happened\"}").is(RunStatus.SUCCEEDED);
        }
        World routed = inner(
                "each: { item: id, in: input.ids, max: 4, step: { call: pay, with: { id: \"${id}\" } } }\n"
                        + "otherwise: { unknown: failed }",
                "[\"a\", \"b\"]");
        routed.does(routed.outcome("0", new ActionOutcome.Unknown("timeout", "no answer")))
                .is(RunStatus.FAILED);
        assertEquals(1, routed.effects().size(), "the next item is not begun");
    }

    @Test
    void argumentsThatCannotBeMadeFailTheStep() {
        for (String step : new String[] {
            "call: pay\nwith: { id: \"${string(1 / size(input.ids))}\" }",
            "flow: helper\nwith: { n: \"${1 / size(input.ids)}\" }"
        }) {
            World world = inner(step, "[]").is(RunStatus.FAILED);
            assertTrue(world.run().error().startsWith("value: "), world.run().error());
            assertTrue(world.effects().isEmpty());
        }
    }
}
