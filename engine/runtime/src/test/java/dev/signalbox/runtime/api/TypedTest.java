package dev.signalbox.runtime.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedTest {
    record Line(String item, int count) {}

    record Order(@JsonProperty("order_id") String id, List<Line> lines, double total) {}

    @Test
    void aRecordIsAnInputByTheNamesOfItsComponents() {
        Map<String, Object> input = Typed.input(new Order("O9", List.of(new Line("cup", 2)), 12.5));
        assertEquals(
                Map.of("order_id", "O9", "lines", List.of(Map.of("item", "cup", "count", 2L)), "total", 12.5), input);
        assertEquals(new Order("O9", List.of(new Line("cup", 2)), 12.5), Typed.as(input, Order.class));
    }

    @Test
    void aMapMayHoldRecordsAndAnyNumbersAndNull() {
        assertEquals(
                Map.of("line", Map.of("item", "cup", "count", 2L), "n", 3L, "none", Json.NULL),
                Typed.input(Map.of("line", new Line("cup", 2), "n", 3, "none", Json.NULL)));
    }

    @Test
    void aValueIsReadAsTheTypeThatAProgramAsksFor() {
        assertEquals(new Line("cup", 2), Typed.as(Map.of("item", "cup", "count", 2L), Line.class));
        assertEquals("x", Typed.as("x", String.class));
        assertEquals(2.0, Typed.as(2L, Double.class));
    }

    @Test
    void whatDoesNotFitIsSaidWithTheTypesName() {
        Problem noObject = assertThrows(Problem.class, () -> Typed.input(List.of(1)));
        assertEquals(Problem.Kind.INVALID, noObject.kind());
        Problem misfit = assertThrows(Problem.class, () -> Typed.as(Map.of("item", List.of()), Line.class));
        assertTrue(
                String.valueOf(misfit.getMessage()).startsWith("The value does not fit Line: "), misfit.getMessage());
        Problem nothing = assertThrows(Problem.class, () -> Typed.as(Json.NULL, Line.class));
        assertEquals("There is no value to be read as Line.", nothing.getMessage());
        Problem unwritable = assertThrows(
                Problem.class,
                () -> Typed.input(new Object() {
                    public String getText() {
                        throw new IllegalStateException("on purpose");
                    }
                }));
        assertTrue(String.valueOf(unwritable.getMessage()).contains("cannot be written as JSON"));
    }
}
