package dev.signalbox.runtime.review;

import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.Kind;
import dev.signalbox.dsl.diff.Subject;
import dev.signalbox.dsl.graph.Graph;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.model.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states and ways of two versions in one picture, each with what became of it. A state that was renamed is one that changed,
 * under the name it has now.
 */
final class PicturedChange {
    private final Graph before;
    private final Graph after;
    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    private PicturedChange(Flow from, Flow to, List<Change> changes) {
        before = GraphBuilder.of(from);
        after = GraphBuilder.of(to);
        for (Change change : changes) {
            if (change.subject().sort() == Subject.Sort.STATE) {
                changed.add(change.subject().name());
                String old = old(change);
                if (old != null) {
                    renamed.put(old, change.subject().name());
                }
            }
        }
    }

    static Map<String, Object> of(Flow from, Flow to, List<Change> changes) {
        return new PicturedChange(from, to, changes).graph();
    }

    /** The name before, of a change of name. */
    private static @Nullable String old(Change change) {
        if (change.kind() != Kind.STATE_RENAMED || change.before() == null) {
            return null;
        }
        String path = change.before().path();
        return path.startsWith("/states/") ? path.substring("/states/".length()).split("/", 2)[0] : null;
    }

    private Map<String, Object> graph() {
        Map<String, Object> graph = new LinkedHashMap<>();
        graph.put("flow", after.flow());
        graph.put("start", after.start());
        graph.put("nodes", nodes());
        graph.put("edges", edges());
        return graph;
    }

    private String now(String old) {
        return renamed.getOrDefault(old, old);
    }

    private List<Object> nodes() {
        Map<String, Graph.Node> was = new LinkedHashMap<>();
        before.nodes().forEach(node -> was.put(now(node.id()), node));
        List<Object> nodes = new ArrayList<>();
        for (Graph.Node node : after.nodes()) {
            Graph.Node old = was.remove(node.id());
            String status = old == null
                    ? "added"
                    : changed.contains(node.id()) || !looks(old).equals(looks(node)) ? "changed" : "same";
            nodes.add(node(node, node.id(), status));
        }
        was.forEach((id, node) -> nodes.add(node(node, id, "removed")));
        return nodes;
    }

    private static List<Object> looks(Graph.Node node) {
        return List.of(node.verb(), node.detail(), node.holds(), node.inner());
    }

    private static Map<String, Object> node(Graph.Node node, String id, String status) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("verb", node.verb());
        if (node.title() != null) {
            shown.put("title", node.title());
        }
        shown.put("detail", node.detail());
        shown.put("holds", node.holds());
        shown.put("inner", node.inner());
        shown.put("status", status);
        return shown;
    }

    private record Way(String from, String to, String kind, String label) {}

    private List<Object> edges() {
        Set<Way> was = new HashSet<>();
        before.edges().forEach(edge -> was.add(new Way(now(edge.from()), now(edge.to()), edge.kind(), edge.label())));
        List<Object> edges = new ArrayList<>();
        Set<Way> is = new HashSet<>();
        for (Graph.Edge edge : after.edges()) {
            Way way = new Way(edge.from(), edge.to(), edge.kind(), edge.label());
            is.add(way);
            edges.add(edge(way, was.contains(way) ? "same" : "added"));
        }
        for (Graph.Edge edge : before.edges()) {
            Way way = new Way(now(edge.from()), now(edge.to()), edge.kind(), edge.label());
            if (is.add(way)) {
                edges.add(edge(way, "removed"));
            }
        }
        return edges;
    }

    private static Map<String, Object> edge(Way way, String status) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("from", way.from());
        shown.put("to", way.to());
        shown.put("kind", way.kind());
        shown.put("label", way.label());
        shown.put("status", status);
        return shown;
    }
}
