package dev.signalbox.testkit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.testkit.coverage.Coverage;
import dev.signalbox.testkit.coverage.FlowCoverage;
import dev.signalbox.testkit.coverage.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests cover what their runs went through, told apart by what the file says and not by where it leads. */
class CoverageTest {
    /** Two cases, two branches and an else that lead to the same states. */
    private static final String WAYS = """
            signalbox: 1
            flow: ways
            version: 1.0.0
            limits: { steps: 20, duration: 1d }
            input:
              type: object
              required: [kind, n]
              properties: { kind: { enum: [a, b, c, d] }, n: { type: integer, maximum: 9 } }
            data: { n: { type: integer, maximum: 5, default: 0 } }
            otherwise: { failed: broken }
            start: kind
            states:
              kind:
                next: { match: input.kind, cases: { a: big, b: big }, else: small }
              big:
                next: [ { when: input.n > 6, to: done }, { when: input.n > 5, to: small }, { to: done } ]
              small: { set: { n: "${input.n}" }, next: done }
              done: { end: succeeded }
              broken: { end: failed, error: Too much. }
            """;

    private static FlowCoverage coverage(String flow, String path, String tests) throws InterruptedException {
        Trials trials = new Trials().with(path, flow).with("it.test.yaml", tests);
        Flow model = java.util.Objects.requireNonNull(
                trials.checked().loaded().flows().get(path).flow());
        Coverage gathered = new Coverage();
        gathered.expect(model);
        for (TestResult result : trials.play()) {
            assertEquals(List.of(), result.failures());
            result.runs().forEach(gathered::add);
        }
        return gathered.flows().getFirst();
    }

    private static List<String> missing(FlowCoverage coverage, Point.Kind kind) {
        return coverage.missing(kind).stream().map(Point::name).toList();
    }

    @Test
    void waysToOneStateAreToldApart() throws Exception {
        FlowCoverage coverage = coverage(WAYS, "ways.flow.yaml", """
                flow: ways.flow.yaml
                tests:
                  - { name: a, input: { kind: b, n: 7 }, expect: { path: [kind, big, done] } }
                  - { name: b, input: { kind: c, n: 1 }, expect: { path: [kind, small, done] } }
                """);
        assertEquals(
                List.of("kind -[a]→ big", "* -[failed]→ broken", "big -[input.n > 5]→ small", "big -[else]→ done"),
                missing(coverage, Point.Kind.TRANSITIONS));
        assertEquals(List.of("kind: a", "kind: d"), missing(coverage, Point.Kind.MEMBERS));
        assertEquals(List.of("broken"), missing(coverage, Point.Kind.STATES));
        assertEquals(8, coverage.total(Point.Kind.TRANSITIONS));
        assertEquals(50, coverage.percent(Point.Kind.TRANSITIONS));
    }

    @Test
    void aRouteOfTheFlowIsOneFromWhateverStateItIsTaken() throws Exception {
        FlowCoverage coverage = coverage(WAYS, "ways.flow.yaml", """
                flow: ways.flow.yaml
                tests: [ { name: a, input: { kind: d, n: 6 }, expect: { path: [kind, small, broken], end: failed } } ]
                """);
        assertFalse(missing(coverage, Point.Kind.TRANSITIONS).contains("* -[failed]→ broken"));
        assertEquals(
                "kind → big -[input.n > 6]→ done",
                coverage.missing(Point.Kind.TRANSITIONS).get(2).way());
    }

    @Test
    void aRiskyCallIsCoveredWhenItWasApprovedAndWhenItWasRefused() throws Exception {
        String head = """
                flow: pay.flow.yaml
                tests:
                  - name: it
                    input: { id: P1, text: Pay them. }
                    actions: { look_up: { returns: { owner: Ada } }ACTIONS }
                    models: { sort: pay }
                    people: { transfer: { by: sam, MOVE } }
                """;
        FlowCoverage approved = coverage(
                Desk.pay(),
                "pay.flow.yaml",
                head.replace("MOVE", "approve: {}").replace("ACTIONS", ", transfer: { returns: {} }"));
        assertEquals(List.of("transfer refused"), missing(approved, Point.Kind.RISKY_CALLS));
        assertEquals(
                List.of("transfer rejected", "transfer expired", "ask answered", "ask expired"),
                missing(approved, Point.Kind.HOLDS));
        FlowCoverage refused = coverage(
                Desk.pay(),
                "pay.flow.yaml",
                head.replace("MOVE }", "reject: {} }, ask: { nobody: true }").replace("ACTIONS", ""));
        assertEquals(List.of("transfer approved"), missing(refused, Point.Kind.RISKY_CALLS));
        assertEquals(
                List.of("transfer approved", "transfer expired", "ask answered"), missing(refused, Point.Kind.HOLDS));
    }
}
