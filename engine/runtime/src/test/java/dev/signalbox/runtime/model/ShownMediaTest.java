package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaBytes;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes of pictures and documents arrive as each provider's protocol has them. */
class ShownMediaTest {
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    private static final String PDF = Base64.getEncoder()
            .encodeToString("%PDF-1.4\n<< /Type /Page >>\n%%EOF".getBytes(StandardCharsets.US_ASCII));

    private FakeProvider server;
    private Models models;

    @BeforeEach
    void open() throws IOException {
        server = new FakeProvider();
        models = Models.of(Calls.environment(Map.of("KEY", "sk-very-secret")), Map::of, () -> ReplyBook.EMPTY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Media media(String base64) {
        return assertInstanceOf(
                        MediaBytes.Look.Known.class,
                        MediaBytes.look(Base64.getDecoder().decode(base64)))
                .media();
    }

    /** Words, a picture, words, a document. */
    private static Effect.ModelCall call(Map<String, String> bytes) {
        Message.Part picture = Message.Part.of("receipt", media(PNG), false);
        Message.Part document = Message.Part.of("terms", media(PDF), false);
        Message user = new Message(
                Message.Role.USER,
                List.of(
                        new Message.Part("", "Look: ", false),
                        picture,
                        new Message.Part("", "\n\nterms:\n", false),
                        document));
        Effect.ModelCall call =
                Calls.ask("{\"type\":\"string\"}", null, List.of(Calls.said(Message.Role.SYSTEM, "Be brief."), user));
        return new Effect.ModelCall(
                call.step(),
                call.flow(),
                call.attempt(),
                call.model(),
                call.messages(),
                call.schema(),
                call.question(),
                call.temperature(),
                call.maxOutput(),
                call.timeout(),
                null,
                bytes);
    }

    private static Map<String, String> both() {
        // The picture as its value spelled it, the document as the bundle keeps it.
        return Map.of(
                media(PNG).sha256(), "data:image/png;base64," + PNG, media(PDF).sha256(), PDF);
    }

    private Workspace.Model taking(String name, Provider provider, Set<MediaKind> takes, String... fallback) {
        Workspace.Model model = Calls.model(name, provider, server.url(), fallback);
        return new Workspace.Model(
                model.name(),
                model.provider(),
                model.model(),
                model.baseUrl(),
                model.apiKey(),
                model.window(),
                model.price(),
                model.fallback(),
                model.concurrency(),
                model.rate(),
                model.structured(),
                model.promptCacheKey(),
                takes,
                model.place());
    }

    private List<Map<String, Object>> lastContent() {
        List<?> messages = (List<?>) server.last().get("messages");
        return Json.list(Json.object(messages.getLast()).get("content")).stream()
                .map(Json::object)
                .toList();
    }

    @Test
    void openAiGetsDataUrisInFullDetail() throws InterruptedException {
        server.openAi("{\"value\":\"paid\"}", "stop");
        Workspace.Model eyes = taking("fast", Provider.OPENAI, Set.of(MediaKind.IMAGE, MediaKind.DOCUMENT));
        assertInstanceOf(ModelOutcome.Replied.class, models.ask(call(both()), Calls.models(eyes)));
        List<Map<String, Object>> content = lastContent();
        assertEquals(
                List.of("text", "image_url", "text", "file"),
                content.stream().map(part -> part.get("type")).toList());
        assertEquals("Look: ", content.get(0).get("text"));
        assertEquals(
                Map.of("url", "data:image/png;base64," + PNG, "detail", "high"),
                content.get(1).get("image_url"));
        Map<String, Object> file = Json.object(content.get(3).get("file"));
        assertEquals("data:application/pdf;base64," + PDF, file.get("file_data"));
        assertFalse(server.last().toString().contains("sha256"), "what people are shown is not what is sent");
    }

    @Test
    void anthropicGetsBlocksWithTheBytesAsTheirSource() throws InterruptedException {
        server.anthropic("paid", "end_turn");
        Workspace.Model eyes = taking("fast", Provider.ANTHROPIC, Set.of(MediaKind.IMAGE, MediaKind.DOCUMENT));
        assertInstanceOf(ModelOutcome.Replied.class, models.ask(call(both()), Calls.models(eyes)));
        List<Map<String, Object>> content = lastContent();
        assertEquals(
                List.of("text", "image", "text", "document"),
                content.stream().map(part -> part.get("type")).toList());
        assertEquals(
                Map.of("type", "base64", "media_type", "image/png", "data", PNG),
                content.get(1).get("source"));
        assertEquals(
                Map.of("type", "base64", "media_type", "application/pdf", "data", PDF),
                content.get(3).get("source"));
    }

    @Test
    void aModelThatTakesNoDocumentIsNotAsked() throws InterruptedException {
        Workspace.Model eyes = taking("fast", Provider.OPENAI, Set.of(MediaKind.IMAGE));
        ModelOutcome.Failed failed =
                assertInstanceOf(ModelOutcome.Failed.class, models.ask(call(both()), Calls.models(eyes)));
        assertEquals("config", failed.kind());
        assertTrue(failed.message().contains("take a document"), failed::message);
        assertEquals(List.of(), server.requests);
    }

    @Test
    void otherBytesThanTheHashSaysAreNeverSent() {
        Workspace.Model eyes = taking("fast", Provider.OPENAI, Set.of(MediaKind.IMAGE, MediaKind.DOCUMENT));
        Map<String, String> swapped =
                Map.of(media(PNG).sha256(), PDF, media(PDF).sha256(), PNG);
        for (Map<String, String> wrong : List.of(swapped, Map.<String, String>of())) {
            assertThrows(IllegalStateException.class, () -> models.ask(call(wrong), Calls.models(eyes)));
        }
        assertEquals(List.of(), server.requests);
    }
}
