package dev.signalbox.runtime.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
    enum Size {
        SMALL,
        LARGE
    }

    record Item(String name, @Nullable String note, Size size) {}

    record Order(
            UUID id,
            List<Item> items,
            Map<String, BigDecimal> prices,
            Optional<LocalDate> due,
            Instant at,
            int count,
            Long[] numbers,
            boolean paid,
            Object more,
            @JsonProperty("is_gift") boolean gift) {}

    record Node(String name, List<Node> children) {}

    private static Schema schema(Class<?> type) {
        Schema schema = Schema.of(RecordSchema.of(type), Map.of(), YamlReader.top(""));
        assertEquals(List.of(), schema.faults());
        return schema;
    }

    private static boolean fits(Schema schema, String json) {
        return schema.fit(JsonText.parse(json)) instanceof Schema.Fit.Fits;
    }

    private static final String ORDER = """
            {"id": "8c5c7ad2-54cf-4a4c-8d3c-2f0d6f6c9a11", "items": [{"name": "pen", "size": "SMALL"}], "prices": {"eur": 1.5},
             "at": "2026-01-01T00:00:00Z", "count": 2, "numbers": [1], "paid": true, "more": {"x": 1}, "is_gift": false}""";

    @Test
    void whatItDescribesIsWhatTheRecordReads() {
        Schema schema = schema(Order.class);
        assertTrue(fits(schema, ORDER));
        Order order = Values.MAPPER.convertValue(Values.plain(JsonText.parse(ORDER)), Order.class);
        assertEquals(Size.SMALL, order.items().getFirst().size());
        assertEquals(Optional.empty(), order.due());
        assertTrue(fits(schema, JsonText.write(Values.of(order))), "and what it writes");
    }

    @Test
    void whatTheRecordCannotReadDoesNotFit() {
        Schema schema = schema(Order.class);
        for (String wrong : List.of(
                ORDER.replace("SMALL", "HUGE"),
                ORDER.replace("\"count\": 2", "\"count\": 2.5"),
                ORDER.replace("2026-01-01T00:00:00Z", "yesterday"),
                ORDER.replace("\"paid\": true, ", ""),
                ORDER.replace("\"name\": \"pen\"", "\"name\": null"),
                ORDER.replace("1.5", "\"much\""))) {
            assertFalse(fits(schema, wrong), wrong);
        }
        assertTrue(fits(schema, ORDER.replace("\"name\": \"pen\"", "\"name\": \"pen\", \"note\": null")));
    }

    @Test
    void aRecordInItselfIsACircle() {
        Schema schema = schema(Node.class);
        assertTrue(fits(schema, "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}"));
        assertFalse(fits(schema, "{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}"));
    }

    @Test
    void aTypeThatIsNotKnownTakesAnything() {
        assertEquals(Map.of(), RecordSchema.of(Object.class));
        assertEquals(Map.of(), RecordSchema.of(StringBuilder.class));
        assertEquals(Map.of("type", "null"), RecordSchema.of(Void.class));
        assertEquals(Map.of("type", "object"), RecordSchema.of(Map.class));
        assertTrue(Json.isNull(Values.of(null)));
    }
}
