package dev.signalbox.testkit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a test expects, a run that is not so is told in a sentence, at the line and column that says it. */
class FailureMessagesTest {
    /** What every run here does: it is looked up, sorted as one to pay, approved by Sam and paid. */
    private static final String HEAD = """
            flow: pay.flow.yaml
            tests:
              - name: it
                input: { id: P1, text: Pay them. }
                actions: { look_up: { returns: { owner: Ada } }, transfer: { returns: {} } }
                models: { sort: pay }
                people: { transfer: { by: sam, approve: {} } }
            """;

    private static List<Failure> failures(String flow, String text) throws InterruptedException {
        List<TestResult> results = new Trials()
                .with("pay.flow.yaml", flow)
                .with("it.test.yaml", text)
                .play();
        assertEquals(1, results.size());
        return results.getFirst().failures();
    }

    private static Failure only(List<Failure> failures) {
        assertEquals(1, failures.size(), failures::toString);
        return failures.getFirst();
    }

    /** Of the usual run, with that expected of it on line 8. */
    private static void assertExpected(String expected, String kind, String message, int column, String... detail)
            throws InterruptedException {
        Failure failure = only(failures(Desk.pay(), HEAD + "    expect: { " + expected + " }\n"));
        assertEquals(kind, failure.kind().text());
        assertEquals(message, failure.message());
        assertEquals("8:" + column, at(failure));
        for (String line : detail) {
            assertTrue(
                    failure.detail().contains(line), () -> line + " is not in\n" + String.join("\n", failure.detail()));
        }
    }

    private static String at(Failure failure) {
        return failure.place().span().line() + ":" + failure.place().span().column();
    }

    /** Of a run with other scripts. */
    private static void assertScripts(String scripts, String kind, String message, String at)
            throws InterruptedException {
        Failure failure = only(failures(Desk.pay(), """
                flow: pay.flow.yaml
                tests:
                  - name: it
                    input: { id: P1, text: Pay them. }
                """ + scripts.indent(4)));
        assertEquals(kind, failure.kind().text());
        assertEquals(message, failure.message());
        assertEquals(at, at(failure));
    }

    @Test
    void theRunOfTheseTestsIsAsExpected() throws Exception {
        assertEquals(List.of(), failures(Desk.pay(), HEAD + """
                    expect:
                      path: [look_up, sort, transfer, done]
                      end: succeeded
                      output: { reply: 700 went to Ada. }
                      calls: { transfer: [ { to: Ada, amount: 700 } ] }
                      data: { amount: 700 }
                      held: { transfer: { args: { to: Ada, amount: 700 }, title: Transfer 700 to Ada? } }
                      context: { sort: { contains: [Pay them], excludes: [Ada], tokens: { min: 10, max: 200 }, dropped: [] } }
                """));
    }

    @Test
    void theFirstStepThatIsAnotherIsMarkedBesideTheOneExpected() throws Exception {
        assertExpected(
                "path: [look_up, sort, ask, answered]",
                "path",
                "Step 3 of the path was transfer, not ask.",
                37,
                "    expected  actual",
                "    sort      sort",
                "  > ask       transfer",
                "    answered  done");
    }

    @Test
    void aPathThatEndsTooEarlyOrTooLateIsToldSo() throws Exception {
        assertExpected(
                "path: [look_up, sort, transfer, done, done]",
                "path",
                "The run ended after done, before done.",
                53,
                "  > done      -");
        assertExpected(
                "path: [look_up, sort]",
                "path",
                "The run went on to transfer after sort.",
                21,
                "  > -         transfer");
    }

    @Test
    void aPathToldWhyItWentAnotherWay() throws Exception {
        Failure failure = only(failures(Desk.pay(), """
                flow: pay.flow.yaml
                tests:
                  - name: it
                    input: { id: P1, text: Pay them. }
                    actions: { look_up: { fails: http.404, message: No such account. } }
                    people: { ask: { answer: Sorry. } }
                    expect: { path: [look_up, sort] }
                """));
        assertTrue(
                failure.detail().contains("look_up was failed (http.404): No such account."),
                failure.detail()::toString);
    }

    @Test
    void anotherEnd() throws Exception {
        assertExpected("end: failed", "end", "The run ended succeeded, not failed.", 20);
    }

    @Test
    void anotherOutput() throws Exception {
        assertExpected(
                "output: { reply: Done., note: x }",
                "output",
                "The output is not as expected at /reply.",
                32,
                "/reply: expected \"Done.\", was \"700 went to Ada.\"",
                "/note: expected \"x\", and there is none");
    }

    @Test
    void otherCalls() throws Exception {
        assertExpected(
                "calls: { transfer: [ { to: Ada, amount: 70 } ] }",
                "calls",
                "The calls of transfer are not as expected at /0/amount.",
                55,
                "/0/amount: expected 70, was 700");
        assertExpected(
                "calls: { transfer: [] }",
                "calls",
                "transfer was called once, not never.",
                34,
                "/0: unexpected {\"to\":\"Ada\",\"amount\":700}");
    }

    @Test
    void otherData() throws Exception {
        assertExpected(
                "data: { account: { owner: Bob } }",
                "data",
                "The data is not as expected at /account/owner.",
                41,
                "/account/owner: expected \"Bob\", was \"Ada\"");
    }

    @Test
    void anotherError() throws Exception {
        assertExpected(
                "error: { kind: timeout }",
                "error",
                "The error is not as expected at /kind.",
                30,
                "/kind: expected \"timeout\", and there is none");
    }

    @Test
    void anotherContextIsShownWhole() throws Exception {
        assertExpected(
                "context: { sort: { contains: [Ada], excludes: [Pay them] } }",
                "context",
                "What the model saw at sort does not contain \"Ada\", and contains \"Pay them\".",
                32,
                "  user:",
                "    Pay or ask? Pay them.");
        assertExpected(
                "context: { sort: { tokens: { max: 9 }, dropped: [text] } }",
                "context",
                "What the model saw at sort has 23 tokens, more than 9, and dropped nothing, not text.",
                32);
    }

    @Test
    void aContextForEachTimeAndNoOther() throws Exception {
        assertExpected(
                "context: { sort: [ {}, {} ] }",
                "context",
                "The state sort asked its model once, and `context` expects it 2 times.",
                32);
    }

    @Test
    void anotherHold() throws Exception {
        assertExpected(
                "held: { transfer: { args: { to: Ada, amount: 1 } } }",
                "held",
                "What was held at transfer has other arguments.",
                33,
                "/amount: expected 1, was 700");
        assertExpected(
                "held: { transfer: { title: Pay? } }",
                "held",
                "What was held at transfer has the title \"Transfer 700 to Ada?\", not \"Pay?\".",
                33);
        assertExpected("held: { ask: {} }", "held", "The state ask never held, and `held` expects it once.", 28);
    }

    @Test
    void whatIsNotScriptedFails() throws Exception {
        assertScripts(
                "expect: { end: succeeded }",
                "unscripted",
                "The state look_up calls look_up, and `actions` says nothing about look_up.",
                "3:11");
        assertScripts(
                "actions: { look_up: { returns: { owner: Ada } } }",
                "unscripted",
                "The state sort asks its model, and `models` says nothing about sort.",
                "3:11");
        assertScripts(
                "actions: { look_up: { returns: { owner: Ada } } }\nmodels: { sort: [ { raw: x } ] }",
                "unscripted",
                "The state sort asks its model once more, and all 1 entries of its script are used up.",
                "6:21");
        assertScripts(
                "actions: { look_up: { returns: { owner: Ada } } }\nmodels: { sort: ask }",
                "unscripted",
                "The state ask holds for a person (P1 needs an answer), and `people` says nothing about it; "
                        + "`nobody: true` lets a hold run out.",
                "3:11");
    }

    @Test
    void howTheRunGotToWhatIsNotScriptedIsTold() throws Exception {
        Failure failure = only(failures(Desk.pay(), """
                flow: pay.flow.yaml
                tests:
                  - name: it
                    input: { id: P1, text: Pay them. }
                    actions: { look_up: { fails: http.404, message: No such account. } }
                """));
        assertEquals(
                List.of("So far: look_up → ask", "look_up was failed (http.404): No such account."), failure.detail());
    }

    @Test
    void aHoldThatIsLeftHalfDecidedFails() throws Exception {
        Failure failure = only(failures(Desk.payByTwo(), HEAD));
        assertEquals(
                "The state transfer still holds for a person, and its script says nothing more; `nobody: true` lets a "
                        + "hold run out.",
                failure.message());
    }

    @Test
    void whatNothingUsedFails() throws Exception {
        String usual = "actions: { look_up: { fails: http.404 }MORE }\npeople: { ask: { answer: Sorry. }PEOPLE }\n";
        assertScripts(
                usual.replace("MORE", ", transfer: { returns: {} }").replace("PEOPLE", ""),
                "unused",
                "`actions` scripts transfer, and nothing asked for it.",
                "5:56");
        assertScripts(
                usual.replace("MORE", "").replace("PEOPLE", ", transfer: { nobody: true }"),
                "unused",
                "`people` scripts transfer, and nothing asked for it.",
                "6:50");
        assertScripts(
                usual.replace("MORE", "").replace("PEOPLE", "") + "models: { sort: pay }",
                "unused",
                "`models` scripts sort, and nothing asked for it.",
                "7:21");
        assertScripts(
                usual.replace("MORE", "").replace("PEOPLE", "") + "cancel: { after: 9d }",
                "unused",
                "The run was over before it was to be cancelled.",
                "3:11");
        assertScripts(
                "actions: { look_up: [ { fails: http.404 }, { fails: http.404 } ] }\npeople: { ask: { answer: Sorry. } }",
                "unused",
                "`actions` has 2 entries for look_up, and entry 2 was never asked for.",
                "5:48");
    }

    @Test
    void aScriptedReplyThatDoesNotFitIsAMistakeOfTheTest() throws Exception {
        assertScripts(
                "actions: { look_up: { returns: { owner: Ada } } }\nmodels: { sort: [ refund, ask ] }\npeople: { ask: { answer: x } }",
                "script",
                "This reply is not what the state sort asks for: the value must be one of 'pay', 'ask', got "
                        + "\"refund\". "
                        + "`raw:` scripts a reply that does not fit.",
                "6:23");
        assertScripts(
                "actions: { look_up: { returns: { owner: 7 } } }\npeople: { ask: { answer: x } }",
                "script",
                "This answer is not what its action returns: what look_up returned does not fit: /owner: owner must be "
                        + "text, got 7. `raw:` scripts an answer that does not fit.",
                "5:25");
    }

    @Test
    void aKindOfFailureThatIsNoneIsAMistakeOfTheTest() throws Exception {
        assertScripts(
                "actions: { look_up: { fails: tiemout } }",
                "script",
                "`fails: tiemout` is no way in which an action fails: it is timeout, connection, unknown, value, error, "
                        + "http.STATUS or action.CODE. Did you mean `timeout`?",
                "5:25");
    }

    @Test
    void aDecisionThatIsTurnedAwayOrShouldHaveBeen() throws Exception {
        String scripts =
                "actions: { look_up: { returns: { owner: Ada } }, transfer: { returns: {} } }\nmodels: { sort: pay }\n";
        assertScripts(
                scripts + "people: { transfer: { by: eve, approve: {} } }",
                "decision",
                "This decision on transfer was turned away: this hold is for lead, not for eve.",
                "7:25");
        assertScripts(
                scripts + "people: { transfer: { by: sam, approve: {}, refused: true } }",
                "decision",
                "This decision on transfer should have been turned away, and it counted.",
                "7:25");
    }

    @Test
    void anInputThatDoesNotFitStartsNothing() throws Exception {
        Failure failure = only(failures(Desk.pay(), """
                flow: pay.flow.yaml
                tests: [ { name: it, input: { id: 7, text: x } } ]
                """));
        assertEquals("start", failure.kind().text());
        assertTrue(failure.message().startsWith("The run could not be started: "), failure.message());
        assertTrue(failure.message().contains("/id"), failure.message());
    }

    @Test
    void aCrashForEverIsAMistakeOfTheTest() throws Exception {
        assertScripts(
                "actions: { look_up: { crash: before } }",
                "script",
                "The engine has started again and asks look_up once more, and the script says only `crash`.",
                "5:25");
    }
}
