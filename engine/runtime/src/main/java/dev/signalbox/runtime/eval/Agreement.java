package dev.signalbox.runtime.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a variant says what the baseline said. It is asked about each question that the baseline has a value for; an invalid or
 * failed answer does not agree.
 *
 * @param fields for answers that are objects, each field by itself, over the pairs that both have a value
 */
public record Agreement(Share whole, Map<String, Share> fields) {

    public record Share(int agreeing, int of) {
        private static final Share NONE = new Share(0, 0);

        Share with(boolean agrees) {
            return new Share(agreeing + (agrees ? 1 : 0), of + 1);
        }

        /** Null of nothing. */
        public @Nullable Double share() {
            return of == 0 ? null : (double) agreeing / of;
        }
    }

    static Agreement of(List<Compared> all, Likeness likeness) {
        Share whole = Share.NONE;
        Map<String, Share> fields = new LinkedHashMap<>();
        for (Compared one : all) {
            Object before = one.baseline().value();
            Answer answer = one.answer();
            if (before == null || answer == null || !answer.counts()) {
                continue;
            }
            Object after = answer.value();
            whole = whole.with(after != null && likeness.same(before, after));
            if (after != null) {
                likeness.fields(before, after)
                        .forEach((name, same) -> fields.put(
                                name, fields.getOrDefault(name, Share.NONE).with(same)));
            }
        }
        return new Agreement(whole, fields);
    }
}
