package dev.signalbox.testkit.eval;

import static dev.signalbox.testkit.eval.Recording.against;
import static dev.signalbox.testkit.eval.Recording.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.eval.Answer;
import dev.signalbox.runtime.eval.Answer.Fate;
import dev.signalbox.runtime.eval.Compared;
import dev.signalbox.runtime.eval.Evaluation;
import dev.signalbox.runtime.eval.Question;
import dev.signalbox.runtime.eval.RunSet;
import dev.signalbox.runtime.eval.Variant;
import dev.signalbox.runtime.port.ModelPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recorded runs asked a model, asked again. */
class EvaluationTest {
    private static final String DESK = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            limits: { steps: 30, llm_calls: 9, duration: 200d }
            input: { type: object, required: [text], properties: { text: { type: string, maxLength: 400 } } }
            data:
              intent: { enum: [refund, status, other] }
            start: classify
            states:
              classify:
                llm:
                  model: fast
                  system: You sort messages.
                  prompt: "Which kind is this? ${text}"
                  context: { load: [{ name: text, from: input.text, max: 200, cut: end }] }
                  repair: 1
                retry: { max: 1, backoff: 10ms..10ms }
                save: intent
                otherwise: { invalid: broken, failed: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: "${error.kind}" }
            """;

    @TempDir
    Path folder = Path.of("");

    private Recording desk(ModelPort then, String... texts) throws Exception {
        Recording desk = new Recording(folder, "desk", DESK);
        for (String text : texts) {
            desk.run(then, Map.of("text", text));
        }
        return desk;
    }

    private static List<Fate> fates(List<Answer> answers) {
        return answers.stream().map(Answer::fate).toList();
    }

    private static List<String> roles(Effect.ModelCall call) {
        return call.messages().stream().map(message -> message.role().name()).toList();
    }

    @Test
    void theBaselineIsWhatTheLogSays() throws Exception {
        RunSet set = desk(says("no such kind", "refund"), "Money back!").read();

        Question question = set.questions().getFirst();
        assertEquals(1, set.questions().size());
        assertEquals(Fate.REPAIRED, question.answer().fate());
        assertEquals("refund", question.answer().value());
        assertEquals(2, question.answer().used().calls());
        assertEquals(200, question.answer().used().input());
        assertEquals(0.004, question.answer().used().usd(), 1e-9);
        assertTrue(question.answer().used().predicted() > 20);
        assertEquals("fast", question.answer().model());
    }

    @Test
    void anotherModelIsAskedTheVeryWordsOfThen() throws Exception {
        Recording desk = desk(says("refund"), "Money back!", "Where is it?");
        List<String> sent = desk.read().questions().stream()
                .map(question -> question.asked().question())
                .toList();

        List<Answer> answers = desk.answers(desk.of("small"), says("\"status\""));

        assertEquals(List.of(Fate.AT_ONCE, Fate.AT_ONCE), fates(answers));
        assertEquals("status", answers.getFirst().value());
        assertEquals(sent, desk.asked.stream().map(Effect.ModelCall::question).toList());
        assertEquals("small", desk.asked.getFirst().model().value());
    }

    @Test
    void aReplyThatDoesNotFitIsSentBackAsTheEngineDoes() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");

        List<Answer> answers = desk.answers(desk.of("small"), says("a refund or a status", "status"));

        assertEquals(List.of(Fate.REPAIRED), fates(answers));
        Effect.ModelCall repair = desk.asked.get(1);
        assertEquals(List.of("SYSTEM", "USER", "ASSISTANT", "USER"), roles(repair));
        assertEquals("a refund or a status", repair.messages().get(2).text());
        assertTrue(repair.messages().get(3).text().startsWith("That reply does not fit"));
        assertEquals(2, answers.getFirst().used().calls());
    }

    @Test
    void theNumberOfRepairsIsTheFilesUnlessItIsSaid() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");

        assertEquals(List.of(Fate.INVALID), fates(desk.answers(desk.of("small"), says("nothing of the kind"))));
        assertEquals(2, desk.asked.size());

        Variant small = desk.of("small");
        Evaluation strict = desk.evaluation(small, says("nothing of the kind"), new Evaluation.Bounds(1, 0, null));
        strict.run();
        assertEquals(3, desk.asked.size());
    }

    @Test
    void anotherFileAsksWithItsOwnWordsAboutTheRunAsItStoodThen() throws Exception {
        Recording loop = new Recording(folder, "loop", """
                signalbox: 1
                flow: loop
                version: 1.0.0
                limits: { steps: 30, llm_calls: 9, duration: 1d }
                data:
                  n: { type: integer, default: 0 }
                  word: { enum: [yes, no] }
                start: count
                states:
                  count: { set: { n: "${n + 1}" }, visits: 5, otherwise: { exhausted: done }, next: ask }
                  ask:
                    llm: { model: fast, prompt: "Is it so?", context: { load: [ { name: number, from: n } ] } }
                    save: word
                    visits: 5
                    otherwise: { invalid: done, failed: done, exhausted: done }
                    next: [ { when: n < 3, to: count }, { to: done } ]
                  done: { end: succeeded }
                """);
        loop.run(says("yes"), Map.of());

        List<Answer> answers =
                loop.answers(against(loop.changed("\"Is it so?\"", "\"Number ${number}, is it so?\"")), says("no"));

        assertEquals(
                List.of("no", "no", "no"), answers.stream().map(Answer::value).toList());
        assertEquals(
                List.of("Number 1, is it so?", "Number 2, is it so?", "Number 3, is it so?"),
                loop.asked.stream()
                        .map(call -> call.messages().getFirst().text())
                        .toList());
    }

    @Test
    void anotherSchemaIsTheOneThatIsHeldAgainst() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");

        List<Answer> answers =
                desk.answers(against(desk.changed("refund, status, other", "refund, complaint")), says("complaint"));

        assertEquals("complaint", answers.getFirst().value());
    }

    @Test
    void aFileWithoutTheStateHasNoSuchQuestion() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");

        List<Answer> answers = desk.answers(against(desk.changed("classify", "sort")), says("refund"));

        assertEquals(List.of(Fate.NO_QUESTION), fates(answers));
        assertTrue(desk.asked.isEmpty());
    }

    @Test
    void aLostTryIsMadeAgainAndNoFallbackStandsInForTheModel() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");
        ModelPort down = (call, models) -> {
            assertEquals(1, models.size());
            return new ModelOutcome.Failed("http.503", "Busy.", null);
        };

        List<Answer> answers = desk.answers(desk.of(null), down);

        assertEquals(List.of(Fate.FAILED), fates(answers));
        assertEquals("http.503", answers.getFirst().kind());
        // As often as the file's retry says.
        assertEquals(2, desk.asked.size());
    }

    @Test
    void whatTheWindowDoesNotHoldIsNotSent() throws Exception {
        Recording desk = desk(says("refund"), "Money back! ".repeat(20));

        List<Answer> answers = desk.answers(desk.of("tiny"), says("refund"));

        assertEquals("overflow", answers.getFirst().kind());
        assertTrue(desk.asked.isEmpty());
    }

    @Test
    void aServerThatReportsNothingIsCountedAndPricedHere() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");
        ModelPort silent = (call, models) -> new ModelOutcome.Replied("refund", "small", 0, 0, 0, 0);

        Answer answer = desk.answers(desk.of("small"), silent).getFirst();

        assertTrue(answer.used().estimated());
        assertEquals(answer.used().predicted(), answer.used().input());
        assertEquals(
                (answer.used().input() * 0.5 + answer.used().output() * 5.0) / 1e6,
                answer.used().usd(),
                1e-12);
    }

    @Test
    void aCallWhoseWorstCaseGoesOverTheBoundIsNotMade() throws Exception {
        Recording desk = desk(says("refund"), "a", "b", "c", "d");
        // A reply may take 2000 tokens at 5 USD a million; each reply then costs 0.002.
        Variant small = desk.of("small");
        Evaluation evaluation = desk.evaluation(small, says("refund"), new Evaluation.Bounds(1, null, 0.0145));

        evaluation.run();

        assertEquals(Evaluation.Stop.SPENT, evaluation.stopped());
        assertEquals(3, desk.asked.size());
        assertEquals(0.006, evaluation.spent(), 1e-9);
        List<Compared> all = evaluation.of(small);
        assertEquals(4, all.size());
        assertEquals(1, all.stream().filter(one -> one.answer() == null).count());
    }

    @Test
    void whatIsStoppedKeepsWhatItHas() throws Exception {
        Recording desk = desk(says("refund"), "a", "b");
        CountDownLatch reached = new CountDownLatch(1);
        ModelPort hangs = (call, models) -> {
            if (desk.asked.size() == 2) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
            return new ModelOutcome.Replied("status", "small", 1, 1, 0, 0);
        };
        Variant small = desk.of("small");
        Evaluation evaluation = desk.evaluation(small, hangs, new Evaluation.Bounds(1, null, null));
        Thread stopper = Thread.ofVirtual().start(() -> {
            try {
                reached.await();
            } catch (InterruptedException e) {
                return;
            }
            evaluation.stop();
        });

        evaluation.run();
        stopper.join();

        assertEquals(Evaluation.Stop.STOPPED, evaluation.stopped());
        assertEquals(
                "status",
                Objects.requireNonNull(evaluation.of(small).get(0).answer()).value());
        assertEquals(null, evaluation.of(small).get(1).answer());
    }

    @Test
    void nothingIsWrittenToARun() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");
        String run = desk.read().runs().getFirst().id().value();
        long before = desk.read().runs().getFirst().seq();

        desk.answers(desk.of("small"), says("status"));

        assertEquals(before, desk.read().runs().getFirst().seq());
        assertEquals(run, desk.read().runs().getFirst().id().value());
    }

    @Test
    void aQuestionThatNothingHasComeOfYetIsSaidAndNotAsked() throws Exception {
        Recording desk = new Recording(folder, "desk", DESK);
        ModelPort person = (call, models) -> new ModelOutcome.NeedsPerson("nobody recorded it");
        Views.RunView held = desk.run(person, Map.of("text", "Money back!"));
        assertEquals("paused", held.status());

        assertEquals(1, desk.read().open());
        assertTrue(desk.read().questions().isEmpty());

        try (Engine engine = desk.open(person)) {
            Views.HoldView hold = engine.run(held.id()).holds().getFirst();
            engine.decide(
                    hold.id(),
                    new Views.DecisionRequest("answer", hold.hash(), null, null, "status", null),
                    Recording.SAM);
            engine.await(held.id(), Duration.ofSeconds(30));
        }
        Answer played = desk.read().questions().getFirst().answer();
        assertEquals("status", played.value());
        assertEquals(null, played.used().latency(), "how long a person took is not a model's latency");
    }

    @Test
    void whatWasPurgedIsSaidAndNotAsked() throws Exception {
        Recording desk = desk(says("refund"), "Money back!");
        desk.purge();

        assertEquals(1, desk.read().purged());
        assertTrue(desk.read().questions().isEmpty());
    }

    @Test
    void anAnswerOfRedactedDataIsMarkedAsNotToBeShown() throws Exception {
        Recording desk = new Recording(
                folder, "desk", DESK.replace("[refund, status, other] }", "[refund, status, other], redact: true }"));
        desk.run(says("refund"), Map.of("text", "Money back!"));

        assertTrue(desk.read().questions().getFirst().hidden());
        assertFalse(desk(says("refund"), "x").read().questions().getFirst().hidden());
    }

    @Test
    void aSummaryThatTheOtherFileNeedsIsMadeFirstAndCounted() throws Exception {
        Recording talk = new Recording(folder, "talk", """
                signalbox: 1
                flow: talk
                version: 1.0.0
                limits: { steps: 60, llm_calls: 40, duration: 1d }
                data:
                  n: { type: integer, default: 0 }
                  word: { type: string, maxLength: 400 }
                start: count
                states:
                  count: { set: { n: "${n + 1}" }, visits: 9, otherwise: { exhausted: done }, next: tell }
                  tell:
                    llm: { model: fast, prompt: "Tell something of number ${n}.", context: { load: [{ name: n, from: n }] } }
                    save: word
                    visits: 9
                    otherwise: { invalid: done, failed: done, exhausted: done }
                    next: [ { when: n < 6, to: count }, { to: judge } ]
                  judge:
                    llm:
                      model: fast
                      prompt: "What of it?"
                      context: { load: [{ name: told, events: [tell], max: 4000 }] }
                    save: word
                    otherwise: { invalid: done, failed: done }
                    next: done
                  done: { end: succeeded }
                """);
        talk.run(says("A long tale of this number and what became of it, told at length. ".repeat(3)), Map.of());

        Variant shorter = against(talk.changed(
                "events: [tell], max: 4000",
                "events: [tell], max: 150, evict: [ { summarise: { model: small, into: 40 } } ]"));
        List<Answer> answers = talk.answers(shorter, says("A summary."));

        Effect.ModelCall last = talk.asked.getLast();
        assertEquals(2, answers.getLast().used().calls());
        assertEquals("small", talk.asked.get(talk.asked.size() - 2).model().value());
        assertEquals("fast", last.model().value());
        assertTrue(
                last.messages().stream().map(Message::text).anyMatch(text -> text.contains("A summary.")),
                last.messages().toString());
    }

    @Test
    void aPictureIsShownAgainWhetherItCameFromAValueOrFromTheFlow() throws Exception {
        String scan =
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
        Files.write(folder.resolve("plan.gif"), Base64.getDecoder().decode("R0lGODlhAgADAAAAADs="));
        Recording look = new Recording(folder, "look", """
                signalbox: 1
                flow: look
                version: 1.0.0
                limits: { steps: 9, llm_calls: 9, duration: 1d }
                input: { type: object, required: [scan], properties: { scan: { type: string, maxLength: 9000 } } }
                data:
                  seen: { enum: [yes, no] }
                start: look
                states:
                  look:
                    llm:
                      model: fast
                      prompt: "Is ${scan} on the plan?"
                      context:
                        load:
                          - { name: plan, file: plan.gif, as: image, stable: true }
                          - { name: scan, from: input.scan, as: image, required: true }
                    save: seen
                    otherwise: { failed: done, invalid: done, overflow: done }
                    next: done
                  done: { end: succeeded }
                """);
        look.run(says("yes"), Map.of("scan", "data:image/png;base64," + scan));

        List<Answer> answers = look.answers(look.of("small"), says("no"));

        assertEquals(List.of("no"), answers.stream().map(Answer::value).toList());
        assertEquals(2, look.asked.getFirst().media().size());
    }

    @Test
    void theBranchesOfAParallelAndTheItemsOfAnEachAreQuestionsOfTheirOwn() throws Exception {
        Recording both = new Recording(folder, "both", """
                signalbox: 1
                flow: both
                version: 1.0.0
                limits: { steps: 30, llm_calls: 9, duration: 1d }
                data:
                  left: { enum: [yes, no] }
                  right: { enum: [yes, no] }
                  all: { type: array, maxItems: 5, items: { enum: [yes, no] } }
                start: two
                states:
                  two:
                    parallel:
                      left: { llm: { model: fast, prompt: "Left?" }, save: left }
                      right: { llm: { model: fast, prompt: "Right?" }, save: right }
                    otherwise: { failed: done, invalid: done }
                    next: three
                  three:
                    each:
                      item: it
                      in: "['a', 'b', 'c']"
                      max: 5
                      step: { llm: { model: fast, prompt: "${what}?", context: { load: [{ name: what, from: it, max: 20 }] }, output: { enum: [yes, no] } } }
                    save: all
                    otherwise: { failed: done, invalid: done }
                    next: done
                  done: { end: succeeded }
                """);
        both.run(says("yes"), Map.of());

        Variant small = both.of("small");
        Evaluation evaluation = both.evaluation(small, says("no"), new Evaluation.Bounds(3, null, null));
        evaluation.run();

        assertEquals(
                List.of("three", "three", "three", "two/left", "two/right"),
                evaluation.of(small).stream().map(Compared::place).sorted().toList());
        assertEquals(
                List.of("Left?", "Right?", "a?", "b?", "c?"),
                both.asked.stream()
                        .map(call -> call.messages().getLast().text())
                        .sorted()
                        .toList());
    }
}
