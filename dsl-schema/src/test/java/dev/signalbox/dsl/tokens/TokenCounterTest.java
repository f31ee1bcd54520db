package dev.signalbox.dsl.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenCounterTest {
    @Test
    void o200kCountsAsOpenAiDoes() {
        assertEquals(0, TokenCounter.o200k().count(""));
        assertEquals(2, TokenCounter.o200k().count("hello world"));
        assertEquals("o200k_base/1", TokenCounter.o200k().counter());
    }

    @Test
    void aSpecialTokenInTheTextIsOnlyText() {
        assertEquals(7, TokenCounter.o200k().count("<|endoftext|>"));
    }

    @Test
    void anotherProvidersCountIsRoundedUp() {
        TokenCounter anthropic = TokenCounter.forProvider("anthropic");
        assertEquals(3, anthropic.count("hello world"));
        assertEquals("o200k_base*135/1", anthropic.counter());
        assertEquals(TokenCounter.o200k(), TokenCounter.forProvider("openai"));
    }
}
