package dev.signalbox.dsl.type;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12) of a flow. Building one is cheap; it is compiled when it is first asked something. Equal
 * schemas are equal. No remote references; {@code pattern} is RE2.
 */
public final class Schema {
    private final Object json;
    private final Place place;

    private Schema(Object json, Place place) {
        this.json = json;
        this.place = place;
    }

    /**
     * @param json the schema as written, {@code {"$ref": "#/types/Order"}} and all
     * @param types the flow's types by name, as written
     */
    public static Schema of(Object json, Map<String, Object> types, Place place) {
        throw new UnsupportedOperationException();
    }

    /** The schema alone: references lead to its own {@code $defs}. Fit for a model, a form, a hash. */
    public Object json() {
        return json;
    }

    public Place place() {
        return place;
    }

    /** Coerces a value to this schema's types (integer to long, number to double) and validates it. Never throws at a value. */
    public Fit fit(Object value) {
        throw new UnsupportedOperationException();
    }

    /** The shape of its values, for expressions. */
    public Type type() {
        throw new UnsupportedOperationException();
    }

    /** The schema of a part: a field's name, or any text of digits for a list's item. Null when the schema has no such part. */
    public @Nullable Schema at(List<String> path) {
        throw new UnsupportedOperationException();
    }

    /** What became of a value held against a schema. */
    public sealed interface Fit {
        record Fits(Object value) implements Fit {}

        /** Every problem, in the order of the value. */
        record Misfit(List<Problem> problems) implements Fit {
            public Misfit {
                problems = List.copyOf(problems);
            }
        }
    }

    /** @param pointer where in the value, a JSON pointer, empty for the whole */
    public record Problem(String pointer, String message) {}
}
