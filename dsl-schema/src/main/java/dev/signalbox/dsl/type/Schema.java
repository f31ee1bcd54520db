package dev.signalbox.dsl.type;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12) of a flow. Building one is cheap; it is compiled when it is first asked something. Equal
 * schemas are equal. No remote references; {@code pattern} is RE2 and matches in linear time; {@code format} is
 * asserted. A schema that is itself wrong has {@link #faults()}; what they concern accepts every value.
 */
public final class Schema {
    private final Document document;
    private final Place place;
    private volatile @Nullable Object json;
    private volatile @Nullable Type type;
    private volatile @Nullable Compilation compilation;

    private Schema(Document document, Place place) {
        this.document = document;
        this.place = place;
    }

    /**
     * A schema as it stands in a flow.
     *
     * @param json the schema as written, {@code {"$ref": "#/types/Order"}} and all
     * @param types the flow's types by name, as written
     */
    public static Schema of(Object json, Map<String, Object> types, Place place) {
        return new Schema(Document.of(json, types), place);
    }

    /** The schema alone: references lead to its own {@code $defs}. Fit for a model, a form, a hash. */
    public Object json() {
        Object known = json;
        if (known == null) {
            known = document.alone();
            json = known;
        }
        return known;
    }

    public Place place() {
        return place;
    }

    /** Coerces a value to this schema's types (integer to long, number to double) and validates it. Never throws at a value. */
    public Fit fit(Object value) {
        Fitting fitting = new Fitting();
        Object fitted = compilation().rule().fit(value, Fitting.Where.ROOT, fitting);
        return fitting.problems().isEmpty() ? new Fit.Fits(fitted) : new Fit.Misfit(fitting.problems());
    }

    /** The shape of its values, for expressions. */
    public Type type() {
        Type known = type;
        if (known == null) {
            known = new TypeReader(document).read();
            type = known;
        }
        return known;
    }

    /** What is wrong with the schema itself, with pointers into it as written: an unknown keyword, a reference to nowhere, a bad pattern. */
    public List<Problem> faults() {
        return compilation().faults();
    }

    /** The schema of a part: a field's name, or any text of digits for a list's item. Null when the schema has no such part. */
    public @Nullable Schema at(List<String> path) {
        Document part = document;
        for (String step : path) {
            Document next = part.part(step);
            if (next == null) {
                return null;
            }
            part = next;
        }
        return new Schema(part, place);
    }

    private Compilation compilation() {
        Compilation known = compilation;
        if (known == null) {
            known = new RuleReader(document).read();
            compilation = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schema schema && schema.json().equals(json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return json().toString();
    }

    /** A schema ready to be held against values, and what was wrong with it. */
    record Compilation(Rule rule, List<Problem> faults) {}

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

    /**
     * One thing that does not fit.
     *
     * @param pointer where in the value, a JSON pointer, empty for the whole; a missing field is pointed at where it would be
     */
    public record Problem(String pointer, String message) {}
}
