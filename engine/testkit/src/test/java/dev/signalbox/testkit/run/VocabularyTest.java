package dev.signalbox.testkit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each word of a test file does what the language's page says. */
class VocabularyTest {
    private static final String PAY = """
            flow: pay.flow.yaml
            tests:
              - name: it
                input: { id: P1, text: Pay them. }
            """;

    private static void passes(Trials trials) throws InterruptedException {
        List<TestResult> results = trials.play();
        results.forEach(result ->
                assertEquals(List.of(), result.failures(), () -> result.test().name()));
        assertEquals(false, results.isEmpty());
    }

    private static void passes(String flow, String rest) throws InterruptedException {
        passes(new Trials().with("pay.flow.yaml", flow).with("it.test.yaml", PAY + rest.indent(4)));
    }

    @Test
    void aScriptThatIsNoListServesEveryTime() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { fails: timeout } }
                people: { ask: { answer: Sorry. } }
                expect: { path: [look_up, ask, answered], output: { reply: Sorry. }, calls: { look_up: [ { id: P1 } ] } }
                """);
    }

    @Test
    void aListHasOneEntryForEachTryAndEachRepair() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: [ { fails: connection }, { fails: http.503 }, { returns: { owner: Ada } } ] }
                models: { sort: [ { raw: "Well…" }, ask ] }
                people: { ask: { answer: Sorry. } }
                expect: { path: [look_up, sort, ask, answered], calls: { look_up: [ { id: P1 } ] } }
                """);
    }

    @Test
    void anAnswerIsHeldAgainstTheActionsOwnFailures() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { returns: { owner: nobody } } }
                people: { ask: { nobody: true } }
                expect: { path: [look_up, ask, dropped], error: { kind: expired, message: Nobody answered., state: ask } }
                """);
    }

    @Test
    void aRawAnswerMayBeWhatTheActionNeverReturns() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { raw: [ 1 ] } }
                people: { ask: { nobody: true } }
                expect: { end: failed, path: [look_up, ask, dropped] }
                """);
    }

    @Test
    void aModelFailsAsModelsDo() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { returns: { owner: Ada } } }
                models: { sort: { fails: refused, message: I would rather not. } }
                people: { ask: { answer: Sorry. } }
                expect: { path: [look_up, sort, ask, answered], error: { kind: refused, message: I would rather not., attempt: 1 } }
                """);
    }

    @Test
    void aWriteThatTimedOutIsUnknownAndAPersonSaysWhatBecameOfIt() throws Exception {
        passes(Desk.payOnce(), """
                actions: { look_up: { returns: { owner: Ada } }, transfer: { fails: timeout } }
                models: { sort: pay }
                people: { transfer: [ { by: sam, approve: {} }, { after: 5h, by: sam, answer: { outcome: happened } } ] }
                expect:
                  path: [look_up, sort, transfer, done]
                  calls: { transfer: [ { to: Ada, amount: 700 } ] }
                  held: { transfer: [ { title: Transfer 700 to Ada? }, { title: Did transfer happen? } ] }
                """);
    }

    @Test
    void anIdempotentCallIsMadeAgainAfterACrash() throws Exception {
        for (String when : List.of("before", "after")) {
            passes(Desk.pay(), """
                    actions: { look_up: { returns: { owner: Ada }, crash: WHEN }, transfer: { returns: {}, crash: WHEN } }
                    models: { sort: { returns: pay, crash: WHEN } }
                    people: { transfer: { after: 1h, by: sam, approve: {} } }
                    expect:
                      path: [look_up, sort, transfer, done]
                      calls: { look_up: [ { id: P1 } ], transfer: [ { to: Ada, amount: 700 } ] }
                    """.replace("WHEN", when));
        }
    }

    @Test
    void aCallThatIsNeverMadeTwiceIsMadeAfterACrashBeforeItLeft() throws Exception {
        passes(Desk.payOnce(), """
                actions: { look_up: { returns: { owner: Ada } }, transfer: [ { crash: before }, { returns: {} } ] }
                models: { sort: pay }
                people: { transfer: { by: sam, approve: {} } }
                expect: { path: [look_up, sort, transfer, done], calls: { transfer: [ { to: Ada, amount: 700 } ] } }
                """);
    }

    @Test
    void andIsUnknownAfterOneBehindIt() throws Exception {
        passes(Desk.payOnce(), """
                actions: { look_up: { returns: { owner: Ada } }, transfer: { crash: after } }
                models: { sort: pay }
                people: { transfer: [ { by: sam, approve: {} }, { by: sam, answer: { outcome: did_not_happen } } ], ask: { answer: Sorry. } }
                expect: { path: [look_up, sort, transfer, ask, answered], error: { kind: action.did_not_happen } }
                """);
    }

    @Test
    void daysPassWhilePeopleDecideInTheOrderOfTheirTimes() throws Exception {
        passes(Desk.payByTwo(), """
                now: "2027-01-31T09:00:00Z"
                started_by: sam
                actions: { look_up: { returns: { owner: Ada } }, transfer: { returns: {} } }
                models: { sort: pay }
                people:
                  transfer:
                    - - { after: 1h, by: eve, approve: {}, refused: true }
                      - { after: 20h, by: sam, approve: {} }
                      - { after: 21h, by: sam, approve: {}, refused: true }
                      - { after: 1d, by: kim, approve: { edit: { amount: 1000 } }, refused: true }
                      - { after: 30h, by: kim, approve: { edit: { amount: 600 }, note: Less. } }
                      - { after: 31h, by: sam, approve: {} }
                expect:
                  path: [look_up, sort, transfer, done]
                  data: { amount: 600 }
                  calls: { transfer: [ { to: Ada, amount: 600 } ] }
                  held: { transfer: { args: { to: Ada, amount: 700 } } }
                """);
    }

    @Test
    void whoDecidesNeedNotBeNamed() throws Exception {
        passes(Desk.payByTwo(), """
                actions: { look_up: { returns: { owner: Ada } }, transfer: { returns: {} } }
                models: { sort: pay }
                people: { transfer: [ [ { approve: {} }, { approve: {} } ] ] }
                expect: { end: succeeded }
                """);
    }

    @Test
    void nobodyLetsAHoldRunOut() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { returns: { owner: Ada } } }
                models: { sort: pay }
                people: { transfer: { nobody: true }, ask: { after: 1h, answer: Too late. } }
                expect: { path: [look_up, sort, transfer, ask, answered], calls: { transfer: [] } }
                """);
    }

    @Test
    void aRunThatIsExpectedToPauseStopsWhereNothingIsScripted() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { returns: { owner: Ada } } }
                models: { sort: pay }
                expect: { end: paused, path: [look_up, sort, transfer] }
                """);
    }

    @Test
    void aRunIsCancelledWhenTheTestSaysSo() throws Exception {
        passes(Desk.pay(), """
                actions: { look_up: { returns: { owner: Ada } } }
                models: { sort: pay }
                people: { transfer: { nobody: true } }
                cancel: { after: 3h }
                expect: { end: cancelled, path: [look_up, sort, transfer] }
                """);
    }

    @Test
    void anOutsideEventComesInItsTime() throws Exception {
        passes(new Trials().with("wait.flow.yaml", Desk.WAIT).with("it.test.yaml", """
                flow: wait.flow.yaml
                tests:
                  - name: of the run's own key
                    input: { id: W1 }
                    events: [ { after: 3d, event: paid, payload: { sum: 4 } } ]
                    expect: { path: [rest, paid, done], end: succeeded, data: { paid: { sum: 4 } } }
                  - name: of a key that is said
                    input: { id: W2 }
                    events: [ { after: 3d, event: paid, key: W2, payload: { sum: 4 } } ]
                    expect: { end: succeeded }
                  - name: or not at all
                    input: { id: W3 }
                    expect: { end: failed, error: { message: Nothing came for W3. } }
                  - name: and while one is expected the run is paused
                    input: { id: W4 }
                    expect: { end: paused, path: [rest, paid] }
                """));
    }

    @Test
    void inAnEachAListHasOneEntryForEachItemAndSideBySideTheFirstIsQuicker() throws Exception {
        for (int i = 0; i < 20; i++) {
            passes(new Trials().with("many.flow.yaml", Desk.MANY).with("it.test.yaml", """
                    flow: many.flow.yaml
                    tests:
                      - name: it
                        input: { texts: [ x, y, z ] }
                        models: { sort: [ a, b, c ] }
                        actions: { near: { returns: 1 }, far: { returns: 2 } }
                        expect:
                          end: succeeded
                          data: { kinds: [ a, b, c ], first: 1, second: 0 }
                          context: { sort: [ { contains: [ x ] }, { contains: [ y ] }, { contains: [ z ] } ] }
                    """));
        }
    }

    @Test
    void aChildsStatesAreScriptedByTheirOwnNames() throws Exception {
        passes(new Trials()
                .with("pay.flow.yaml", Desk.pay())
                .with("parent.flow.yaml", Desk.PARENT)
                .with("it.test.yaml", """
                        flow: parent.flow.yaml
                        tests:
                          - name: it
                            input: { id: P9 }
                            actions: { look_up: { returns: { owner: Ada } }, transfer: { returns: {}, crash: before } }
                            models: { sort: pay }
                            people: { transfer: { after: 2h, by: sam, approve: {} } }
                            expect:
                              path: [child, done]
                              data: { said: { reply: 700 went to Ada. } }
                              held: { transfer: { args: { to: Ada, amount: 700 } } }
                              context: { sort: { contains: [ Pay. ], dropped: [] } }
                        """));
    }

    @Test
    void aTableRunsOneTestOverItsRowsAndARowReplacesAScript() throws Exception {
        List<TestResult> results = new Trials()
                .with("pay.flow.yaml", Desk.pay())
                .with("it.test.yaml", """
                        flow: pay.flow.yaml
                        tests:
                          - name: an answer
                            input: { id: P1, text: Pay them. }
                            actions: { look_up: { returns: { owner: Ada } } }
                            people: { ask: { answer: Sorry. } }
                            expect: { end: succeeded }
                            table:
                              - { name: asked for, models: { sort: ask } }
                              - { actions: { look_up: { fails: http.404 } }, expect: { path: [look_up, ask, answered] } }
                        """)
                .play();
        assertEquals(
                List.of("an answer: asked for", "an answer [2]"),
                results.stream().map(result -> result.test().name()).toList());
        results.forEach(result -> assertEquals(List.of(), result.failures()));
    }
}
