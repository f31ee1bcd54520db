package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.run.RunStatus;
import org.junit.jupiter.api.Test;

/** Pure states: {@code set}, branches, ends. */
class PureStatesTest {
    static final String LOOP = """
            input: { type: object, required: [n], properties: { n: { type: integer } } }
            output: { type: object, required: [sum], properties: { sum: { type: integer } } }
            limits: { steps: 50, duration: 1d }
            data:
              i: { type: integer, default: 0 }
              sum: { type: integer, default: 0 }
              kind: { enum: [few, many] }
            start: add
            states:
              add:
                set: { sum: "${sum + i}", i: "${i + 1}" }
                visits: 20
                otherwise: { exhausted: done }
                next:
                  - { when: i < input.n, to: add }
                  - { to: judge }
              judge:
                next:
                  - { when: input.n > 3, to: many }
                  - { to: few }
              many: { set: { kind: many }, next: by_kind }
              few: { set: { kind: few }, next: by_kind }
              by_kind:
                next: { match: kind, cases: { few: done, many: done } }
              done: { end: succeeded, output: { sum: "${sum}" } }
            """;

    @Test
    void aLoopOfPureStatesRunsInOneDecision() {
        World world = World.of(LOOP).start("{\"n\": 4}");
        world.gives("{\"sum\": 6}").has("kind", "\"many\"");
        assertTrue(world.effects().isEmpty(), "pure states ask for nothing");
    }

    @Test
    void valuesOfOneSetAreComputedFromTheDataAsAtEntry() {
        World.of(LOOP).start("{\"n\": 1}").gives("{\"sum\": 0}").has("i", "1");
    }

    @Test
    void aStateThatWasEnteredTooOftenIsExhaustedAndNotEntered() {
        World world = World.of(LOOP).start("{\"n\": 100}");
        world.gives("{\"sum\": 190}");
        assertEquals(20, world.run().visits().get(new dev.signalbox.dsl.model.StateName("add")));
        assertTrue(world.last().contains("RouteTaken"));
    }

    @Test
    void anInputThatDoesNotFitStartsNothing() {
        World world = World.of(LOOP);
        Decision.Rejected refused = world.refuses(World.startCommand("{\"n\": \"four\"}"));
        assertEquals(Decision.Reason.INVALID, refused.reason());
        assertTrue(refused.message().contains("/n"), refused.message());
        assertTrue(world.log().isEmpty());
    }

    @Test
    void aRunStartsOnce() {
        World world = World.of(LOOP).start("{\"n\": 1}");
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(World.startCommand("{\"n\": 1}")).reason());
    }

    @Test
    void theStepLimitLeadsToItsRouteOnceAndAFewStepsMayFollow() {
        World world = World.of("""
                limits: { steps: 3, duration: 1d }
                data: { n: { type: integer, default: 0 } }
                otherwise: { limit: tidy }
                start: a
                states:
                  a: { set: { n: "${n + 1}" }, visits: 100, otherwise: { exhausted: done }, next: a }
                  tidy: { set: { n: "${n * 100}" }, next: done }
                  done: { end: failed, error: "stopped at ${n}" }
                """).start("{}");
        world.is(RunStatus.FAILED);
        assertEquals("stopped at 300", world.run().error());
        assertTrue(world.last().contains("LimitReached"));
    }

    @Test
    void aRunThatGoesOnAfterItsLimitIsStuck() {
        World world = World.of("""
                limits: { steps: 3, duration: 1d }
                data: { n: { type: integer, default: 0 } }
                otherwise: { limit: a }
                start: a
                states:
                  a: { set: { n: "${n + 1}" }, visits: 100, otherwise: { exhausted: done, limit: b }, next: a }
                  b: { set: { n: "${n + 1}" }, visits: 100, otherwise: { exhausted: done }, next: b }
                  done: { end: succeeded }
                """).start("{}");
        world.is(RunStatus.STUCK);
        assertTrue(
                world.run().error().contains("steps to finish in"), world.run().error());
    }

    @Test
    void routesThatLeadInACircleOfRefusalsStopTheRun() {
        World world = World.of("""
                limits: { steps: 30, duration: 1d }
                start: a
                states:
                  a: { visits: 1, otherwise: { exhausted: b }, next: b }
                  b: { visits: 1, otherwise: { exhausted: a }, next: a }
                  done: { end: succeeded }
                  never: { next: [ { when: "run.visits.a > 99", to: done }, { to: a } ] }
                """.replace(
                                "next: a }\n  done",
                                "next: [ { when: \"run.visits.a > 9\", to: never }, { to: a } ] }\n  done"))
                .start("{}");
        world.is(RunStatus.STUCK);
    }

    @Test
    void aValueThatDoesNotFitIsAFailureOfKindValue() {
        World world = World.of("""
                input: { type: object, required: [n], properties: { n: { type: integer } } }
                limits: { steps: 30, duration: 1d }
                data: { small: { type: integer, maximum: 10 } }
                start: a
                states:
                  a: { set: { small: "${input.n}" }, otherwise: { value: b }, next: done }
                  b: { next: done_badly }
                  done: { end: succeeded }
                  done_badly: { end: failed, error: "${error.kind} in ${error.state}: ${error.message}" }
                """).start("{\"n\": 11}");
        world.is(RunStatus.FAILED);
        assertTrue(
                world.run().error().startsWith("value in a: small does not fit"),
                world.run().error());
    }

    @Test
    void aRouteAssignsAsItIsTaken() {
        World world = World.of("""
                input: { type: object, required: [n], properties: { n: { type: integer } } }
                limits: { steps: 30, duration: 1d }
                data: { small: { type: integer, maximum: 10 }, why: { type: string, default: "" } }
                start: a
                states:
                  a:
                    set: { small: "${input.n}" }
                    otherwise: { failed: { to: done, set: { why: "${error.kind}" } } }
                    next: done
                  done: { end: succeeded }
                """).start("{\"n\": 11}");
        world.is(RunStatus.SUCCEEDED).has("why", "\"value\"");
    }
}
