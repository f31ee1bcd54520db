package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb, clean and with one mistake; what a match, a branch, a join and a route establish. */
class VerbRulesTest {
    private static final String HEAD = """
            signalbox: 1
            flow: verbs
            version: 1.0.0
            types:
              Thing:
                type: object
                required: [id]
                properties: { id: { type: string }, note: { type: string }, size: { type: integer } }
            input:
              type: object
              required: [thing, things]
              properties:
                thing: { $ref: "#/types/Thing" }
                things: { type: array, maxItems: 5, items: { $ref: "#/types/Thing" } }
            data:
              text: { type: string }
              other: { type: string }
              list: { type: array, items: { type: object } }
              count: { type: integer, default: 0 }
              kind: { enum: [small, big, huge] }
              found: { $ref: "#/types/Thing" }
            actions:
              find:
                echo: true
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { $ref: "#/types/Thing" }
                effect: read
              store:
                echo: true
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { $ref: "#/types/Thing" }
                effect: write
                delivery: idempotent
            events: { paid: { payload: { type: object, required: [sum], properties: { sum: { type: integer } } } } }
            limits: { steps: 50 }
            """;
    private static final String ENDS = """
              done: { end: succeeded }
              bad: { end: failed, error: It did not work. }
            """;
    /** Writes what most states read, so that each case says only what it is about. */
    private static final String WRITTEN = """
            otherwise: { failed: bad }
            start: begin
            states:
              begin:
                set: { text: a, other: b, list: [], kind: small, found: { id: x } }
                next: work
            """;

    private static Desk flow(String states) {
        return Desk.of(HEAD + WRITTEN + states + ENDS).without("C408");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // set
                "  work: { set: { count: \"${count + 1}\", text: \"${input.thing.id}\" }, next: done }\n",
                """
                          work: { next: [ { when: has(input.thing.note), to: noted }, { to: done } ] }
                          noted: { set: { text: "${input.thing.note}" }, next: done }
                        """,
                // call
                "  work: { call: find, with: { id: \"${text}\" }, save: found, next: done }\n",
                "  work: { call: find, with: { id: \"${text}\" }, save: { text: \"${result.id}\" }, next: done }\n",
                """
                          work:
                            call: store
                            with: { id: "${text}" }
                            approve: { title: "Store ${text}?", show: [found.note], by: [sam], within: 1h }
                            otherwise: { rejected: said_no, expired: bad }
                            next: done
                          said_no: { set: { text: "${decision.by} said ${decision.note} of ${error.state}" }, next: done }
                        """,
                // llm
                """
                          work:
                            llm: { model: fast, prompt: "Which? ${it}", context: { load: [ { name: it, from: found.note, when: has(found.note), max: 50 } ] } }
                            save: kind
                            otherwise: { invalid: bad }
                            next: done
                        """,
                // ask
                "  work: { ask: { title: \"What of ${text}?\", by: [sam], within: 1h }, save: text, otherwise: { expired: bad }, next: done }\n",
                // wait
                "  work: { wait: { for: 5m }, next: done }\n",
                """
                          work: { wait: { event: paid, key: text, where: event.sum > 3, within: 1d }, save: { count: "${result.sum}" }, otherwise: { expired: late }, next: done }
                          late: { set: { text: "${error.message}" }, next: bad }
                        """,
                // parallel
                """
                          work:
                            parallel:
                              a: { call: find, with: { id: a }, save: found }
                              b: { call: find, with: { id: b }, save: { text: "${result.id}" } }
                            join: all
                            next: done
                        """,
                // each
                """
                          work:
                            each: { item: thing, in: input.things, max: 5, step: { call: find, with: { id: "${thing.id} ${index}" } } }
                            save: list
                            next: done
                        """,
                // flow
                "  work: { flow: helper, with: { id: \"${text}\" }, save: { text: \"${result.said}\" }, next: done }\n",
                // branch
                "  work: { next: { match: kind, cases: { small: done, big: done, huge: done } } }\n",
                "  work: { next: { match: count > 3, cases: { true: done, false: bad } } }\n",
                "  work: { next: { match: text, cases: { a: done }, else: bad } }\n",
                "  work: { visits: 3, otherwise: { exhausted: bad }, next: [ { when: count < 3, to: begin }, { to: done } ] }\n",
            })
    void eachVerbIsCleanWhenItIsRight(String states) {
        flow(states).with("helper.flow.yaml", HELPER).gives();
    }

    private static final String HELPER = """
            signalbox: 1
            flow: helper
            version: 1.0.0
            input: { type: object, required: [id], properties: { id: { type: string } } }
            output: { type: object, required: [said], properties: { said: { type: string } } }
            limits: { steps: 5 }
            start: done
            states:
              done: { end: succeeded, output: { said: "${input.id}" } }
            """;

    @Test
    void aChildFlowIsHeldToItsSignature() {
        flow("  work: { flow: helper, with: «{}, next: done }\n")
                .with("helper.flow.yaml", HELPER)
                .gives("E208");
        flow("  work: { flow: helper, with: { id: a }, save: { text: \"${result.«sad}\" }, next: done }\n")
                .with("helper.flow.yaml", HELPER)
                .gives("E202");
        flow("  work: { flow: «helpr, with: { id: a }, next: done }\n")
                .with("helper.flow.yaml", HELPER)
                .gives("R605");
    }

    @Test
    void anOptionalFieldIsThereOnlyWhereABranchSawIt() {
        flow("""
                  work: { next: [ { when: has(input.thing.note), to: noted }, { to: plain } ] }
                  noted: { set: { text: "${input.thing.note}" }, next: done }
                  plain: { set: { text: "${input.thing.«note}" }, next: done }
                """).gives("E209");
        flow("""
                  work: { next: [ { when: "!has(found.note)", to: done }, { to: noted } ] }
                  noted: { set: { text: "${found.note}" }, next: done }
                """).gives();
    }

    @Test
    void whatABranchSawIsForgottenWhenTheNameIsSavedAgain() {
        flow("""
                  work: { next: [ { when: has(found.note), to: again }, { to: done } ] }
                  again: { call: find, with: { id: a }, save: found, next: noted }
                  noted: { set: { text: "${found.«note}" }, next: done }
                """).gives("E209");
    }

    @Test
    void anEditMayChangeWhatABranchSaw() {
        flow("""
                  work: { next: [ { when: has(found.note), to: keep }, { to: done } ] }
                  keep:
                    call: store
                    with: { id: "${found.note}" }
                    approve: { title: Store?, edit: [found.note], by: [sam], within: 1h }
                    otherwise: { rejected: bad, expired: bad }
                    next: noted
                  noted: { set: { text: "${found.«note}" }, next: done }
                """).gives("E209");
    }

    @Test
    void aMatchLeavesTheRemainingMembers() {
        flow("""
                  work: { next: { match: kind, cases: { small: done }, else: «rest } }
                  rest: { next: { match: kind, cases: { big: done, huge: done } } }
                """).gives("E210");
        flow("""
                  work: { next: [ { when: kind == 'small', to: done }, { to: rest } ] }
                  rest: { next: { match: «kind, cases: { big: done } } }
                """).gives("E204");
        flow("""
                  work: { next: [ { when: kind == 'small', to: done }, { to: rest } ] }
                  rest: { next: { match: kind, cases: { big: done, huge: done, «small: bad } } }
                """).gives("E205");
    }

    @Test
    void textNeedsAnElse() {
        flow("  work: { next: { match: «text, cases: { a: done } } }\n").gives("E204");
    }

    @Test
    void namesOfARaceAreNotCertain() {
        String race = """
                otherwise: { failed: bad }
                start: work
                states:
                  work:
                    parallel:
                      a: { call: find, with: { id: a }, save: found }
                      b: { call: find, with: { id: b }, save: { text: "${result.id}" } }
                    join: any
                    next: after
                  after: { set: { other: "%s" }, next: done }
                  rest: { set: { kind: small, list: [] }, next: done }
                """;
        String all = (HEAD + race + ENDS).replace("  bad: {", "  rest2: { next: rest }\n  bad: {");
        String linked = all.replace("join: any\n    next: after", "join: any\n    next: rest3")
                .replace(
                        "  rest2: { next: rest }\n",
                        "  rest3: { next: [ { when: count > 0, to: rest }, { to: after } ] }\n");
        Desk.of(linked.formatted("${«text}")).without("C408").gives("C403");
        Desk.of(linked.formatted("${has(text) ? text : 'none'}"))
                .without("C408")
                .gives();
        Desk.of(linked.replace("join: any", "join: all").formatted("${text}"))
                .without("C408")
                .gives();
    }

    @Test
    void twoBranchesDoNotSaveTheSame() {
        flow("""
                  work:
                    parallel:
                      a: { call: find, with: { id: a }, save: found }
                      b: { call: find, with: { id: b }, save: «found }
                    join: all
                    next: done
                """).gives("G107");
    }

    @Test
    void aRiskyBranchNeedsItsApproval() {
        flow("""
                  work:
                    parallel:
                      a: { call: «store, with: { id: a } }
                      b: { call: find, with: { id: b } }
                    join: all
                    next: done
                """).gives("S501");
        flow("  work:\n    each: { item: one, in: input.things, step: { call: «store, with: { id: a } } }\n    next: done\n")
                .gives("S501");
    }

    @Test
    void eachReadsItsItemAndNothingElseDoes() {
        flow("  work:\n    each: { item: one, in: input.things, step: { call: find, with: { id: \"${one.«ide}\" } } }\n    next: done\n")
                .gives("E202");
        flow("  work:\n    each: { item: one, in: «text, step: { call: find, with: { id: a } } }\n    next: done\n")
                .gives("E208");
        flow("  work: { set: { text: \"${«index}\" }, next: done }\n").gives("E202");
    }

    @Test
    void anErrorIsReadableOnlyWhereEveryWayInFailed() {
        flow("""
                  work: { call: find, with: { id: a }, otherwise: { failed: told }, next: done }
                  told: { next: told_more }
                  told_more: { set: { text: "${error.kind}: ${error.message}" }, next: done }
                """).gives();
        flow("""
                  work: { call: find, with: { id: a }, otherwise: { failed: told }, next: told }
                  told: { set: { text: "${«error.kind}" }, next: done }
                """).gives("E209");
        flow("""
                  work: { call: find, with: { id: a }, otherwise: { failed: told }, next: told }
                  told: { set: { text: "${has(error) ? error.kind : 'fine'}" }, next: done }
                """).gives();
        flow("""
                  work: { call: find, with: { id: a }, otherwise: { failed: again }, next: done }
                  again: { call: find, with: { id: b }, next: told }
                  told: { set: { text: "${«error.kind}" }, next: done }
                """).gives("E209");
    }

    @Test
    void aDecisionIsNotReadableAfterAnApproval() {
        flow("""
                  work:
                    call: store
                    with: { id: a }
                    approve: { title: Store?, by: [sam], within: 1h }
                    otherwise: { rejected: bad, expired: bad }
                    next: told
                  told: { set: { text: "${«decision.by}" }, next: done }
                """).gives("E209");
    }

    @Test
    void aRouteMayAssignFromTheError() {
        flow("  work: { call: find, with: { id: a }, otherwise: { failed: { to: done, set: { text: \"${error.message}\" } } }, next: done }\n")
                .gives();
        flow("  work: { call: find, with: { id: a }, otherwise: { failed: { to: done, set: { text: \"${error.«mesage}\" } } }, next: done }\n")
                .gives("E202");
    }

    @Test
    void aWaitIsHeldToItsEvent() {
        flow("  work: { wait: { event: «payd, within: 1d }, otherwise: { expired: bad }, next: done }\n")
                .gives("R605");
        flow("  work: { wait: { event: paid, where: event.«summ > 1, within: 1d }, otherwise: { expired: bad }, next: done }\n")
                .gives("E202");
        flow("  «work: { wait: { event: paid, within: 1d }, next: done }\n").gives("E204");
        flow("  work: { wait: { until: \"${«count}\" }, next: done }\n").gives("E208");
    }

    @Test
    void aCircleWithoutAnEndIsFoundOnce() {
        String text = """
                signalbox: 1
                flow: circle
                version: 1.0.0
                data: { n: { type: integer, default: 0 } }
                limits: { steps: 5 }
                start: one
                states:
                  «one: { set: { n: "${n + 1}" }, next: two }
                  two: { next: one }
                  done: { end: succeeded }
                """;
        List<String> found = Desk.words(Desk.of(text).findings());
        assertEquals(2, found.size(), () -> found.toString());
        Desk.of(text.replace("  done:", "  «done:")).gives("G103", "G102");
    }

    @Test
    void aRouteThatCountsItsFailuresNeedsNoVisits() {
        flow("  work: { call: find, with: { id: a }, otherwise: { failed: { to: work, in_a_row: 3 }, exhausted: bad }, next: done }\n")
                .gives();
        flow("  work: { call: find, with: { id: a }, otherwise: { failed: { to: work, «in_a_row: 3 } }, next: done }\n")
                .gives("B302");
        flow("  «work: { call: find, with: { id: a }, otherwise: { failed: work }, next: done }\n")
                .gives("B301");
    }

    @Test
    void anUnknownFailureOfAnActionIsFound() {
        String text = HEAD.replace(
                "  find:\n    echo: true\n",
                "  find:\n    http: { method: GET, url: \"${env.SHOP_URL}/x\" }\n    fails: [ { when: response.status == 404, code: missing } ]\n");
        String states =
                WRITTEN + "  work: { call: find, with: { id: a }, otherwise: { %s: bad }, next: done }\n" + ENDS;
        Desk.of(text + states.formatted("action.missing")).without("C408").gives();
        Desk.of(text + states.formatted("«action.misssing")).without("C408").gives("E205");
    }

    @Test
    void fetchedDataIsReadableAndHeldToItsAction() {
        String fetched = HEAD.replace(
                "  found: { $ref: \"#/types/Thing\" }\n",
                "  found: { $ref: \"#/types/Thing\", fetch: { call: %s, with: { id: \"${input.thing.id}\" }, fresh: 10m } }\n");
        String states = WRITTEN.replace(", found: { id: x }", "")
                + "  work: { call: find, with: { id: \"${found.id}\" }, next: done }\n" + ENDS;
        Desk.of(fetched.formatted("find") + states).without("C408").gives();
        Desk.of(fetched.formatted("«store") + states).without("C408").gives("S501");
        Desk.of(fetched.formatted("«fnd") + states).gives("R605");
    }
}
