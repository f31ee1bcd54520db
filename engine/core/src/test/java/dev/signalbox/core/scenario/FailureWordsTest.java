package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.run.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure says where the file has no words for it. */
class FailureWordsTest {
    private static final String FLOW = """
            limits: { steps: 9, duration: 7d }
            actions:
              look_up: { echo: {}, args: { type: object }, effect: read, fails: [ { when: response.status == 200, code: odd } ] }
            start: look
            states:
              look: { call: look_up, with: {}, otherwise: { failed: lost }, next: done }
              done: { end: succeeded }
              lost: { end: failed, error: "${error.message}" }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":[\"x\",true]} | 200 {\"a\":1,\"b\":[\"x\",true]}",
                "[{\"code\":\"E7\"}] | 200 [{\"code\":\"E7\"}]",
                "7 | 200 7",
            })
    void anAnswerIsToldAsTheJsonThatItIs(String answer, String told) {
        assertEquals(told, said(answer));
    }

    @Test
    void aTextIsToldWithoutQuotes() {
        assertEquals("200 There is none.", said("\"There is none.\""));
    }

    private static String said(String answer) {
        World world = World.of(FLOW).start("{}").answers(answer).is(RunStatus.FAILED);
        return String.valueOf(world.run().error());
    }
}
