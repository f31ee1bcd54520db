package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.RunStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code as: image}: a picture on its way to a model. */
class PicturesTest {
    /** A picture of one pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private static final String LOOKS = """
            input:
              type: object
              properties: { scan: { type: string, contentEncoding: base64, contentMediaType: image/png } }
            output: { type: object, required: [paid], properties: { paid: { type: number } } }
            limits: { steps: 30, llm_calls: 5, tokens: 20000, cost_usd: 1.0, duration: 7d }
            data: { paid: { type: number } }
            otherwise: { failed: failed, limit: failed }
            start: look
            states:
              look:
                llm:
                  model: eyes
                  prompt: "What was paid? ${scan}"
                  context: { budget: 500, load: [ { name: scan, from: input.scan, as: image, when: has(input.scan), required: true } ] }
                save: paid
                otherwise: { invalid: failed, overflow: failed }
                next: done
              failed: { end: failed, error: "${error.kind}: ${error.message}" }
              done: { end: succeeded, output: { paid: "${paid}" } }
            """;

    @Test
    void theEventHoldsItsHashAndTheEffectItsBytes() {
        World world = World.of(LOOKS).start("{\"scan\": \"" + PNG + "\"}").is(RunStatus.RUNNING);
        Effect.ModelCall call = world.question();
        assertEquals(Map.of(call.messages().getFirst().media().getFirst().sha256(), PNG), call.media());
        Event.ModelRequested asked = world.log().stream()
                .filter(Event.ModelRequested.class::isInstance)
                .map(Event.ModelRequested.class::cast)
                .findFirst()
                .orElseThrow();
        assertFalse(asked.toString().contains(PNG), "the event log holds no byte of a question's picture");
        assertEquals(call.messages(), asked.messages());
        world.replies("12.5").gives("{\"paid\": 12.5}");
    }

    @Test
    void aRepairShowsThePictureAgain() {
        World world = World.of(LOOKS).start("{\"scan\": \"" + PNG + "\"}").replies("much");
        assertEquals(1, world.question().messages().getFirst().media().size());
        assertEquals(1, world.question().media().size());
    }

    @Test
    void whatIsNoPictureIsAValueThatDoesNotFit() {
        World world =
                World.of(LOOKS).start("{\"scan\": \"R0lGODlhAQABAAAAADs=\"}").is(RunStatus.FAILED);
        assertEquals(
                "value: `input.scan` is image/gif by its bytes, but its schema says image/png.",
                world.run().error());
    }

    @Test
    void aModelThatTakesTextAloneIsNotAskedWhateverTheCheckerSaid() {
        World world = World.trusting(LOOKS.replace("model: eyes", "model: fast"))
                .start("{\"scan\": \"" + PNG + "\"}")
                .is(RunStatus.FAILED);
        assertTrue(
                world.run().error().startsWith("value: Model `fast` is not said to take an image"), world.run()::error);
        assertTrue(world.log().stream().noneMatch(Event.ModelRequested.class::isInstance));
    }
}
