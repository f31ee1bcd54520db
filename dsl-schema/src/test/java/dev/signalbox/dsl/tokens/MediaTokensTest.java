package dev.signalbox.dsl.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaType;
import org.junit.jupiter.api.Test;

/** The worked examples of the providers' own pages. */
class MediaTokensTest {
    private static final TokenCounter OPENAI = TokenCounter.forProvider("openai");
    private static final TokenCounter ANTHROPIC = TokenCounter.forProvider("anthropic");

    private static Media image(int width, int height) {
        return Media.image(MediaType.PNG, 100, "a", width, height);
    }

    @Test
    void openAiCountsTiles() {
        assertEquals(765, OPENAI.count(image(1024, 1024)));
        assertEquals(1105, OPENAI.count(image(2048, 4096)));
        assertEquals(255, OPENAI.count(image(500, 500)));
        assertEquals(255, OPENAI.count(image(1, 1)));
    }

    @Test
    void anthropicCountsPixels() {
        assertEquals(54, ANTHROPIC.count(image(200, 200)));
        assertEquals(1334, ANTHROPIC.count(image(1000, 1000)));
        assertEquals(1590, ANTHROPIC.count(image(1092, 1092)));
    }

    @Test
    void aPageIsCountedAsOne() {
        assertEquals(9000, ANTHROPIC.count(Media.document(100, "a", 3)));
        assertEquals(6630, OPENAI.count(Media.document(100, "a", 3)));
    }

    @Test
    void noExtentOverflowsOrComesToNothing() {
        int most = Integer.MAX_VALUE;
        for (TokenCounter counter : new TokenCounter[] {OPENAI, ANTHROPIC}) {
            assertTrue(counter.count(image(most, most)) > 0);
            assertTrue(counter.count(image(most, most)) < 5000);
            assertTrue(counter.count(image(most, 1)) > 0);
            assertEquals(most, counter.count(Media.document(100, "a", most)));
        }
    }
}
