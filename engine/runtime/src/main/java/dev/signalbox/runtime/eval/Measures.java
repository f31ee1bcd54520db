package dev.signalbox.runtime.eval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of answers in figures.
 *
 * @param questions how many there are, the unanswered ones too
 * @param fates how many came to what; what is missing was not asked any more
 * @param failures how many of the failed ones, by kind
 * @param latencies of each answer somebody measured, ascending
 */
public record Measures(
        int questions,
        Map<Answer.Fate, Integer> fates,
        Map<String, Integer> failures,
        Used used,
        List<Duration> latencies) {

    static Measures of(List<? extends @Nullable Answer> answers) {
        Map<Answer.Fate, Integer> fates = new EnumMap<>(Answer.Fate.class);
        Map<String, Integer> failures = new TreeMap<>();
        List<Duration> latencies = new ArrayList<>();
        Used used = Used.NOTHING;
        for (Answer answer : answers) {
            if (answer == null) {
                continue;
            }
            fates.merge(answer.fate(), 1, Integer::sum);
            if (answer.fate() == Answer.Fate.FAILED) {
                failures.merge(answer.kind(), 1, Integer::sum);
            }
            used = used.plus(answer.used());
            if (answer.counts() && answer.used().latency() != null) {
                latencies.add(answer.used().latency());
            }
        }
        latencies.sort(null);
        return new Measures(answers.size(), fates, failures, used, List.copyOf(latencies));
    }

    public int of(Answer.Fate fate) {
        return fates.getOrDefault(fate, 0);
    }

    /** Not asked any more when all was stopped. */
    public int notAsked() {
        return questions - fates.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those that count for or against whoever was asked. */
    public int asked() {
        return valid() + of(Answer.Fate.INVALID) + of(Answer.Fate.FAILED);
    }

    public int valid() {
        return of(Answer.Fate.AT_ONCE) + of(Answer.Fate.REPAIRED);
    }

    /** Null where nobody was asked. */
    public @Nullable Double validShare() {
        return asked() == 0 ? null : (double) valid() / asked();
    }

    /** The smallest latency that so great a share of the answers does not exceed; null without any. */
    public @Nullable Duration latency(double share) {
        return latencies.isEmpty() ? null : latencies.get(Math.max(0, (int) Math.ceil(share * latencies.size()) - 1));
    }
}
