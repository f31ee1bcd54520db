package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider says beside its reply, and cannot be: it gives no budget back, and leads nowhere that it names. */
class ImpossibleRepliesTest {
    private static World replied(long input, long output, double usd) {
        World world = QuestionsTest.asked();
        return world.does(world.reply(new ModelOutcome.Replied("money", "fast", input, output, 0, usd)));
    }

    @ParameterizedTest
    @CsvSource({"-1, 20", "100, -9223372036854775808", "-5, -5"})
    void lessThanNothingCountsAsWhatWasReserved(long input, long output) {
        World world = QuestionsTest.asked();
        long reserved = world.run().counters().reservedTokens();
        world.does(world.reply(new ModelOutcome.Replied("\"refund\"", "fast", input, output, 0, 0.1)));
        assertTrue(reserved > 100);
        assertEquals(reserved, world.run().usage().tokens());
        assertEquals(0.1, world.run().usage().costUsd());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aPriceThatIsNoneCountsAsWhatWasReserved(double usd) {
        World world = QuestionsTest.asked();
        double reserved = world.run().counters().reservedUsd();
        world.does(world.reply(new ModelOutcome.Replied("\"refund\"", "fast", 100, 20, 0, usd)));
        assertTrue(reserved > 0);
        assertEquals(reserved, world.run().usage().costUsd());
        assertEquals(120, world.run().usage().tokens());
    }

    @Test
    void whatIsTooMuchStaysTooMuch() {
        World world = replied(Long.MAX_VALUE, Long.MAX_VALUE, Double.MAX_VALUE);
        assertEquals("limited", world.run().error(), "no question may follow: the repair is not asked");
        Usage usage = world.run().usage();
        assertTrue(usage.tokens() > 1_000_000_000L, usage.toString());
        assertTrue(Double.isFinite(usage.costUsd()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid", "exhausted", "overflow", "limit", "rejected"})
    void aFailureThatIsCalledLikeAnotherOutcomeIsAFailure(String kind) {
        World world = QuestionsTest.asked();
        world.does(world.reply(new ModelOutcome.Failed(kind, "so they say", null)))
                .is(RunStatus.FAILED);
        assertEquals(kind, world.run().error(), "the route of `failed`, whose end tells the kind");
        assertEquals(
                "failed",
                world.log().stream()
                        .filter(Event.RouteTaken.class::isInstance)
                        .map(event -> ((Event.RouteTaken) event).outcome())
                        .reduce("", String::concat));
    }

    @Test
    void ofWhatIsTooLongToBeReadTheLogKeepsAsMuchAsCouldBe() {
        World world = QuestionsTest.asked().replies("[".repeat(5_000_000)).is(RunStatus.RUNNING);
        assertEquals(2, world.question().attempt(), "sent back as any reply that does not fit");
        String kept = world.log().stream()
                .filter(Event.ModelReplied.class::isInstance)
                .map(event -> ((Event.ModelReplied) event).text())
                .findFirst()
                .orElseThrow();
        assertEquals(ReplyParser.LONGEST + 1, kept.length());
    }

    @Test
    void halfACharacterStandsInNoEvent() {
        World world = QuestionsTest.asked();
        world.does(world.reply(new ModelOutcome.Failed("k\ud800", "m\udfff", null)));
        assertTrue(world.log().toString().contains("k\ufffd")
                && world.log().toString().contains("m\ufffd"));
    }
}
