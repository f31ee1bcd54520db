package dev.signalbox.testkit.run;

import dev.signalbox.dsl.model.test.Script;
import java.util.List;

/** Expectations by state: one for every time, or a list with one for each. */
final class Visits {
    private Visits() {}

    interface Comparing<W, T> {
        /** @param which tells the time apart from others, {@code , the 2nd time}; empty when there is one */
        List<Failure> compare(W wanted, T actual, String which);
    }

    static <W, T> void unmet(
            Failure.Kind kind,
            String state,
            String did,
            Script<W> script,
            List<T> actual,
            List<Failure> failures,
            Comparing<W, T> comparing) {
        int wanted =
                script.always() ? Math.max(1, actual.size()) : script.entries().size();
        if (wanted != actual.size()) {
            failures.add(Failure.of(
                    kind,
                    script.place(),
                    "The state " + state + (actual.isEmpty() ? " never " + did : " " + did + " " + times(actual.size()))
                            + ", and `" + kind.text() + "` expects it " + times(wanted) + "."));
        }
        for (int i = 0; i < Math.min(wanted, actual.size()); i++) {
            W entry = script.entries().get(script.always() ? 0 : i);
            String which = actual.size() == 1 ? "" : " (time " + (i + 1) + ")";
            failures.addAll(comparing.compare(entry, actual.get(i), which));
        }
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
