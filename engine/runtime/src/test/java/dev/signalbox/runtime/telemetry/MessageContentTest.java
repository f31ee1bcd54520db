package dev.signalbox.runtime.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaType;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageContentTest {
    @Test
    void aSpanTellsAPictureByKindSizeAndHash() {
        Media media = Media.image(MediaType.PNG, 70, "c414", 2, 1);
        Message user = new Message(
                Message.Role.USER,
                List.of(new Message.Part("", "Look: ", false), Message.Part.of("scan", media, false)));
        String told = CanonicalJson.write(JsonText.parse(MessageContent.input(List.of(user))));
        assertEquals(
                "[{\"parts\":[{\"content\":\"Look: [image/png, 2 × 1, 70 bytes, sha256 c414]\",\"type\":\"text\"}],"
                        + "\"role\":\"user\"}]",
                told);
    }
}
