package dev.signalbox.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The text of a file of replies, changed entry by entry: what else stands in it, its comments and the order and spelling of the other
 * entries, stays as it is. Only of a list in brackets nothing but the values is kept. Entries are numbered as
 * {@link ReplyBook#replies} lists them.
 */
final class ReplyText {
    private final String file;
    private final String text;

    ReplyText(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** With a reply at the end, or in the place of the entry of that number where it is not negative. */
    String with(RecordedReply reply, int instead) {
        Layout layout = layout();
        if (layout == null) {
            List<RecordedReply> all =
                    new ArrayList<>(ReplyBook.parse(file, text).replies());
            if (instead >= 0) {
                all.set(instead, reply);
            } else {
                all.add(reply);
            }
            return dump(all);
        }
        List<String> lines = new ArrayList<>(layout.lines());
        List<String> made = indented(dump(List.of(reply)), layout.column());
        if (instead < 0) {
            lines.addAll(made);
        } else {
            Entry old = layout.entries().get(instead);
            lines.subList(old.from(), old.to()).clear();
            lines.addAll(old.from(), made);
        }
        return joined(lines);
    }

    /** Without the entries of those numbers, and the comments right above them. */
    String without(Set<Integer> entries) {
        Layout layout = layout();
        if (layout == null) {
            List<RecordedReply> all = new ArrayList<>();
            List<RecordedReply> there = ReplyBook.parse(file, text).replies();
            for (int i = 0; i < there.size(); i++) {
                if (!entries.contains(i)) {
                    all.add(there.get(i));
                }
            }
            return dump(all);
        }
        List<String> lines = new ArrayList<>(layout.lines());
        for (int i = layout.entries().size() - 1; i >= 0; i--) {
            if (entries.contains(i)) {
                Entry old = layout.entries().get(i);
                int from = old.from();
                while (i > 0 && from > 0 && isComment(lines.get(from - 1))) {
                    from--;
                }
                lines.subList(from, old.to()).clear();
            }
        }
        return joined(lines);
    }

    static String dump(List<RecordedReply> replies) {
        if (replies.isEmpty()) {
            return "";
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(4000)
                .setSplitLines(false)
                .build();
        return new Dump(settings)
                .dumpToString(replies.stream().map(RecordedReply::fields).toList());
    }

    /** The lines of one entry, without the comments around it. */
    private record Entry(int from, int to) {}

    private record Layout(List<String> lines, int column, List<Entry> entries) {}

    /** Null for a list that is not written line by line. */
    private @Nullable Layout layout() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(ReplyBook.LARGEST)
                .build();
        Node root = new Compose(settings).composeString(text).orElse(null);
        List<String> lines = lines(text);
        if (root == null) {
            return new Layout(lines, 0, List.of());
        }
        if (!(root instanceof SequenceNode list) || list.getFlowStyle() == FlowStyle.FLOW) {
            return null;
        }
        int column = list.getStartMark().orElseThrow().getColumn();
        List<Integer> starts = new ArrayList<>();
        for (Node item : list.getValue()) {
            int line = item.getStartMark().orElseThrow().getLine();
            while (!lines.get(line).startsWith("-", column)) {
                line--;
            }
            starts.add(line);
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : lines.size();
            while (lines.get(end - 1).isBlank() || isComment(lines.get(end - 1))) {
                end--;
            }
            entries.add(new Entry(starts.get(i), end));
        }
        return new Layout(lines, column, entries);
    }

    /** At the very left: further in it may be a line of a long text. */
    private static boolean isComment(String line) {
        return line.startsWith("#");
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    private static List<String> indented(String text, int column) {
        return lines(text).stream()
                .map(line -> line.isEmpty() ? line : " ".repeat(column) + line)
                .toList();
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
