package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.move.Standing;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.read.MappingReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What two files alone tell of every run that can stand somewhere: a flow that has every way of standing, and its edits. */
class StandingTest {
    private static final String FLOW = """
            input: { type: object, required: [n], properties: { n: { type: integer } } }
            output: { type: object, properties: { note: { type: string } } }
            limits: { steps: 90, llm_calls: 9, duration: 30d }
            data:
              note: { type: string, maxLength: 80 }
              word: { enum: [yes, no] }
              got: { type: object }
              all: { type: array, maxItems: 3, items: { type: object } }
              fresh: { type: object, fetch: { call: look, with: { n: 1 }, fresh: 1h } }
            actions:
              pay: { echo: {}, args: { type: object, required: [n], properties: { n: { type: integer } } }, effect: write, risk: high, delivery: idempotent }
              look: { echo: {}, args: { type: object, required: [n], properties: { n: { type: integer } } }, effect: read }
            events: { paid: { payload: { type: object } } }
            otherwise: { failed: lost, invalid: lost, overflow: lost, exhausted: lost, unknown: lost, rejected: lost, expired: lost }
            start: read
            states:
              read: { call: look, with: { n: "${input.n}" }, save: got, next: ask_model }
              ask_model: { llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20 }, save: word, visits: 3, next: decide }
              decide: { next: { match: word, cases: { yes: pay, no: ask } } }
              pay: { call: pay, with: { n: "${input.n}" }, approve: { title: "Pay?", show: [got], by: [], within: 2d }, next: stand }
              ask: { ask: { title: "Well?", by: [], within: 1d }, save: note, next: stand }
              stand: { wait: { for: 1h }, next: hear }
              hear: { wait: { event: paid, within: 1d }, next: beside }
              beside: { parallel: { a: { call: look, with: { n: 1 } }, b: { llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20 } } }, next: each }
              each: { each: { item: one, in: "[1, 2]", max: 3, step: { call: look, with: { n: "${one}" } } }, save: all, next: child }
              child: { flow: helper, with: { n: 3 }, next: mark }
              mark: { set: { note: done }, next: done }
              done: { end: succeeded, output: { note: "${note}" } }
              lost: { end: failed, error: It went wrong. }
            """;

    private static Set<String> told(String edited) {
        return told(FLOW, edited, "{}");
    }

    private static Set<String> told(String was, String edited, String mapping) {
        World old = World.trusting(was, SideBySideTest.CHILD);
        World now = World.trusting(edited, SideBySideTest.CHILD);
        Mapping by = MappingReader.read("mapping.yaml", mapping, old.flow.flow(), now.flow.flow())
                .mapping();
        Set<String> told = new TreeSet<>();
        for (State state : old.flow.flow().states().values()) {
            for (Standing standing : Standing.of(state)) {
                Compatibility found = Compatibility.of(old.flow, now.flow, state.name(), standing, by);
                for (Diagnostic one : found.findings()) {
                    told.add(state.name() + " " + standing + " " + one.code());
                }
            }
        }
        return told;
    }

    @Test
    void aMappingSaysWhereAStateAndAValueGo() {
        String edited = FLOW.replace("  ask: { ask:", "  question: { ask:")
                .replace("note: { type: string, maxLength: 80 }", "remark: { type: string, maxLength: 80 }");
        Set<String> kept = told(FLOW, edited, "states: { ask: question }\ndata: { note: remark }");
        kept.removeAll(told(FLOW));
        assertEquals(Set.of(), kept);
        Set<String> dropped = told(FLOW, edited, "states: { ask: question }\ndata: { note: ~, remark: said }");
        dropped.removeAll(told(FLOW));
        assertEquals(Set.of(), dropped);
    }

    @Test
    void anotherInputIsToldOfEveryRun() {
        String input = "input: { type: object, required: [n], properties: { n: { type: integer } } }";
        Set<String> narrower = told(FLOW.replace(input, input.replace("type: integer", "type: boolean")));
        Set<String> wider = told(FLOW.replace(input, input.replace("type: integer", "type: number")));
        Set<String> open = told(FLOW.replace(input, "input: { type: object }"));
        for (Set<String> told : List.of(narrower, wider, open)) {
            assertTrue(told.contains("ask HELD P908") && told.contains("child CHILD P908"), told.toString());
        }
    }

    @Test
    void whatWasKeptBackMayNotShow() {
        String secret = FLOW.replace("got: { type: object }", "got: { type: object, redact: true }");
        assertEquals(told(FLOW), told(secret, secret, "{}"));
        Set<String> shown = told(secret, FLOW, "{}");
        assertTrue(shown.contains("ask HELD P909") && shown.contains("read CALLING P909"), shown.toString());
        Set<String> gone = told(secret, FLOW.replace("got: { type: object }", "none: { type: object }"), "{}");
        assertTrue(gone.contains("ask HELD P909"), gone.toString());
    }

    @Test
    void aFlowCanAlwaysGoOnByItself() {
        assertEquals(
                Set.of(
                        "ask HELD P910",
                        "ask_model CALLING P910",
                        "beside SIDE_BY_SIDE P910",
                        "each SIDE_BY_SIDE P910",
                        "hear WAITING P910",
                        "pay CALLING P905",
                        "pay HELD P910",
                        "read CALLING P910",
                        "stand WAITING P910"),
                told(FLOW),
                "what is open begins anew, and a write under way has to answer first");
    }

    static Stream<Arguments> edits() {
        String[] sinceNote = {
            "beside SIDE_BY_SIDE P903",
            "child CHILD P903",
            "each SIDE_BY_SIDE P903",
            "hear WAITING P903",
            "stand WAITING P903"
        };
        String note = "note: { type: string, maxLength: 80 }";
        return Stream.of(
                edit("  ask: { ask:", "  question: { ask:", "ask HELD P901"),
                edit("child: { flow", "kid: { flow", "child CHILD P901"),
                edit("stand: { wait: { for: 1h }", "stand: { call: look, with: { n: 1 }", "stand WAITING P902"),
                edit("{ flow: helper,", "{ flow: other,", "child CHILD P902"),
                edit("b: { llm:", "c: { llm:", "beside SIDE_BY_SIDE P902"),
                edit("each: { item: one", "each: { item: two", "each SIDE_BY_SIDE P902"),
                edit("wait: { event: paid, within: 1d }", "wait: { for: 1d }", "hear WAITING P902"),
                edit(note, "remark: { type: string, maxLength: 80 }", sinceNote),
                edit(note, "note: { type: integer }", sinceNote),
                edit("approve: { title: \"Pay?\", show: [got], by: [], within: 2d }, ", "", "pay HELD P906"));
    }

    private static Arguments edit(String from, String to, String... more) {
        return Arguments.of(from, to, Set.of(more));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @MethodSource("edits")
    void anEditIsToldWhereARunCanStand(String from, String to, Set<String> more) {
        assertTrue(FLOW.contains(from), from);
        Set<String> told = told(FLOW.replace(from, to));
        told.removeAll(told(FLOW));
        assertEquals(more, told);
    }

    /** What stands in the way of a run that stands there now, for each edit; the run itself goes on as if nobody had asked. */
    private static Set<String> asked(World world, String from, String to) {
        assertTrue(FLOW.contains(from), from);
        World now = World.trusting(FLOW.replace(from, to), SideBySideTest.CHILD);
        Compatibility found = Compatibility.of(
                world.flow,
                now.flow,
                world.run(),
                Mapping.none(now.flow.flow().place()),
                java.time.Instant.parse("2026-11-22T10:00:00Z"));
        Set<String> codes = new TreeSet<>();
        found.findings().stream()
                .filter(Diagnostic::isError)
                .forEach(one -> codes.add(one.code().name()));
        return codes;
    }

    @Test
    void aRunIsAskedWhereItStands() {
        World world = World.trusting(FLOW, SideBySideTest.CHILD).start("{\"n\": 1}");
        assertEquals(Set.of(), asked(world, "read: {", "read: {"), "by its own file");
        assertEquals(Set.of("P901"), asked(world, "read: {", "reads: {"));
        assertEquals(Set.of("P907"), asked(world, "steps: 90", "steps: 1"));
        assertEquals(
                Set.of("P908"),
                asked(world, "input: { type: object, required: [n]", "input: { type: object, required: [n, m]"));
        world.answers("{}");
        assertEquals(Set.of(), asked(world, "visits: 3", "visits: 1"));
        assertEquals(Set.of("P903"), asked(world, "got: { type: object }", "got: { type: string }"));
        assertEquals(
                Set.of("P902"),
                asked(
                        world,
                        "ask_model: { llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20 }, save: word,",
                        "ask_model: { ask: { title: So?, by: [], within: 1d }, save: word,"));
        world.replies("no");
        assertEquals(Set.of("P901"), asked(world, "  ask: { ask:", "  question: { ask:"));
        assertEquals(Set.of("P907"), asked(world, "llm_calls: 9", "llm_calls: 0"));
        assertEquals(Set.of("P903"), asked(world, "word: { enum: [yes, no] }", "word: { enum: [si] }"));
        world.answer("\"well\"");
        assertEquals(Set.of("P902"), asked(world, "stand: { wait: { for: 1h }", "stand: { call: look, with: { n: 1 }"));
        assertEquals(
                Set.of("P903"),
                asked(world, "note: { type: string, maxLength: 80 }", "remark: { type: string, maxLength: 80 }"));
        assertEquals(
                Set.of("P907"), asked(world.after(java.time.Duration.ofMinutes(5)), "duration: 30d", "duration: 1s"));
    }
}
