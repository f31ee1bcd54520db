package dev.signalbox.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bar chart as SVG, on a logarithmic axis, readable on a light and on a dark page: it takes its colours from the
 * reader's scheme and has no background of its own.
 */
final class Chart {
    private static final int LEFT = 230;
    private static final int WIDTH = 820;
    private static final int BAR = 20;
    private static final int STEP = 27;
    private static final int SCALE = WIDTH - LEFT - 110;

    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, sans-serif; fill: #24292f; }
                .head { font-weight: 600; font-size: 14px; }
                .soft { fill: #57606a; font-size: 12px; }
                .ours { fill: #0969da; } .floor { fill: #6e7781; } .peer { fill: #bf8700; }
                .need { stroke: #cf222e; stroke-width: 2; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3; } .soft { fill: #9198a1; }
                  .ours { fill: #58a6ff; } .floor { fill: #8b949e; } .peer { fill: #d29922; }
                  .need { stroke: #ff7b72; }
                }
              </style>
            """;

    /**
     * @param kind {@code ours}, {@code floor} or {@code peer}
     * @param needed what it has to reach; 0 for nothing
     */
    record Bar(String label, double value, String kind, double needed) {}

    record Group(String title, List<Bar> bars) {}

    private final List<Group> groups = new ArrayList<>();

    Chart add(Group group) {
        if (!group.bars().isEmpty()) {
            groups.add(group);
        }
        return this;
    }

    String svg(String title, String description) {
        StringBuilder out = new StringBuilder();
        int y = 40;
        for (Group group : groups) {
            y += 22;
            text(out, "head", 12, y, group.title(), "start");
            y += 12;
            y = bars(out, group, y);
            y += 14;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + (y + 24)
                + "\" role=\"img\" aria-labelledby=\"t d\">\n"
                + "  <title id=\"t\">" + escape(title) + "</title>\n  <desc id=\"d\">" + escape(description)
                + "</desc>\n" + STYLE + legend() + out + "</svg>\n";
    }

    private static String legend() {
        StringBuilder out = new StringBuilder();
        int x = 12;
        for (Bar one : List.of(
                new Bar("Signalbox", 0, "ours", 0),
                new Bar("hand-written floor", 0, "floor", 0),
                new Bar("peer", 0, "peer", 0))) {
            out.append(String.format(
                    Locale.ROOT,
                    "  <rect class=\"%s\" x=\"%d\" y=\"14\" width=\"12\" height=\"12\"/>%n",
                    one.kind(),
                    x));
            text(out, "soft", x + 18, 24, one.label(), "start");
            x += 36 + one.label().length() * 7;
        }
        out.append(String.format(
                Locale.ROOT, "  <line class=\"need\" x1=\"%d\" x2=\"%d\" y1=\"12\" y2=\"28\"/>%n", x + 4, x + 4));
        text(out, "soft", x + 14, 24, "what Signalbox has to reach", "start");
        return out.toString();
    }

    private static int bars(StringBuilder out, Group group, int top) {
        double most = 0;
        double least = Double.MAX_VALUE;
        for (Bar bar : group.bars()) {
            most = Math.max(most, Math.max(bar.value(), bar.needed()));
            least = Math.min(least, bar.value());
        }
        double low = Math.floor(Math.log10(least)) - 0.3;
        double high = Math.log10(most);
        int y = top;
        for (Bar bar : group.bars()) {
            int length = length(bar.value(), low, high);
            text(out, "", LEFT - 10, y + 15, bar.label(), "end");
            out.append(String.format(
                    Locale.ROOT,
                    "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>%n",
                    bar.kind(),
                    LEFT,
                    y,
                    length,
                    BAR));
            text(out, "soft", LEFT + length + 8, y + 15, Words.count(bar.value()) + "/s", "start");
            if (bar.needed() > 0) {
                int at = LEFT + length(bar.needed(), low, high);
                out.append(String.format(
                        Locale.ROOT,
                        "  <line class=\"need\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>%n",
                        at,
                        at,
                        y - 2,
                        y + BAR + 2));
            }
            y += STEP;
        }
        return y;
    }

    private static int length(double value, double low, double high) {
        return (int) Math.max(2, Math.round(SCALE * (Math.log10(value) - low) / (high - low)));
    }

    private static void text(StringBuilder out, String kind, int x, int y, String text, String anchor) {
        out.append(String.format(
                Locale.ROOT,
                "  <text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                kind,
                x,
                y,
                anchor,
                escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
