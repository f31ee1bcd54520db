package dev.signalbox.dsl.graph;

import dev.signalbox.dsl.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow as a picture: a pure function of the file, without coordinates.
 */
public record Graph(String flow, String start, List<Node> nodes, List<Edge> edges) {
    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * @param verb {@code set, call, llm, ask, wait, parallel, each, flow, end, branch}
     * @param detail the action, model, flow or status in a few words
     * @param holds may wait for a person
     * @param inner the slots of a {@code parallel}, each {@code name: verb detail}
     */
    public record Node(
            String id,
            String verb,
            @Nullable String title,
            String detail,
            boolean holds,
            List<String> inner,
            Span at) {}

    /**
     * @param kind {@code next}, {@code case}, {@code otherwise} (the state's own) or {@code default} (the flow's)
     * @param label the case's value, the branch's condition, the outcome; empty for a plain next
     */
    public record Edge(String from, String to, String kind, String label, Span at) {}
}
