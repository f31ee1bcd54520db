package dev.signalbox.dsl.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph made fit to look at: ways between the same two states are one line with all their words, and the flow's own
 * routes, which leave nearly every state, start at one pill, {@code any state}, for each target.
 */
record Drawing(List<Any> anys, List<Line> lines) {

    /** The pill that stands for every state a default route leaves. */
    record Any(String id, String to, List<String> outcomes) {}

    /** One drawn line. {@code label} is empty when there is nothing to say. */
    record Line(String from, String to, String label, boolean routine) {}

    private record Ends(String from, String to, boolean routine) {}

    static Drawing of(Graph graph) {
        Map<String, List<String>> shared = new LinkedHashMap<>();
        Map<Ends, List<String>> words = new LinkedHashMap<>();
        for (Graph.Edge edge : graph.edges()) {
            if (edge.kind().equals("default")) {
                addOnce(shared.computeIfAbsent(edge.to(), to -> new ArrayList<>()), edge.label());
            } else {
                Ends ends = new Ends(edge.from(), edge.to(), !edge.kind().equals("otherwise"));
                addOnce(words.computeIfAbsent(ends, key -> new ArrayList<>()), edge.label());
            }
        }
        List<Any> anys = new ArrayList<>();
        shared.forEach((to, outcomes) -> anys.add(new Any("any state to " + to, to, List.copyOf(outcomes))));
        List<Line> lines = new ArrayList<>();
        words.forEach((ends, labels) ->
                lines.add(new Line(ends.from(), ends.to(), clip(String.join(", ", labels)), ends.routine())));
        return new Drawing(List.copyOf(anys), List.copyOf(lines));
    }

    private static void addOnce(List<String> list, String word) {
        if (!word.isEmpty() && !list.contains(word)) {
            list.add(word);
        }
    }

    private static String clip(String label) {
        String line = label.replaceAll("\\s+", " ");
        return line.length() <= 40 ? line : line.substring(0, 39) + "…";
    }
}
