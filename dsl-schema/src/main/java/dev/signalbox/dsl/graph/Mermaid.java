package dev.signalbox.dsl.graph;

import java.util.HashMap;
import java.util.Map;

/** A graph as a Mermaid flowchart, as Markdown pages show it. */
public final class Mermaid {
    private Mermaid() {}

    public static String write(Graph graph) {
        Drawing drawing = Drawing.of(graph);
        StringBuilder out = new StringBuilder("flowchart TD\n");
        Map<String, String> ids = new HashMap<>();
        for (Graph.Node node : graph.nodes()) {
            String id = "s" + ids.size();
            ids.put(node.id(), id);
            out.append("  ").append(id).append(shape(node)).append('\n');
        }
        for (Drawing.Any any : drawing.anys()) {
            String id = "s" + ids.size();
            ids.put(any.id(), id);
            out.append("  ").append(id).append("([\"any state\"])\n");
            out.append("  ")
                    .append(id)
                    .append(" -. \"")
                    .append(quoted(String.join(", ", any.outcomes())))
                    .append("\" .-> ")
                    .append(ids.get(any.to()))
                    .append('\n');
        }
        for (Drawing.Line line : drawing.lines()) {
            out.append("  ")
                    .append(ids.get(line.from()))
                    .append(arrow(line))
                    .append(ids.get(line.to()))
                    .append('\n');
        }
        for (Graph.Node node : graph.nodes()) {
            if (node.holds()) {
                out.append("  class ").append(ids.get(node.id())).append(" holds\n");
            }
        }
        return out.append("  classDef holds stroke:#b45309,stroke-width:2px\n").toString();
    }

    private static String shape(Graph.Node node) {
        String text = "<b>" + quoted(node.id()) + "</b>"
                + (node.verb().equals("branch") ? "" : "<br/>" + quoted((node.verb() + " " + node.detail()).strip()));
        return switch (node.verb()) {
            case "end" -> "([\"" + text + "\"])";
            case "branch" -> "{\"" + text + "\"}";
            default -> "[\"" + text + "\"]";
        };
    }

    private static String arrow(Drawing.Line line) {
        if (line.label().isEmpty()) {
            return line.routine() ? " --> " : " -.-> ";
        }
        String label = "\"" + quoted(line.label()) + "\"";
        return line.routine() ? " -- " + label + " --> " : " -. " + label + " .-> ";
    }

    private static String quoted(String text) {
        return text.replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
