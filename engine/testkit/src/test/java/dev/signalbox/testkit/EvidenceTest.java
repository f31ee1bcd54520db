package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.EvidenceViews.FromView;
import dev.signalbox.runtime.api.EvidenceViews.SourceView;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.view.ViewJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person has to decide by, read off the run's log, and what people do about a hold short of deciding it. */
class EvidenceTest {
    private static final String LETTER = """
            signalbox: 1
            flow: letter
            version: 1.0.0
            limits: { steps: 60, llm_calls: 20, duration: 30d }
            input:
              type: object
              required: [to, wish]
              properties: { to: { type: string, maxLength: 80 }, wish: { type: string, maxLength: 4000 } }
            data:
              draft: { type: object, required: [text], properties: { text: { type: string, maxLength: 400 } } }
              words: { type: string, maxLength: 400 }
              remark: { type: string, maxLength: 400, default: "" }
              code: { type: string, redact: true, default: "" }
            actions:
              post:
                java: post
                args:
                  type: object
                  required: [to, text, sign]
                  properties: { to: { type: string }, text: { type: string }, sign: { type: string } }
                effect: write
                delivery: idempotent
            start: write
            otherwise: { failed: broken }
            states:
              write:
                llm:
                  model: fast
                  prompt: "Write to ${wish} and mind ${remark}"
                  context:
                    budget: 60
                    load: [ { name: wish, from: input.wish, max: 20, cut: end }, { name: remark, from: remark, max: 20 } ]
                save: draft
                visits: 5
                otherwise: { invalid: broken, exhausted: broken }
                next: shorten
              shorten: { set: { words: "${draft.text}", code: "a-secret-code" }, next: send }
              send:
                call: post
                with: { to: "${input.to}", text: "${words}", sign: Regards }
                approve:
                  title: Send it to ${input.to}?
                  show: [words, input.wish, remark, code]
                  edit: [words]
                  by: [lead]
                  within: 48h
                visits: 5
                otherwise:
                  rejected: { to: write, set: { remark: "${decision.note}" } }
                  exhausted: broken
                  expired: late
                next: [ { when: words.size() > 100, to: long }, { to: done } ]
              late: { end: failed, error: Nobody decided. }
              long: { end: cancelled }
              done: { end: succeeded }
              broken: { end: failed, error: It broke. }
            """;
    private static final Map<String, Object> INPUT = Map.of("to", "Ada", "wish", "A lamp. ".repeat(60));
    private static final Actor LEE = new Actor("lee", Set.of("lead"), "java", true, false);
    private static final Actor KIM = new Actor("kim", Set.of(), "java", true, false);

    @TempDir
    Path folder = Path.of("");

    private World world;

    @BeforeEach
    void prepare() throws Exception {
        world = new World(folder, LETTER, Flows.PAY);
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  fast: { provider: recorded, window: 8000 }
                groups: [lead, board]
                people:
                  lee: { name: Lee, groups: [lead], roles: [approver] }
                  max: { name: Max, groups: [lead], roles: [approver] }
                  vic: { name: Vic, groups: [lead], roles: [viewer] }
                  eve: { name: Eve, groups: [board], roles: [approver] }
                """);
        world.models = (call, of) -> new ModelOutcome.Replied("{\"text\": \"A lamp?\"}", "fast", 10, 2, 0, 0.001);
    }

    private Views.HoldView held(Engine engine) {
        return rests(engine, engine.start("letter", INPUT, null, KIM)).holds().getFirst();
    }

    private static SourceView source(EvidenceViews.HoldEvidence evidence, String place, String name) {
        return evidence.sources().stream()
                .filter(one -> one.place().equals(place) && one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + evidence.sources()));
    }

    private static String told(SourceView source) {
        return source.from().stream()
                .map(from -> from.kind() + " " + from.who() + " in " + from.state() + " #" + from.visit())
                .toList()
                .toString();
    }

    @Test
    void eachValueSaysWhoWroteItAndWordsOfAModelStayItsThroughASet() {
        try (Engine engine = world.open()) {
            Views.HoldView hold = held(engine);
            EvidenceViews.HoldEvidence evidence = engine.evidence(hold.id(), LEE);
            SourceView words = source(evidence, "show", "words");
            assertEquals("[model fast in write #1]", told(words));
            assertTrue(words.model());
            assertEquals("[model fast in write #1]", told(source(evidence, "args", "text")));
            assertEquals("[model fast in write #1]", told(source(evidence, "edit", "words")));
            assertEquals("[input kim in null #0]", told(source(evidence, "args", "to")));
            assertEquals("[]", told(source(evidence, "args", "sign")));
            assertEquals("[flow null in null #0]", told(source(evidence, "show", "remark")));
            FromView from = words.from().getFirst();
            assertEquals(
                    "StateCompleted",
                    engine.events(hold.run(), from.seq() - 1).getFirst().get("type"));
        }
    }

    @Test
    void whatTheModelWasNotShownIsToldWithTheLineThatSaysSo() {
        try (Engine engine = world.open()) {
            EvidenceViews.ShortenedView shortened =
                    engine.evidence(held(engine).id(), LEE).shortened().getFirst();
            assertEquals("write", shortened.state());
            assertEquals("fast", shortened.model());
            EvidenceViews.LessView wish = shortened.items().getFirst();
            assertEquals("wish", wish.item());
            assertEquals("trimmed", wish.verdict());
            assertTrue(wish.tokensBefore() > wish.tokensAfter(), wish.toString());
            EvidenceViews.RuleView rule = wish.rule();
            assertNotNull(rule);
            assertEquals("letter.flow.yaml", rule.file());
            assertTrue(rule.line() > 20, rule.toString());
            assertEquals(0, shortened.more());
        }
    }

    @Test
    void eachDecisionSaysWhereItLeads() {
        try (Engine engine = world.open()) {
            List<EvidenceViews.WayView> ways =
                    engine.evidence(held(engine).id(), LEE).ways();
            assertEquals(
                    List.of("approve", "reject", "expire"),
                    ways.stream().map(EvidenceViews.WayView::decision).toList());
            EvidenceViews.WayView approve = ways.getFirst();
            assertEquals("post", approve.calls());
            assertEquals(
                    List.of("long words.size() > 100 cancelled", "done else succeeded"),
                    approve.to().stream()
                            .map(to -> to.state() + " " + to.when() + " " + to.ends())
                            .toList());
            assertEquals("write", ways.get(1).to().getFirst().state());
            assertNull(ways.get(1).to().getFirst().ends());
            assertEquals("late", ways.get(2).to().getFirst().state());
            assertTrue(ways.stream().noneMatch(EvidenceViews.WayView::stuck), ways.toString());
        }
    }

    @Test
    void afterARejectionItSaysWhatWasRejectedByWhomAndWhy() {
        try (Engine engine = world.open()) {
            Views.HoldView first = held(engine);
            assertNull(engine.evidence(first.id(), LEE).earlier());
            world.models =
                    (call, of) -> new ModelOutcome.Replied("{\"text\": \"Two lamps?\"}", "fast", 10, 2, 0, 0.001);
            engine.decide(
                    first.id(),
                    new Views.DecisionRequest("reject", first.hash(), null, null, null, "Two, please."),
                    LEE);
            Views.HoldView second =
                    rests(engine, engine.run(first.run())).holds().getFirst();
            EvidenceViews.HoldEvidence evidence = engine.evidence(second.id(), LEE);
            EvidenceViews.EarlierView earlier = evidence.earlier();
            assertNotNull(earlier);
            assertEquals("Two, please.", earlier.note());
            assertEquals("lee", earlier.by());
            assertEquals("A lamp?", earlier.args().get("text"));
            assertEquals("Two lamps?", second.args().get("text"));
            assertEquals("[person lee in send #1]", told(source(evidence, "show", "remark")));
            EvidenceViews.SettledView settled = engine.evidence(first.id(), LEE).settled();
            assertNotNull(settled);
            assertEquals("rejected lee Two, please.", settled.how() + " " + settled.by() + " " + settled.note());
        }
    }

    @Test
    void anEditIsThePersonsAndTheEvidenceOfASettledHoldSaysThatItWasEdited() {
        try (Engine engine = world.open()) {
            Views.HoldView hold = held(engine);
            engine.decide(
                    hold.id(),
                    new Views.DecisionRequest("approve", hold.hash(), null, Map.of("words", "One lamp."), null, null),
                    LEE);
            EvidenceViews.HoldEvidence evidence = engine.evidence(hold.id(), LEE);
            assertEquals("[person lee in send #1]", told(source(evidence, "args", "text")));
            EvidenceViews.SettledView settled = evidence.settled();
            assertNotNull(settled);
            assertTrue(settled.edited());
            assertNull(evidence.hindrance(), "nobody is kept from what is decided");
        }
    }

    @Test
    void whatIsRedactedIsNowhereInTheEvidence() {
        try (Engine engine = world.open()) {
            Views.HoldView hold = held(engine);
            String all = ViewJson.write(engine.evidence(hold.id(), LEE)) + ViewJson.write(hold);
            assertTrue(all.contains("code"), all);
            assertTrue(!all.contains("a-secret-code"), all);
        }
    }

    @Test
    void itIsGivenOnlyToThoseWhoMayDecideAndSaysWhoHasIt() {
        try (Engine engine = world.open()) {
            Views.HoldView hold = held(engine);
            assertEquals(
                    List.of("lee", "max", "lead"),
                    engine.evidence(hold.id(), LEE).recipients().stream()
                            .map(EvidenceViews.RecipientView::id)
                            .toList());
            assertEquals(List.of(), engine.evidence(hold.id(), KIM).recipients());
            for (String nobody : List.of("eve", "vic", "board", "zoe")) {
                assertEquals(
                        Problem.Kind.INVALID,
                        assertThrows(Problem.class, () -> engine.delegate(hold.id(), nobody, null, LEE))
                                .kind(),
                        nobody);
            }
            assertEquals(
                    Problem.Kind.FORBIDDEN,
                    assertThrows(Problem.class, () -> engine.delegate(hold.id(), "max", null, KIM))
                            .kind());
            EvidenceViews.HoldEvidence given = engine.delegate(hold.id(), "max", "Yours.", LEE);
            EvidenceViews.DelegationView delegated = given.delegated();
            assertNotNull(delegated);
            assertEquals("max lee Yours.", delegated.to() + " " + delegated.by() + " " + delegated.note());
            assertEquals("lee gave this hold to max; take it back before you decide it", given.hindrance());
            assertEquals("max to approve", engine.run(hold.run()).waitingFor());
            assertEquals(
                    List.of(hold.id()),
                    engine.holds(new Views.HoldFilter(null, null, "max", null, 10)).items().stream()
                            .map(Views.HoldView::id)
                            .toList());
        }
    }

    @Test
    void whatIsSaidStandsInTheLogAndTheHoldKeepsItsHash() {
        try (Engine engine = world.open()) {
            Views.HoldView hold = held(engine);
            engine.discuss(hold.id(), "For which shop?", LEE);
            EvidenceViews.HoldEvidence evidence = engine.discuss(hold.id(), "The one in Bern.", KIM);
            assertEquals(
                    List.of("lee: For which shop?", "kim: The one in Bern."),
                    evidence.thread().stream()
                            .map(said -> said.by() + ": " + said.text())
                            .toList());
            assertEquals(hold.hash(), engine.hold(hold.id()).hash());
            assertEquals(
                    2,
                    World.types(engine, hold.run()).stream()
                            .filter("HoldDiscussed"::equals)
                            .count());
        }
        try (Engine again = world.open()) {
            String hold = again.holds(new Views.HoldFilter(null, null, null, null, 10))
                    .items()
                    .getFirst()
                    .id();
            assertEquals(2, again.evidence(hold, LEE).thread().size(), "after a restart");
        }
    }

    @Test
    void thereIsNoEvidenceOfWhatIsNoHold() {
        try (Engine engine = world.open()) {
            String run = held(engine).run();
            for (String id : List.of("nothing", "r.none.1", run + ".none.1")) {
                assertEquals(
                        Problem.Kind.NOT_FOUND,
                        assertThrows(Problem.class, () -> engine.evidence(id, LEE))
                                .kind(),
                        id);
            }
        }
    }
}
