package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs what is gone with what is new where the two are so much alike that it is one thing under another name. Taken the
 * other way round it pairs the same two.
 */
final class Likeness {
    /** So much of both has to be the same: Dice's coefficient over their parts. */
    private static final double ENOUGH = 0.6;

    /** Of less than this nobody could tell. */
    private static final int FEWEST_IN_COMMON = 2;

    private Likeness() {}

    private record Candidate(int before, int after, double score) {}

    /**
     * @param gone what each of the old names stood for, as JSON values
     * @param added what each of the new names stands for
     * @return the new name by the old one
     */
    static <N> Map<N, N> pairs(Map<N, Object> gone, Map<N, Object> added) {
        List<N> olds = List.copyOf(gone.keySet());
        List<N> news = List.copyOf(added.keySet());
        List<Map<String, Integer>> parts =
                added.values().stream().map(Likeness::parts).toList();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < olds.size(); i++) {
            Map<String, Integer> its = parts(gone.getOrDefault(olds.get(i), Map.of()));
            for (int j = 0; j < news.size(); j++) {
                double score = score(its, parts.get(j));
                if (score >= ENOUGH) {
                    candidates.add(new Candidate(i, j, score));
                }
            }
        }
        // Equals are told apart by their places alone, in a way that is the same from both sides.
        candidates.sort(Comparator.comparingDouble((Candidate one) -> -one.score())
                .thenComparingInt(one -> Math.abs(one.before() - one.after()))
                .thenComparingInt(one -> one.before() + one.after()));
        Map<N, N> pairs = new LinkedHashMap<>();
        Set<N> taken = new HashSet<>();
        for (Candidate one : candidates) {
            N before = olds.get(one.before());
            N after = news.get(one.after());
            if (!pairs.containsKey(before) && taken.add(after)) {
                pairs.put(before, after);
            }
        }
        return pairs;
    }

    private static double score(Map<String, Integer> a, Map<String, Integer> b) {
        int common = a.entrySet().stream()
                .mapToInt(part -> Math.min(part.getValue(), b.getOrDefault(part.getKey(), 0)))
                .sum();
        int all = size(a) + size(b);
        return common < FEWEST_IN_COMMON ? 0 : 2.0 * common / all;
    }

    private static int size(Map<String, Integer> parts) {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Every leaf with its path, long texts word by word. */
    private static Map<String, Integer> parts(Object value) {
        Map<String, Integer> parts = new HashMap<>();
        collect("", value, parts);
        return parts;
    }

    private static void collect(String path, Object value, Map<String, Integer> parts) {
        switch (value) {
            case Map<?, ?> map -> Json.object(map).forEach((name, part) -> collect(path + "/" + name, part, parts));
            case List<?> list -> list.forEach(part -> collect(path + "/*", part, parts));
            case String text -> {
                for (String word : text.split("\\s+")) {
                    parts.merge(path + "=" + word, 1, Integer::sum);
                }
            }
            default -> parts.merge(path + "=" + value, 1, Integer::sum);
        }
    }
}
