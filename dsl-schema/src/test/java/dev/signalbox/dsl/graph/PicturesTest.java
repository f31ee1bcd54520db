package dev.signalbox.dsl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Span;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PicturesTest {
    private static final Span AT = Span.point("x.flow.yaml", 1, 1);

    static Graph refundDesk() {
        List<Graph.Node> nodes = new ArrayList<>();
        nodes.add(node("look_up_order", "call", "get_order", false));
        nodes.add(node("classify", "llm", "fast", false));
        nodes.add(node("read_refund", "llm", "fast", false));
        nodes.add(node("pay_refund", "call", "refund_payment", true));
        nodes.add(node("confirm", "set", "reply", false));
        nodes.add(node("write_status", "set", "reply", false));
        nodes.add(node("hand_over", "ask", "support-lead", true));
        nodes.add(node("done", "end", "succeeded", false));
        nodes.add(node("dropped", "end", "failed", false));
        List<Graph.Edge> edges = new ArrayList<>();
        edges.add(edge("look_up_order", "classify", "next", ""));
        edges.add(edge("classify", "read_refund", "case", "refund_request"));
        edges.add(edge("classify", "write_status", "case", "status_inquiry"));
        edges.add(edge("classify", "hand_over", "case", "complaint"));
        edges.add(edge("classify", "hand_over", "otherwise", "invalid"));
        edges.add(edge("read_refund", "pay_refund", "next", ""));
        edges.add(edge("read_refund", "hand_over", "otherwise", "invalid"));
        edges.add(edge("pay_refund", "confirm", "next", ""));
        edges.add(edge("pay_refund", "hand_over", "otherwise", "rejected"));
        edges.add(edge("pay_refund", "hand_over", "otherwise", "expired"));
        edges.add(edge("confirm", "done", "next", ""));
        edges.add(edge("write_status", "done", "next", ""));
        edges.add(edge("hand_over", "done", "next", ""));
        edges.add(edge("hand_over", "dropped", "otherwise", "expired"));
        edges.add(edge("look_up_order", "hand_over", "default", "failed"));
        edges.add(edge("classify", "hand_over", "default", "failed"));
        return new Graph("refund-desk", "look_up_order", nodes, edges);
    }

    private static Graph.Node node(String id, String verb, String detail, boolean holds) {
        return new Graph.Node(id, verb, null, detail, holds, List.of(), AT);
    }

    private static Graph.Edge edge(String from, String to, String kind, String label) {
        return new Graph.Edge(from, to, kind, label, AT);
    }

    @Test
    void mermaidJoinsTheWaysBetweenTwoStatesAndDrawsTheFlowsRoutesOnce() {
        assertEquals(
                """
                flowchart TD
                  s0["<b>a</b><br/>llm fast"]
                  s1(["<b>z</b><br/>end succeeded"])
                  s2(["any state"])
                  s2 -. "failed, limit" .-> s1
                  s0 -- "#quot;x#quot; #lt; 1, else" --> s1
                  s0 -. "invalid" .-> s1
                  classDef holds stroke:#b45309,stroke-width:2px
                """,
                Mermaid.write(new Graph(
                        "f",
                        "a",
                        List.of(node("a", "llm", "fast", false), node("z", "end", "succeeded", false)),
                        List.of(
                                edge("a", "z", "case", "\"x\" < 1"),
                                edge("a", "z", "case", "else"),
                                edge("a", "z", "otherwise", "invalid"),
                                edge("a", "z", "default", "failed"),
                                edge("a", "z", "default", "limit")))));
    }

    @Test
    void dotQuotesWhatAFileMaySay() {
        String dot = Dot.write(new Graph(
                "f",
                "a",
                List.of(node("a", "branch", "", false), node("z", "end", "failed", false)),
                List.of(edge("a", "z", "case", "x == \"\\n\""))));
        assertTrue(dot.contains("\"a\" -> \"z\" [label=\"x == \\\"\\\\n\\\"\"];"), dot);
        assertTrue(dot.contains("\"a\" [label=\"a\", shape=diamond, style=solid];"), dot);
    }

    @Test
    void svgIsWellFormedAndShowsEveryState() throws Exception {
        Graph graph = refundDesk();
        String svg = Svg.write(graph);
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        for (Graph.Node node : graph.nodes()) {
            assertTrue(svg.contains("data-state=\"" + node.id() + "\""), node.id());
        }
        assertTrue(svg.contains("rejected, expired"), "two outcomes of one way share a line");
        assertEquals(svg, Svg.write(graph), "the same graph gives the same picture");
    }

    @Test
    void noTwoBoxesOverlap() {
        String svg = Svg.write(refundDesk());
        Matcher boxes = Pattern.compile(
                        "class=\"box\" rx=\"[^\"]*\" x=\"([^\"]*)\" y=\"([^\"]*)\" width=\"([^\"]*)\" height=\"([^\"]*)\"")
                .matcher(svg);
        List<double[]> seen = new ArrayList<>();
        while (boxes.find()) {
            double[] box = new double[4];
            for (int i = 0; i < 4; i++) {
                box[i] = Double.parseDouble(boxes.group(i + 1));
            }
            for (double[] other : seen) {
                boolean apart = box[0] >= other[0] + other[2]
                        || other[0] >= box[0] + box[2]
                        || box[1] >= other[1] + other[3]
                        || other[1] >= box[1] + box[3];
                assertTrue(apart, svg);
            }
            seen.add(box);
        }
        assertEquals(10, seen.size());
    }

    @Test
    void wordsFromTheFileCannotBreakOutOfThePicture() {
        String svg = Svg.write(new Graph(
                "<script>",
                "a",
                List.of(new Graph.Node("a", "set", "\"><script>", "<b>", false, List.of(), AT)),
                List.of(edge("a", "a", "case", "<i>"))));
        assertFalse(svg.contains("<script>"));
        assertFalse(svg.contains("<b>"));
        assertFalse(svg.contains("<i>"));
    }
}
