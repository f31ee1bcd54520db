package dev.signalbox.dsl.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A graph as one self-contained SVG picture: no script, no fonts or images from elsewhere, light or dark as the reader
 * prefers. Each state is a group with its name in {@code data-state}.
 */
public final class Svg {
    private static final double MARGIN = 24;
    private static final double LINE = 17;
    private static final String STYLE = """
            .bg{fill:#fff}.box{fill:#f8fafc;stroke:#94a3b8;stroke-width:1.2}.name{fill:#0f172a;font-weight:600}\
            .detail{fill:#475569;font-size:11.5px}.verb{fill:#1d4ed8;font-size:11.5px;font-weight:600}\
            .line{fill:none;stroke:#64748b;stroke-width:1.4}.side{stroke-dasharray:5 4;stroke:#94a3b8}\
            .tip{fill:#64748b}.word{fill:#334155;font-size:11px}.paper{fill:#fff;opacity:.92}\
            .holds .box{stroke:#d97706;stroke-width:2;fill:#fffbeb}.holds .verb{fill:#b45309}\
            .ok .box{fill:#ecfdf5;stroke:#059669}.bad .box{fill:#fef2f2;stroke:#dc2626}\
            .any .box{fill:none;stroke-dasharray:5 4}.any .name{font-weight:400;fill:#475569}\
            @media (prefers-color-scheme:dark){.bg{fill:#0b1120}.box{fill:#172033;stroke:#52627a}.name{fill:#e2e8f0}\
            .detail{fill:#9fb0c6}.verb{fill:#93b4ff}.line{stroke:#7c8ca3}.side{stroke:#5b6b82}.tip{fill:#7c8ca3}\
            .word{fill:#c3cfde}.paper{fill:#0b1120}.holds .box{fill:#2a2113;stroke:#f0a93b}.holds .verb{fill:#f6b95a}\
            .ok .box{fill:#0d261f;stroke:#34d399}.bad .box{fill:#2b1518;stroke:#f87171}.any .box{fill:none}\
            .any .name{fill:#9fb0c6}}""";

    private final Graph graph;
    private final Drawing drawing;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Layout.Cell> boxes = new ArrayList<>();
    private final List<Layout.Link> links = new ArrayList<>();
    private final List<Drawing.Line> lines = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private Svg(Graph graph) {
        this.graph = graph;
        this.drawing = Drawing.of(graph);
    }

    public static String write(Graph graph) {
        return new Svg(graph).write();
    }

    private String write() {
        List<Graph.Node> nodes = new ArrayList<>(graph.nodes());
        nodes.stream()
                .filter(node -> node.id().equals(graph.start()))
                .findFirst()
                .ifPresent(start -> {
                    nodes.remove(start);
                    nodes.addFirst(start);
                });
        nodes.forEach(node -> add(node.id(), Math.max(width(node), portsWidth(node)), 22 + LINE * rows(node)));
        drawing.anys().forEach(any -> add(any.id(), 84, 26));
        drawing.lines().forEach(this::link);
        drawing.anys()
                .forEach(any -> link(new Drawing.Line(any.id(), any.to(), String.join(", ", any.outcomes()), false)));
        new Layout(boxes, links).place();
        double right = 0;
        double bottom = 0;
        for (Layout.Cell cell : cells()) {
            right = Math.max(right, cell.x + cell.width / 2);
            bottom = Math.max(bottom, cell.y + cell.height / 2);
        }
        boolean selves = lines.stream().anyMatch(line -> line.from().equals(line.to()));
        head(right + 2 * MARGIN + (selves ? 60 : 0), bottom + 2 * MARGIN);
        for (int i = 0; i < links.size(); i++) {
            draw(links.get(i), lines.get(i));
        }
        for (int i = 0; i < links.size(); i++) {
            word(links.get(i), lines.get(i));
        }
        nodes.forEach(this::draw);
        drawing.anys().forEach(this::draw);
        return out.append("</g></svg>\n").toString();
    }

    /** A state that many lines meet is wide enough to tell them apart. */
    private double portsWidth(Graph.Node node) {
        long ends = drawing.lines().stream()
                .filter(line -> line.from().equals(node.id()) || line.to().equals(node.id()))
                .count();
        return ends <= 6 ? 0 : 24 + 15.0 * ends;
    }

    private void add(String id, double width, double height) {
        index.put(id, boxes.size());
        boxes.add(new Layout.Cell(width, height, true));
    }

    private void link(Drawing.Line line) {
        Integer from = index.get(line.from());
        Integer to = index.get(line.to());
        if (from != null && to != null) {
            boolean said = !line.label().isEmpty();
            links.add(new Layout.Link(from, to, said ? textWidth(line.label(), 11) + 10 : 0, said ? 16 : 0));
            lines.add(line);
        }
    }

    private List<Layout.Cell> cells() {
        List<Layout.Cell> cells = new ArrayList<>(boxes);
        links.forEach(link -> cells.addAll(link.through));
        return cells;
    }

    private void head(double width, double height) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(n(width))
                .append(' ')
                .append(n(height))
                .append("\" width=\"")
                .append(n(width))
                .append("\" height=\"")
                .append(n(height))
                .append("\" font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\"")
                .append(" font-size=\"13\"><title>Flow ")
                .append(escaped(graph.flow()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\"")
                .append(" markerHeight=\"7\" orient=\"auto-start-reverse\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/>")
                .append("</marker></defs><rect class=\"bg\" width=\"100%\" height=\"100%\"/><g transform=\"translate(")
                .append(n(MARGIN))
                .append(' ')
                .append(n(MARGIN))
                .append(")\">\n");
    }

    private void draw(Layout.Link link, Drawing.Line line) {
        out.append("<path class=\"line")
                .append(line.routine() ? "" : " side")
                .append("\" marker-")
                .append(link.back ? "start" : "end")
                .append("=\"url(#tip)\" d=\"");
        if (link.from == link.to) {
            Layout.Cell box = boxes.get(link.from);
            double x = box.x + box.width / 2;
            curve(x, box.y - 7, x + 42, box.y - 26, x + 42, box.y + 26, x, box.y + 7);
        } else {
            through(link);
        }
        out.append("\"/>\n");
    }

    private void through(Layout.Link link) {
        List<Layout.Cell> cells = link.through;
        Layout.Cell first = cells.getFirst();
        Layout.Cell last = cells.getLast();
        double x = port(first, cells.get(1), true);
        double y = first.y + first.height / 2;
        out.append('M').append(n(x)).append(' ').append(n(y));
        for (int i = 1; i < cells.size(); i++) {
            Layout.Cell cell = cells.get(i);
            boolean end = cell == last;
            if (!end && isIdle(cell, cells.get(i - 1), cells.get(i + 1))) {
                continue;
            }
            double toX = end ? port(last, cells.get(i - 1), false) : cell.x;
            double toY = end ? last.y - last.height / 2 : cell.y - cell.passes / 2;
            double half = (toY - y) / 2;
            out.append('C')
                    .append(pair(x, y + half))
                    .append(' ')
                    .append(pair(toX, toY - half))
                    .append(' ')
                    .append(pair(toX, toY));
            x = toX;
            y = toY;
            if (!end && cell.passes > 0) {
                y = cell.y + cell.passes / 2;
                out.append('V').append(n(y));
            }
        }
    }

    /** Between two ranks of boxes only a word, of this line or of another in its way, makes a line go round. */
    private static boolean isIdle(Layout.Cell cell, Layout.Cell before, Layout.Cell after) {
        return cell.rank % 2 == 1 && cell.width == 0 && Math.abs(cell.x - (before.x + after.x) / 2) < 24;
    }

    /** Lines leave and meet a box spread over its side, in the order of where they go. */
    private static double port(Layout.Cell box, Layout.Cell next, boolean below) {
        List<Layout.Cell> near = new ArrayList<>(below ? box.below : box.above);
        near.sort((a, b) -> Double.compare(a.x, b.x));
        int place = near.indexOf(next);
        double spread = Math.min(26, (box.width - 24) / Math.max(1, near.size()));
        return box.x + (place - (near.size() - 1) / 2.0) * spread;
    }

    private void curve(double x, double y, double x1, double y1, double x2, double y2, double toX, double toY) {
        out.append('M')
                .append(pair(x, y))
                .append('C')
                .append(pair(x1, y1))
                .append(' ')
                .append(pair(x2, y2));
        out.append(' ').append(pair(toX, toY));
    }

    private void word(Layout.Link link, Drawing.Line line) {
        if (line.label().isEmpty()) {
            return;
        }
        Layout.Cell box = boxes.get(link.from);
        boolean self = link.from == link.to;
        if (!self && link.label < 0) {
            return;
        }
        double x = self ? box.x + box.width / 2 + 36 : link.through.get(link.label).x;
        double y = self ? box.y : link.through.get(link.label).y;
        double width = textWidth(line.label(), 11) + 6;
        out.append("<rect class=\"paper\" rx=\"3\" x=\"")
                .append(n(x - width / 2))
                .append("\" y=\"")
                .append(n(y - 8))
                .append("\" width=\"")
                .append(n(width))
                .append("\" height=\"16\"/>");
        text("word", "middle", x, y + 4, line.label());
        out.append('\n');
    }

    private void draw(Graph.Node node) {
        Layout.Cell cell = boxes.get(index.getOrDefault(node.id(), 0));
        String kind = node.holds() ? " holds" : "";
        if (node.verb().equals("end")) {
            kind = node.detail().equals("succeeded") ? " ok" : " bad";
        }
        out.append("<g class=\"state")
                .append(kind)
                .append("\" data-state=\"")
                .append(escaped(node.id()))
                .append("\">");
        if (node.title() != null) {
            out.append("<title>").append(escaped(node.title())).append("</title>");
        }
        box(cell, node.verb().equals("end") ? cell.height / 2 : 8);
        double y = cell.y - cell.height / 2 + 25 - (rows(node) == 1 ? 2 : 0);
        text("name", "middle", cell.x, y, node.id());
        if (rows(node) > 1) {
            y += LINE;
            out.append("<text class=\"detail\" text-anchor=\"middle\" x=\"")
                    .append(n(cell.x))
                    .append("\" y=\"")
                    .append(n(y))
                    .append("\"><tspan class=\"verb\">")
                    .append(escaped(node.verb()))
                    .append("</tspan> ")
                    .append(escaped(clip(node.detail())))
                    .append("</text>");
        }
        for (String inner : node.inner()) {
            y += LINE;
            text("detail", "middle", cell.x, y, clip(inner));
        }
        out.append("</g>\n");
    }

    private void draw(Drawing.Any any) {
        Layout.Cell cell = boxes.get(index.getOrDefault(any.id(), 0));
        out.append("<g class=\"any\">");
        box(cell, 13);
        text("name", "middle", cell.x, cell.y + 4.5, "any state");
        out.append("</g>\n");
    }

    private void box(Layout.Cell cell, double radius) {
        out.append("<rect class=\"box\" rx=\"")
                .append(n(radius))
                .append("\" x=\"")
                .append(n(cell.x - cell.width / 2))
                .append("\" y=\"")
                .append(n(cell.y - cell.height / 2))
                .append("\" width=\"")
                .append(n(cell.width))
                .append("\" height=\"")
                .append(n(cell.height))
                .append("\"/>");
    }

    private void text(String kind, String anchor, double x, double y, String text) {
        out.append("<text class=\"")
                .append(kind)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\" x=\"")
                .append(n(x))
                .append("\" y=\"")
                .append(n(y))
                .append("\">")
                .append(escaped(text))
                .append("</text>");
    }

    private static int rows(Graph.Node node) {
        return node.verb().equals("branch") ? 1 : 2 + node.inner().size();
    }

    private static double width(Graph.Node node) {
        double width = textWidth(node.id(), 13.6);
        width = Math.max(width, textWidth(node.verb() + " " + clip(node.detail()), 11.8));
        for (String inner : node.inner()) {
            width = Math.max(width, textWidth(clip(inner), 11.8));
        }
        return Math.max(96, width + 32);
    }

    /** An estimate that suits the common sans-serif faces; the picture must not depend on a font being there. */
    private static double textWidth(String text, double size) {
        double units = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("iljtf.,:;'| !()[]".indexOf(c) >= 0) {
                units += 0.36;
            } else if (Character.isUpperCase(c) || "mwMW@%".indexOf(c) >= 0) {
                units += 0.78;
            } else {
                units += 0.6;
            }
        }
        return units * size;
    }

    private static String clip(String text) {
        return text.length() <= 36 ? text : text.substring(0, 35) + "…";
    }

    private static String pair(double x, double y) {
        return n(x) + " " + n(y);
    }

    private static String n(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
