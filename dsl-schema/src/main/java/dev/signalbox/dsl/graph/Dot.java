package dev.signalbox.dsl.graph;

/** A graph in Graphviz's language. */
public final class Dot {
    private Dot() {}

    public static String write(Graph graph) {
        Drawing drawing = Drawing.of(graph);
        StringBuilder out = new StringBuilder("digraph " + quoted(graph.flow()) + " {\n");
        out.append("  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
        out.append("  edge [fontname=\"sans-serif\", fontsize=10];\n");
        for (Graph.Node node : graph.nodes()) {
            String text = node.verb().equals("branch")
                    ? node.id()
                    : node.id() + "\n" + (node.verb() + " " + node.detail()).strip();
            out.append("  ").append(quoted(node.id())).append(" [label=").append(quoted(text));
            out.append(
                    switch (node.verb()) {
                        case "end" -> ", shape=oval, style=solid";
                        case "branch" -> ", shape=diamond, style=solid";
                        default -> node.holds() ? ", penwidth=2" : "";
                    });
            out.append("];\n");
        }
        for (Drawing.Any any : drawing.anys()) {
            out.append("  ").append(quoted(any.id())).append(" [label=\"any state\", style=\"rounded,dashed\"];\n");
            line(out, any.id(), any.to(), String.join(", ", any.outcomes()), false);
        }
        for (Drawing.Line line : drawing.lines()) {
            line(out, line.from(), line.to(), line.label(), line.routine());
        }
        return out.append("}\n").toString();
    }

    private static void line(StringBuilder out, String from, String to, String label, boolean routine) {
        out.append("  ").append(quoted(from)).append(" -> ").append(quoted(to));
        out.append(" [label=")
                .append(quoted(label))
                .append(routine ? "" : ", style=dashed")
                .append("];\n");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
