package dev.signalbox.core.context;

import static dev.signalbox.core.context.Pictures.base64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.type.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pictures and documents among the items of a context. */
class MediaItemsTest {
    private static final byte[] PNG = Pictures.png(4, 5, 1);

    private static Sketch sketch(Object value) {
        return new Sketch()
                .with("receipt", value)
                .load(Sketch.from("receipt", "receipt").as(MediaKind.IMAGE));
    }

    private static List<Message.Part> parts(ContextResult.Ready ready) {
        return ready.messages().stream()
                .flatMap(message -> message.parts().stream())
                .toList();
    }

    private static String failed(Sketch sketch) {
        return assertInstanceOf(ContextResult.Failed.class, sketch.compile()).message();
    }

    @Test
    void aPictureStandsInItsSlotBetweenTheWordsAsItsHash() {
        Sketch sketch = sketch(base64(PNG));
        sketch.prompt = "Look: ${receipt} What was paid?";
        ContextResult.Ready ready = sketch.ready();
        List<Message.Part> parts = parts(ready);
        assertEquals(3, parts.size());
        Media media = parts.get(1).media();
        assertEquals(4, media.width());
        assertEquals(Map.of(media.sha256(), base64(PNG)), ready.media());
        assertEquals(
                "Look: [image/png, 4 × 5, 40 bytes, sha256 " + media.sha256() + "] What was paid?",
                ready.messages().getFirst().text());
        assertFalse(ready.messages().toString().contains(base64(PNG)), "no byte of it is in a message");
        assertFalse(ready.manifest().toString().contains(base64(PNG)));
    }

    @Test
    void withoutASlotItFollowsThePromptUnderItsName() {
        ContextResult.Ready ready = sketch(base64(PNG)).ready();
        assertTrue(ready.messages().getFirst().text().startsWith("Say something.\n\nreceipt:\n[image/png, 4 × 5"));
    }

    @Test
    void itTakesWhatTheCounterPredictsAndItsNameBeforeIt() {
        ContextResult.Ready ready = sketch(base64(PNG)).ready();
        Manifest.Entry entry = Sketch.entry(ready.manifest(), "receipt");
        assertEquals(22, entry.tokensBefore(), "20 pixels and `receipt:`");
        assertEquals(22, ready.manifest().used());
        assertEquals(Verdict.KEPT, entry.verdict());
        assertEquals("receipt", entry.source());
    }

    @Test
    void twoSlotsAreTwoPicturesAndTheBytesOnce() {
        Sketch sketch = sketch(base64(PNG));
        sketch.prompt = "${receipt} and ${receipt}";
        ContextResult.Ready ready = sketch.ready();
        assertEquals(40, ready.manifest().used());
        assertEquals(2, ready.messages().getFirst().media().size());
        assertEquals(1, ready.media().size());
    }

    @Test
    void itIsDroppedWholeByItsPriorityAndTheManifestNamesTheBudgetsLine() {
        Sketch sketch = sketch(base64(PNG)).with("note", "one two three");
        sketch.load(Sketch.from("note", "note").priority(1));
        sketch.budget = 20;
        ContextResult.Ready ready = sketch.ready();
        Manifest.Entry entry = Sketch.entry(ready.manifest(), "receipt");
        assertEquals(Verdict.DROPPED, entry.verdict());
        assertEquals(Reason.OVER_BUDGET, entry.reason());
        assertEquals(22, entry.tokensBefore());
        assertEquals(new Manifest.Rule("sketch.flow.yaml", 19, "budget: 20"), Sketch.rule(ready.manifest(), "receipt"));
        assertEquals(Map.of(), ready.media());
    }

    @Test
    void whatIsRequiredAndDoesNotFitIsOverflow() {
        Sketch sketch = new Sketch().with("r", base64(PNG));
        sketch.load(Sketch.from("receipt", "r").as(MediaKind.IMAGE).required());
        sketch.budget = 20;
        ContextResult.Overflow overflow = assertInstanceOf(ContextResult.Overflow.class, sketch.compile());
        assertEquals("The required item `receipt` takes 22 tokens; the budget leaves it 20.", overflow.message());
    }

    @Test
    void aPinnedFileBringsNoBytesAndAStableOneStandsInThePrefixOfTheUser() {
        Sketch sketch = new Sketch();
        sketch.system = "You read plans.";
        sketch.load(Sketch.picture("plan", PNG).stable());
        ContextResult.Ready ready = sketch.ready();
        assertEquals(Map.of(), ready.media());
        assertEquals(0, ready.messages().getFirst().media().size(), "a system prompt takes text alone");
        Message user = ready.messages().get(1);
        assertEquals(1, user.media().size());
        assertTrue(user.parts().stream().filter(part -> part.media() != null).allMatch(Message.Part::stable));
        assertEquals("file plan.png", Sketch.entry(ready.manifest(), "plan").source());
    }

    @Test
    void theQuestionsIdentityCoversTheBytes() {
        String one = sketch(base64(PNG)).ready().question();
        assertEquals(one, sketch("data:image/png;base64," + base64(PNG)).ready().question(), "however it is spelled");
        assertNotEquals(one, sketch(base64(Pictures.png(4, 5, 2))).ready().question());
        // Words that look like a picture are none.
        String words = sketch(base64(PNG)).ready().messages().getFirst().text();
        Sketch liar = new Sketch();
        liar.prompt = words;
        assertEquals(words, liar.ready().messages().getFirst().text());
        assertNotEquals(one, liar.ready().question());
    }

    @Test
    void whatTheBytesContradictIsRefused() {
        assertEquals(
                "`receipt` is application/pdf by its bytes, which is not an image.",
                failed(sketch(base64(Pictures.pdf(1)))));
        assertEquals(
                "`receipt` is image/png by its bytes, but its data: URI says image/jpeg.",
                failed(sketch("data:image/jpeg;base64," + base64(PNG))));
        Sketch declared = new Sketch().with("input", Map.of("scan", base64(PNG)));
        declared.flow.input = Schema.of(
                Map.of("properties", Map.of("scan", Map.of("type", "string", "contentMediaType", "image/gif"))),
                Map.of(),
                SketchFlow.PLACE);
        declared.load(Sketch.from("scan", "input.scan").as(MediaKind.IMAGE));
        assertEquals("`input.scan` is image/png by its bytes, but its schema says image/gif.", failed(declared));
    }

    @Test
    void whatIsNoPictureIsRefusedInWords() {
        assertTrue(failed(sketch("hello, world!")).contains("is no base64"));
        assertTrue(failed(sketch("https://shop.example/a.png")).contains("nothing is fetched"));
        assertTrue(failed(sketch("aGVsbG8gd29ybGQ=")).contains("none of image/png"));
        assertTrue(failed(sketch(base64(PNG).substring(0, 24))).contains("cut off or broken"));
        assertTrue(failed(sketch(List.of(1L))).contains("is no text"));
        assertTrue(failed(sketch("")).contains("is empty"));
    }

    @Test
    void redactedDataNeverEntersUnderAnyNameOrSpelling() {
        Sketch sketch = new Sketch();
        sketch.flow.redacts("passport", "scan");
        sketch.with("passport", base64(PNG)).with("copy", "data:image/png;base64," + base64(PNG));
        sketch.with("other", base64(Pictures.png(4, 5, 2)));
        sketch.load(
                Sketch.from("a", "passport").as(MediaKind.IMAGE),
                Sketch.from("b", "copy").as(MediaKind.IMAGE),
                Sketch.from("c", "other").as(MediaKind.IMAGE));
        ContextResult.Ready ready = sketch.ready();
        assertEquals(Reason.REDACTED, Sketch.entry(ready.manifest(), "a").reason());
        assertEquals(Reason.REDACTED, Sketch.entry(ready.manifest(), "b").reason());
        assertEquals("redact", Sketch.rule(ready.manifest(), "b").text());
        assertEquals(Verdict.KEPT, Sketch.entry(ready.manifest(), "c").verdict());
        assertEquals(
                List.of(base64(Pictures.png(4, 5, 2))),
                List.copyOf(ready.media().values()));
    }

    @Test
    void anAbsentPictureIsLeftOutLikeAnyItem() {
        Sketch sketch = new Sketch().load(Sketch.from("receipt", "receipt").as(MediaKind.IMAGE));
        assertEquals(
                Reason.ABSENT,
                Sketch.entry(sketch.ready().manifest(), "receipt").reason());
    }

    @Test
    void theTwentyFirstIsRefused() {
        Sketch sketch = new Sketch();
        sketch.budget = 10_000;
        for (int i = 0; i < Media.MAX_ITEMS; i++) {
            sketch.load(Sketch.picture("p" + i, Pictures.png(1, 1, i)));
        }
        assertEquals(20, sketch.ready().messages().getFirst().media().size());
        sketch.prompt = "${p0} ${p0}";
        assertTrue(failed(sketch).contains("at most 20"));
    }
}
