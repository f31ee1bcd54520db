package dev.signalbox.core.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signalbox.core.reply.Parsed;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Whatever a model replies to whatever question: only what the question declares comes out of it. */
class FuzzReplyTest {
    private static final Place NOWHERE = new Place(Span.point("f", 1, 1), "");
    private static final int LONGEST_PROBLEM = 400;

    /** The input is the question's schema as JSON and, behind a line of {@code ---}, the reply. */
    @FuzzTest
    void anyReplyIsAValueOfTheSchemaOrUnfit(byte[] data) throws Throwable {
        String[] parts = new String(data, StandardCharsets.UTF_8).split("\n---\n", 2);
        Optional<Object> schema = json(parts[0]);
        if (parts.length == 2 && schema.isPresent()) {
            Effort.isBounded(() -> holds(schema.get(), parts[1]));
        }
    }

    private static Optional<Object> json(String text) {
        try {
            return Optional.of(JsonText.parse(text));
        } catch (JsonTextException none) {
            return Optional.empty();
        }
    }

    private static void holds(Object question, String reply) {
        Schema schema = Schema.of(question, Map.of(), NOWHERE);
        Parsed parsed = ReplyParser.parse(reply, question);
        assertEquals(parsed, ReplyParser.parse(reply, question), "twice the same");
        switch (parsed) {
            case Parsed.Unfit unfit -> {
                assertTrue(!unfit.problems().isEmpty() && unfit.problems().size() <= Parsed.Unfit.MOST);
                for (String problem : unfit.problems()) {
                    assertTrue(!problem.isBlank() && problem.length() < LONGEST_PROBLEM, problem);
                }
            }
            case Parsed.Value value -> declared(schema, question, value.value());
        }
        json(reply).ifPresent(strict -> readsAsWhatItIs(schema, question, reply.strip(), strict, parsed));
    }

    /** A value that the parser gives is one that the schema takes as it stands, and reads as itself. */
    private static void declared(Schema schema, Object question, Object value) {
        assertEquals(value, Json.of(value), "normalised");
        Schema.Fit.Fits fits =
                assertInstanceOf(Schema.Fit.Fits.class, schema.fit(value), () -> value + " of " + question);
        assertEquals(fits.value(), value);
    }

    private static void readsAsWhatItIs(Schema schema, Object question, String reply, Object strict, Parsed parsed) {
        if (!(strict instanceof Map<?, ?>)) {
            return;
        }
        boolean mendsNothing = !JsonText.write(question).contains("\"properties\"");
        if (mendsNothing && schema.fit(strict) instanceof Schema.Fit.Fits fits) {
            assertEquals(new Parsed.Value(fits.value()), parsed, "valid JSON reads as what it is");
        }
        int cut = 1 + Math.floorMod(reply.hashCode(), reply.length() - 1);
        assertFalse(
                ReplyParser.parse(reply.substring(0, cut), question) instanceof Parsed.Value,
                () -> "completed: " + reply.substring(0, cut));
    }
}
