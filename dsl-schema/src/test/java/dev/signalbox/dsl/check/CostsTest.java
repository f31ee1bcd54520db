package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a run may use, held to sums made by hand. */
class CostsTest {
    private static final String MODELS = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 4000, price: { input: 1, output: 10, cached: 0.1 } }
            """;

    private static final String LOOP = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            limits: { steps: 9, llm_calls: 8, tokens: 5000, cost_usd: 1, duration: 1h }
            data:
              word: { enum: [again, done] }
            otherwise: { failed: lost, invalid: lost, exhausted: lost, limit: lost }
            start: ask
            states:
              ask:
                visits: 3
                llm:
                  model: fast
                  prompt: Which word?
                  context: { budget: 50 }
                  max_output: 100
                  repair: 1
                save: word
                next: { match: word, cases: { again: ask, done: end } }
              end: { end: succeeded }
              lost: { end: failed, error: No word. }
            """;

    private static Costs costs(String flow) {
        LoadedWorkspace loaded = WorkspaceFolder.load(
                Desk.of(flow).with("signalbox.yaml", MODELS).sources());
        ReadFlow read = Objects.requireNonNull(loaded.flow(new FlowName("desk")));
        Flow known = Objects.requireNonNull(read.flow());
        return Costs.of(new Setting(known, loaded.workspace(), WorkspaceChecker.signatures(loaded), read.places()));
    }

    private static long counted(String text) {
        return TokenCounter.o200k().count(text);
    }

    @Test
    void aLoopIsItsVisitsTimesEveryRepair() {
        Costs costs = costs(LOOP);
        long question = counted("Which word?") + counted("{\"enum\":[\"again\",\"done\"]}");
        // Nothing is loaded. The repair sends the question again, with a reply of 100 and about 100 of what is wrong
        // with it.
        long tokens = question + 100 + (question + 200) + 100;
        double usd = ((question + question + 200) * 1 + 200 * 10) / 1_000_000.0;
        Costs.Asking asking = costs.states().getFirst();
        assertEquals(3, asking.entries());
        assertEquals(2, asking.calls());
        assertEquals(question, asking.question());
        assertEquals(tokens, asking.tokens());
        assertEquals(usd, asking.usd(), 1e-12);
        assertEquals(new Costs.Amount(1.0, 3.0, 9.0), costs.steps());
        assertEquals(new Costs.Amount(1.0, 6.0, 8.0), costs.calls());
        assertEquals(new Costs.Amount(null, 3.0 * tokens, 5000.0), costs.tokens());
        assertEquals(3 * usd, costs.usd().most(), 1e-12);
    }

    @Test
    void anEachAsksForEveryItemAndOneMayHaveNone() {
        String each = LOOP.substring(0, LOOP.indexOf("  ask:"))
                + "  ask:\n    next: end\n    each:\n      item: one\n      in: \"[1, 2]\"\n      max: 5\n      step:\n"
                + "        llm: { model: fast, prompt: Say, output: { enum: [a] }, max_output: 100, repair: 0 }\n"
                + LOOP.substring(LOOP.indexOf("  end:"));
        Costs costs = costs(each);
        assertEquals(5, costs.states().getFirst().entries());
        assertEquals(new Costs.Amount(0.0, 5.0, 8.0), costs.calls());
    }

    @Test
    void ofTheWaysThatARoundMayTakeTheDearestCounts() {
        String ways = Desk.edit(
                LOOP,
                "    next: { match: word, cases: { again: ask, done: end } }\n",
                "    next: { match: word, cases: { again: near, done: far } }\n  near: { set: {}, next: ask }\n"
                        + "  far: { set: {}, next: farther }\n  farther: { set: {}, next: ask }\n");
        ways = Desk.edit(ways, "exhausted: lost", "exhausted: end");
        assertEquals(3 + 3 * 2.0, costs(ways).steps().most(), "three visits, and after each the way of two states");
    }

    @Test
    void aContextNeverTakesMoreThanTheWindowLeaves() {
        Costs costs = costs(Desk.edit(LOOP, "budget: 50", "load: [ { name: history, events: all, max: 90000 } ]"));
        assertEquals(3900, costs.states().getFirst().question(), "the window less the reply");
    }

    @Test
    void whereOnlyInARowEndsACircleNothingIsPromised() {
        String unbounded = Desk.edit(
                Desk.edit(LOOP, "    visits: 3\n", ""),
                "next: { match: word, cases: { again: ask, done: end } }",
                "otherwise: { invalid: { to: ask, in_a_row: 3 } }\n    next: end");
        Costs costs = costs(unbounded);
        assertFalse(costs.bounded());
        assertNull(costs.steps().most());
        assertEquals(List.of(), costs.children());
    }

    @Test
    void aModelWithoutAPriceHasNoMoney() {
        Costs costs = costs(LOOP);
        String free = MODELS.replace(", price: { input: 1, output: 10, cached: 0.1 }", "");
        LoadedWorkspace loaded =
                WorkspaceFolder.load(Desk.of(LOOP).with("signalbox.yaml", free).sources());
        ReadFlow read = Objects.requireNonNull(loaded.flow(new FlowName("desk")));
        Costs unpriced = Costs.of(new Setting(
                Objects.requireNonNull(read.flow()), loaded.workspace(), FlowSignatures.NONE, read.places()));
        assertNull(unpriced.usd().most());
        assertEquals(costs.tokens(), unpriced.tokens());
    }
}
