package dev.signalbox.dsl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whatever schema is held against whatever value: what fits keeps its meaning and fits for others too. */
class FuzzSchemaTest {
    private static final Place NOWHERE = new Place(Span.point("f.flow.yaml", 1, 1), "");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    /** Where the other validator goes by another dialect of patterns, or by names that this one reads over. */
    private static final Pattern APART =
            Pattern.compile("\"(pattern|patternProperties|\\$schema|\\$id|\\$anchor|\\$dynamicAnchor|\\$vocabulary)\"");

    /** The input is a schema, a value and the flow's types, as JSON, between lines of {@code ---}. */
    @FuzzTest
    void whatFitsAnySchemaStaysAsItIsAndFitsForOthersToo(byte[] data) throws Throwable {
        String[] parts = Text.parts(data, 3);
        Optional<Object> schema = read(parts[0]);
        Optional<Object> value = read(parts[1]);
        Optional<Object> types = read(parts[2]);
        if (schema.isPresent() && value.isPresent()) {
            Map<String, Object> named =
                    types.orElse(Map.of()) instanceof Map<?, ?> map ? Json.object(map) : Map.<String, Object>of();
            Effort.isBounded(() -> holds(Schema.of(schema.get(), named, NOWHERE), value.get()));
        }
    }

    /** The value of a text, if it is JSON; then its three forms all say the same. */
    private static Optional<Object> read(String json) {
        Object value;
        try {
            value = JsonText.parse(json);
        } catch (JsonTextException refused) {
            Text.of(json).holds(Span.point("", refused.line(), refused.column()), refused);
            return Optional.empty();
        }
        assertEquals(value, JsonText.parse(JsonText.write(value)));
        assertEquals(value, JsonText.parse(JsonText.pretty(value)));
        return Optional.of(value);
    }

    private static void holds(Schema schema, Object value) {
        schema.faults().forEach(fault -> assertFalse(fault.message().isBlank()));
        assertFalse(Types.words(schema.type()).isBlank());
        Schema alone = Schema.of(schema.json(), Map.of(), NOWHERE);
        assertEquals(schema, alone);
        schema.at(List.of("a", "0"));
        switch (schema.fit(value)) {
            case Schema.Fit.Misfit misfit -> {
                assertFalse(misfit.problems().isEmpty());
                misfit.problems().forEach(problem -> leadsSomewhere(problem, value));
            }
            case Schema.Fit.Fits fits -> {
                assertEquals(inDoubles(value), inDoubles(fits.value()), "a coercion changes no value");
                assertEquals(fits.value(), fit(schema, fits.value()), "what fits, fits");
                if (alone.faults().isEmpty()) {
                    assertEquals(fits.value(), fit(alone, value), "a schema means the same alone");
                    fitsForOthers(schema, fits.value());
                }
            }
        }
    }

    private static Object fit(Schema schema, Object value) {
        return assertInstanceOf(Schema.Fit.Fits.class, schema.fit(value), () -> schema + " refuses " + value)
                .value();
    }

    /** A problem's pointer names a part of the value, or a field that one of its objects lacks. */
    private static void leadsSomewhere(Schema.Problem problem, Object value) {
        Object at = value;
        String[] steps = problem.pointer().split("/", -1);
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i].replace("~1", "/").replace("~0", "~");
            boolean last = i == steps.length - 1;
            if (at instanceof List<?> list) {
                at = list.get(Integer.parseInt(step));
            } else {
                Map<String, Object> object = Json.object(at);
                assertTrue(last || object.containsKey(step), problem::toString);
                at = object.getOrDefault(step, Json.NULL);
            }
        }
        assertFalse(problem.message().isBlank());
    }

    private static void fitsForOthers(Schema schema, Object value) {
        String json = JsonText.write(schema.json());
        if (APART.matcher(json).find()) {
            return;
        }
        List<?> errors;
        try {
            errors = REGISTRY.getSchema(json, InputFormat.JSON).validate(JsonText.write(value), InputFormat.JSON);
        } catch (SchemaException | StackOverflowError unread) {
            // An empty list where it wants none, or a schema that leads to itself for ever: ours are read, to a depth.
            return;
        }
        assertTrue(errors.isEmpty(), () -> json + " takes " + JsonText.write(value) + ", though " + errors);
    }

    private static Object inDoubles(Object value) {
        return switch (value) {
            case Long number -> number.doubleValue();
            case Double number -> number + 0.0;
            case List<?> list -> list.stream().map(FuzzSchemaTest::inDoubles).toList();
            case Map<?, ?> map -> {
                Map<String, Object> fields = new TreeMap<>();
                map.forEach((key, field) -> fields.put((String) key, inDoubles(field)));
                yield fields;
            }
            default -> value;
        };
    }
}
