package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.MoveTrial;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs that wander at random through a flow that has every way of standing, and are asked at each step whether they could go
 * on by an edited file: what the question says is what the move does, and a file that is the same but for its words never
 * keeps a run unless something may have happened. The seed stands in the test's name;
 * {@code -Dmoves.seeds=N} takes more.
 */
class MovesAnywhereTest {
    static final String FLOW = """
            input: { type: object, required: [n], properties: { n: { type: integer } } }
            output: { type: object, properties: { note: { type: string } } }
            limits: { steps: 60, llm_calls: 12, tokens: 90000, cost_usd: 5, duration: 30d }
            data:
              note: { type: string, maxLength: 80 }
              word: { enum: [yes, no] }
              got: { type: object }
              card: { type: object, redact: true }
              all: { type: array, maxItems: 3, items: { type: object } }
              rounds: { type: integer, default: 0 }
              fresh: { type: object, fetch: { call: look, with: { n: 1 }, fresh: 1h } }
            actions:
              pay: { echo: {}, args: { type: object, required: [n], properties: { n: { type: integer } } }, effect: write, risk: high, delivery: idempotent }
              once: { echo: {}, args: { type: object, required: [n], properties: { n: { type: integer } } }, effect: write, risk: low }
              look: { echo: {}, args: { type: object, required: [n], properties: { n: { type: integer } } }, effect: read }
            events: { paid: { payload: { type: object } } }
            key: "'k' + string(input.n)"
            otherwise: { exhausted: lost, rejected: lost, expired: lost }
            start: read
            states:
              read: { call: look, with: { n: "${input.n}" }, save: got, retry: { max: 1, backoff: 1m..2m }, visits: 4, next: peek }
              peek: { call: look, with: { n: 2 }, save: card, next: ask_model }
              ask_model: { llm: { model: first, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20, repair: 1 }, save: word, visits: 4, next: decide }
              decide: { next: { match: word, cases: { yes: pay, no: ask } } }
              pay: { call: pay, with: { n: "${input.n}" }, approve: { title: "Pay ${input.n}?", show: [fresh], by: [], count: 2, within: 2d }, retry: { max: 1, backoff: 1m..2m }, next: once }
              once: { call: once, with: { n: 1 }, next: stand }
              ask: { ask: { title: "Well?", by: [], within: 1d }, save: note, next: stand }
              stand: { wait: { for: 1h }, set: { rounds: "${rounds + 1}" }, next: hear }
              hear: { wait: { event: paid, within: 1d }, next: beside }
              beside:
                parallel:
                  a: { call: look, with: { n: 1 } }
                  b: { llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20 } }
                  c: { call: pay, with: { n: 1 }, approve: { title: "And?", by: [], within: 2d } }
                join: 2
                next: each
              each: { each: { item: one, in: "[1, 2]", max: 3, concurrency: 1, step: { call: look, with: { n: "${one}" } }, on_item_error: collect }, save: all, next: child }
              child: { flow: helper, with: { n: 3 }, next: again }
              again: { next: [ { when: rounds < 2, to: read }, { to: done } ] }
              done: { end: succeeded, output: { note: "fine" } }
              lost: { end: failed, error: It went wrong. }
            """;

    /**
     * What is exchanged in the file wherever it stands, and a mapping for it.
     *
     * @param from a regular expression
     */
    private record Edit(String from, String to, String mapping) {
        static Edit word(String from, String to, String mapping) {
            return new Edit("\\b" + from + "\\b", to, mapping);
        }

        static Edit of(String from, String to) {
            return new Edit(Pattern.quote(from), Matcher.quoteReplacement(to), "{}");
        }

        String in(String text) {
            String edited = text.replaceAll(from, to);
            assertNotEquals(text, edited, from);
            return edited;
        }
    }

    private static final List<Edit> EDITS = List.of(
            Edit.of("prompt: Yes?", "prompt: Really?"),
            Edit.of("title: \"Well?\"", "title: \"So?\""),
            Edit.word("peek", "glance", "states: { peek: glance }"),
            Edit.word("peek", "glance", "{}"),
            Edit.word("child", "kid", "states: { child: kid }"),
            Edit.word("hear", "listen", "states: { hear: listen }"),
            Edit.word("hear", "listen", "{}"),
            Edit.word("beside", "together", "states: { beside: together }"),
            Edit.word("got", "have", "data: { got: have }"),
            Edit.word("got", "have", "data: { got: ~ }"),
            Edit.word("got", "have", "{}"),
            Edit.word("all", "every", "data: { all: every }"),
            Edit.of("note: { type: string, maxLength: 80 }", "note: { type: string, maxLength: 2 }"),
            Edit.of("rounds: { type: integer, default: 0 }", "rounds: { type: number, default: 0 }"),
            Edit.of("got: { type: object }", "got: { type: object, required: [z] }"),
            new Edit("got: \\{ type: object \\}", "got: { type: object, required: [z] }", "data: { got: { z: 1 } }"),
            new Edit(
                    "got: \\{ type: object \\}",
                    "got: { type: object }\n  more: { type: integer }",
                    "data: { more: \"\\${rounds}\" }".replace("\\", "")),
            Edit.of("card: { type: object, redact: true }", "card: { type: object }"),
            Edit.of("steps: 60", "steps: 4"),
            Edit.of("llm_calls: 12", "llm_calls: 1"),
            Edit.of("tokens: 90000", "tokens: 100"),
            Edit.of("cost_usd: 5", "cost_usd: 0.0001"),
            Edit.of("duration: 30d", "duration: 2h"),
            Edit.of("visits: 4, next: peek", "visits: 1, next: peek"),
            Edit.of("count: 2, ", ""),
            Edit.of("approve: { title: \"Pay ${input.n}?\", show: [fresh], by: [], count: 2, within: 2d }, ", ""),
            Edit.of("stand: { wait: { for: 1h }", "stand: { wait: { for: 2m }"),
            Edit.of(
                    "stand: { wait: { for: 1h }",
                    "stand: { ask: { title: Ready?, form: { type: boolean }, by: [], within: 1d }"),
            Edit.of("event: paid, within: 1d", "event: paid, key: \"'x'\", within: 1d"),
            Edit.of("b: { llm: { model: fast", "d: { llm: { model: fast"),
            Edit.of("a: { call: look, with: { n: 1 } }", "a: { call: look, with: { n: 1 }, timeout: 1m }"),
            Edit.of("in: \"[1, 2]\", max: 3", "in: \"[1, 2]\", max: 1"),
            Edit.of(
                    "step: { call: look, with: { n: \"${one}\" } }",
                    "step: { llm: { model: fast, prompt: Yes?, output: { enum: [a] }, max_output: 20 } }"),
            Edit.of("child: { flow: helper, with: { n: 3 }", "child: { call: look, with: { n: 3 }"),
            Edit.of("pay: { call: pay, with: { n: \"${input.n}\" }", "pay: { call: pay, with: { n: 77 }"),
            Edit.of("once: { call: once, with: { n: 1 }", "once: { call: look, with: { n: 1 }"),
            Edit.of(
                    "once: { call: once, with: { n: 1 }",
                    "once: { ask: { title: Done?, form: { type: boolean }, by: [], within: 1d }"),
            Edit.of("peek: { call: look, with: { n: 2 }, save: card", "peek: { set: { card: {} }"),
            Edit.word("once", "twice", "states: { once: twice }"),
            Edit.of("flow: helper", "flow: other"),
            Edit.of(
                    "c: { call: pay, with: { n: 1 }, approve: { title: \"And?\", by: [], within: 2d } }",
                    "c: { call: look, with: { n: 1 } }"),
            // Its own ways have it by then; a run that comes in from the other file has not.
            new Edit(
                    "all: (\\{.*)\\n((?s).*)save: got, retry((?s).*)title: \"Well\\?\"",
                    "all: $1\n  early: { type: integer }\n$2save: got, set: { early: 1 }, retry$3title: \"Well \\${early}?\"",
                    "{}"),
            Edit.of(
                    "required: [n], properties: { n: { type: integer } } }\noutput",
                    "required: [n, m], properties: { n: { type: integer }, m: { type: integer } } }\noutput"),
            Edit.of("n: { type: integer } } }\noutput", "n: { type: number } } }\noutput"));

    private static final Set<Code> SEEN = EnumSet.noneOf(Code.class);
    private static int allowed;
    private static final Map<String, World> EDITED = new ConcurrentHashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("moves.seeds", 16));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsAskedIsWhatTheMoveDoes(long seed) {
        Random random = new Random(seed);
        World world = World.trusting(FLOW, SideBySideTest.CHILD).start("{\"n\": 1}");
        for (int i = 0; i < 60 && !(world.run().ending() instanceof Ending.Ended); i++) {
            byTheSameFile(world);
            for (int j = 0; j < 4; j++) {
                ask(world, EDITS.get(random.nextInt(EDITS.size())));
            }
            step(world, random);
        }
        world.decide(new Command.CancelRun(World.SAM, "enough"));
        over(world);
    }

    @AfterAll
    static void theyMovedAndWereKept() {
        assertTrue(allowed > 100, allowed + " moves");
        assertEquals(
                EnumSet.range(Code.P901, Code.P910),
                SEEN,
                "every reason was given, but for a mapping that does not fit");
    }

    /** The edited files, each checked once. */
    private static World edited(String text) {
        return EDITED.computeIfAbsent(text, body -> World.trusting(body, SideBySideTest.CHILD));
    }

    /** A run that is over, or is being ended, goes nowhere, whatever the file. */
    private static void over(World world) {
        Command.MoveRun move = world.moveTo(edited(FLOW), "{}");
        Compatibility tried = MoveTrial.of(world.flow, world.run(), move, new Live(world.now(), Map.of()));
        assertEquals(
                List.of(Code.P905),
                tried.findings().stream().map(Diagnostic::code).toList());
        assertNull(tried.transfer());
    }

    /** The same file under another hash: only what may have happened keeps a run. */
    private static void byTheSameFile(World world) {
        Command.MoveRun move = world.moveTo(edited(FLOW), "{}");
        List<Code> against =
                Compatibility.of(world.flow, move.to(), world.run(), move.mapping(), world.now()).findings().stream()
                        .filter(Diagnostic::isError)
                        .map(Diagnostic::code)
                        .filter(code -> code != Code.P905 && code != Code.P907)
                        .toList();
        assertEquals(List.of(), against, () -> "in " + world.run().state());
    }

    private static void ask(World world, Edit edit) {
        Run before = world.run();
        Command.MoveRun move = world.moveTo(edited(edit.in(FLOW)), edit.mapping());
        Live live = new Live(world.now(), Map.of());
        Compatibility looked = Compatibility.of(world.flow, move.to(), before, move.mapping(), live.now());
        Compatibility tried = MoveTrial.of(world.flow, before, move, live);
        Decision decision = Decider.decide(world.flow, before, move, live);
        boolean moves = decision instanceof Decision.Accepted;
        assertEquals(
                moves,
                tried.findings().stream().noneMatch(Diagnostic::isError),
                () -> edit + " in " + before.state() + ": " + decision);
        assertEquals(moves, tried.transfer() != null, () -> edit + " in " + before.state());
        tried.findings().forEach(found -> SEEN.add(found.code()));
        allowed += moves ? 1 : 0;
        if (looked.transfer() == null) {
            assertTrue(!moves, () -> edit + " was said not to fit, and moved");
        }
        if (decision instanceof Decision.Accepted accepted) {
            assertEquals(move.bundle(), accepted.run().bundle());
        }
    }

    /** Something that may come next, whether or not it still counts. */
    private static void step(World world, Random random) {
        Run run = world.run();
        List<Hold> holds = List.copyOf(run.holds().values());
        if (!holds.isEmpty() && random.nextInt(3) > 0) {
            decide(world, holds.get(random.nextInt(holds.size())), random);
        } else if (run.ending() instanceof Ending.Stuck && random.nextInt(2) == 0) {
            world.decide(new Command.RetryRun(World.SAM));
        } else if (random.nextInt(6) == 0) {
            world.after(Duration.ofMinutes(random.nextInt(200))).decide(new Command.Wake());
        } else if (random.nextInt(6) == 0) {
            world.decide(new Command.DeliverEvent(
                    new EventName("paid"), "k1", "e" + random.nextInt(1000), JsonText.parse("{}")));
        } else {
            List<Effect> effects = world.effects();
            // The latest are the likeliest to be open.
            result(
                    world,
                    effects.get(Math.max(0, effects.size() - 1 - random.nextInt(Math.min(4, effects.size())))),
                    random);
        }
    }

    private static void decide(World world, Hold hold, Random random) {
        Command command = switch (random.nextInt(5)) {
            case 0 -> new Command.RejectHold(hold.id(), hold.hash(), "no", World.SAM);
            case 1 -> new Command.AnswerHold(hold.id(), hold.hash(), JsonText.parse("\"well\""), null, World.SAM);
            case 2 -> new Command.ApproveHold(hold.id(), hold.hash(), Map.of(), null, null, World.KIM);
            default -> new Command.ApproveHold(hold.id(), hold.hash(), Map.of(), null, null, World.SAM);
        };
        world.decide(command);
    }

    private static void result(World world, Effect effect, Random random) {
        switch (effect) {
            case Effect.ActionCall call -> {
                if (random.nextInt(3) == 0) {
                    world.decide(new Command.ReportLeaving(call.step(), call.attempt()));
                }
                ActionOutcome outcome = switch (random.nextInt(6)) {
                    case 0 -> new ActionOutcome.Failed("http.500", "it went wrong", null, null);
                    case 1 -> new ActionOutcome.Unknown("timeout", "no answer in time");
                    default -> World.answered("{}");
                };
                world.decide(new Command.CompleteAction(call.step(), call.attempt(), outcome));
            }
            case Effect.ModelCall call -> {
                ModelOutcome outcome = switch (random.nextInt(6)) {
                    case 0 -> new ModelOutcome.Failed("http.500", "it went wrong", null);
                    case 1 -> new ModelOutcome.Replied("perhaps", "fast", 30, 5, 0, 0.0001);
                    default -> new ModelOutcome.Replied(random.nextBoolean() ? "yes" : "no", "fast", 30, 5, 0, 0.0001);
                };
                world.decide(new Command.CompleteModel(call.step(), call.attempt(), outcome));
            }
            case Effect.ChildRun child ->
                world.decide(new Command.CompleteChild(
                        child.step(),
                        child.child(),
                        "succeeded",
                        Map.of("m", 3L),
                        null,
                        new Usage(3, 1, 10, 5, 0, 0.5)));
            default -> world.after(Duration.ofMinutes(70)).decide(new Command.Wake());
        }
    }
}
