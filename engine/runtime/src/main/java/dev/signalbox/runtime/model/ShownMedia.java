package dev.signalbox.runtime.model;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaBytes;
import dev.signalbox.dsl.media.MediaText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a user says as the contents of langchain4j: text as it stands, and in the place of each reference to a picture or
 * document its bytes. OpenAI gets {@code image_url} and {@code file} parts with {@code data:} URIs, Anthropic {@code image} and
 * {@code document} blocks; a picture goes in full detail, which is what its tokens were predicted for.
 */
final class ShownMedia {
    private ShownMedia() {}

    /**
     * @param bytes by the SHA-256 of the decoded bytes, as {@code Effect.ModelCall} has them; a reference that is not among
     *     them, or leads to other bytes, is a defect of the caller
     */
    static UserMessage user(Message message, Map<String, String> bytes) {
        if (message.media().isEmpty()) {
            return UserMessage.from(message.text());
        }
        List<Content> contents = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (Message.Part part : message.parts()) {
            Media media = part.media();
            if (media == null) {
                words.append(part.text());
            } else {
                say(words, contents);
                contents.add(content(media, base64(media, bytes)));
            }
        }
        say(words, contents);
        return UserMessage.from(contents);
    }

    /** Providers refuse a text without words. */
    private static void say(StringBuilder words, List<Content> contents) {
        if (!words.toString().isBlank()) {
            contents.add(TextContent.from(words.toString()));
        }
        words.setLength(0);
    }

    private static Content content(Media media, String base64) {
        return switch (media.kind()) {
            case IMAGE -> ImageContent.from(base64, media.type().mime(), ImageContent.DetailLevel.HIGH);
            case DOCUMENT -> PdfFileContent.from(base64, media.type().mime());
        };
    }

    private static String base64(Media media, Map<String, String> bytes) {
        String text = bytes.get(media.sha256());
        if (text != null
                && MediaText.read(text) instanceof MediaText.Read.Bytes read
                && MediaBytes.look(read.bytes()) instanceof MediaBytes.Look.Known known
                && known.media().sha256().equals(media.sha256())) {
            return read.base64();
        }
        throw new IllegalStateException("the call lacks the bytes of " + media.words());
    }
}
