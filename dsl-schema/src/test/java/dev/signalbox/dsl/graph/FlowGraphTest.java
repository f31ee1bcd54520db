package dev.signalbox.dsl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A flow file as a picture. */
class FlowGraphTest {
    private static final Sources NONE = new Sources() {
        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    };

    private static Graph graph(String states) {
        ReadWorkspace workspace = WorkspaceReader.read("signalbox: 1\n", NONE);
        assertEquals(Limits.NONE, workspace.workspace().defaultLimits());
        String text = "signalbox: 1\nflow: f\nversion: 1.0.0\notherwise: { failed: bad }\nstart: a\nstates:\n" + states
                + "  done: { end: succeeded }\n  bad: { end: failed }\n";
        Flow flow = FlowReader.read("f.flow.yaml", text, workspace.workspace(), NONE)
                .flow();
        return GraphBuilder.of(Objects.requireNonNull(flow));
    }

    private static List<String> edges(Graph graph) {
        return graph.edges().stream()
                .map(edge -> edge.from() + " -" + edge.kind() + " " + edge.label() + "> " + edge.to())
                .toList();
    }

    @Test
    void everyWayIsAnEdgeOfItsKind() {
        Graph graph = graph("""
                  a: { call: x, otherwise: { http.404: done }, next: b }
                  b: { next: [ { when: 1 > 2, to: a }, { to: c } ] }
                  c: { next: { match: run.key, cases: { x: done }, else: bad }, visits: 2, otherwise: { exhausted: bad } }
                """);
        assertEquals(
                List.of(
                        "a -next > b",
                        "a -otherwise http.404> done",
                        "a -default failed> bad",
                        "b -case 1 > 2> a",
                        "b -case else> c",
                        "b -default failed> bad",
                        "c -case x> done",
                        "c -case else> bad",
                        "c -otherwise exhausted> bad",
                        "c -default failed> bad"),
                edges(graph));
        assertEquals("call", graph.nodes().getFirst().verb());
        assertEquals("x", graph.nodes().getFirst().detail());
    }

    @Test
    void aWayToNowhereIsLeftOutAndAHoldIsMarked() {
        Graph graph = graph("""
                  a: { ask: { title: T, by: [x], within: 1h }, otherwise: { expired: nowhere }, next: p }
                  p:
                    parallel:
                      left: { call: x, approve: { by: [x], within: 1h } }
                      right: { flow: other }
                    next: done
                """);
        assertEquals(
                List.of("a -next > p", "a -default failed> bad", "p -next > done", "p -default failed> bad"),
                edges(graph));
        assertTrue(graph.nodes().get(0).holds());
        assertTrue(graph.nodes().get(1).holds());
        assertEquals(
                List.of("left: call x", "right: flow other"),
                graph.nodes().get(1).inner());
    }
}
