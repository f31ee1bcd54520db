package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value being held against one schema: its problems so far, and how deep the schema's references have led. */
final class Fitting {
    /** A value of 64 levels is far beyond what a flow can read; a schema that refers to itself without an end stops here. */
    private static final int MAX_DEPTH = 256;

    /** References followed for one value: a schema whose unions double at each reference stops here. */
    private static final int MAX_STEPS = 200_000;

    private static final int MAX_PROBLEMS = 50;

    private final List<Schema.Problem> problems = new ArrayList<>();
    private int depth;
    private int[] steps = {0};

    List<Schema.Problem> problems() {
        return problems;
    }

    void problem(Where where, String rest) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Schema.Problem(where.pointer(), where.words() + " " + rest));
        }
    }

    /** Enters a reference; false when that leads too deep, which is then a problem of its own. */
    boolean enter(Where where) {
        if (depth >= MAX_DEPTH || ++steps[0] > MAX_STEPS) {
            problem(where, "is nested too deep to be checked");
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    /** Tries a schema without keeping its problems here. */
    Fitting apart() {
        Fitting apart = new Fitting();
        apart.depth = depth;
        apart.steps = steps;
        return apart;
    }

    void take(Fitting other) {
        other.problems.forEach(problem -> {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(problem);
            }
        });
    }

    /** A value in words, short enough for a sentence. */
    static String words(Object value) {
        return switch (value) {
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case Double number -> dev.signalbox.dsl.value.Numbers.plain(number);
            default -> {
                String text = Json.isNull(value) ? "null" : JsonText.write(value);
                yield text.length() > 60 ? text.substring(0, 57) + "…\"" : text;
            }
        };
    }

    /** A place in the value; its text is made only when there is a problem. */
    record Where(@Nullable Where parent, String step, int index) {
        static final Where ROOT = new Where(null, "", -1);

        Where field(String name) {
            return new Where(this, name, -1);
        }

        Where item(int at) {
            return new Where(this, "", at);
        }

        String pointer() {
            if (parent == null) {
                return "";
            }
            String own = index >= 0
                    ? Integer.toString(index)
                    : step.replace("~", "~0").replace("/", "~1");
            return parent.pointer() + "/" + own;
        }

        String words() {
            return parent == null ? "the value" : path();
        }

        private String path() {
            if (parent == null) {
                return "";
            }
            String before = parent.path();
            if (index >= 0) {
                return before + "[" + index + "]";
            }
            return before.isEmpty() ? step : before + "." + step;
        }
    }
}
