package dev.signalbox.dsl.format;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.format.Piece.Group;
import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a file of the language in its one form: two blanks a level, keys in the language's order, a blank line between
 * states, brackets only where they fit into {@value Printing#WIDTH} columns, one line break at the end. Comments stay with
 * what they speak of, scalars stay as written, names that the author chose stay in the author's order. What it writes it
 * reads again, and refuses to give out a text that means another thing or lacks a comment. A text with CRLF keeps it.
 */
public final class Formatter {
    /** What a file is, which says in which order its keys stand. */
    public enum Kind {
        FLOW(".flow.yaml"),
        WORKSPACE("signalbox.yaml"),
        TEST(".test.yaml"),
        REPLIES(".replies.yaml");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        KeyOrder order() {
            return switch (this) {
                case FLOW -> KeyOrders.FLOW;
                case WORKSPACE -> KeyOrders.WORKSPACE;
                case TEST -> KeyOrders.TEST;
                case REPLIES -> KeyOrders.REPLIES;
            };
        }

        /** By the name of a file, with or without its folders; empty for a file that is none of the language's. */
        public static Optional<Kind> of(String file) {
            String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
            for (Kind kind : values()) {
                if (kind == WORKSPACE ? name.equals(kind.ending) : name.endsWith(kind.ending)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** What became of a text. */
    public sealed interface Result {
        /** The text in its form, which may be the text as it was. */
        record Formatted(String text) implements Result {}

        /** It does not read as YAML, so nothing was changed; what is wrong with it, and where. */
        record Refused(List<Diagnostic> diagnostics) implements Result {
            public Refused {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    private Formatter() {}

    /** As {@link #format(String, String, Kind)}, for a text without a file. */
    public static Result format(String text, Kind kind) {
        return format("", text, kind);
    }

    /** @param file the path that places carry */
    public static Result format(String file, String text, Kind kind) {
        String body = (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        YamlFile read = YamlReader.read(file, body);
        List<Diagnostic> errors =
                read.diagnostics().stream().filter(Diagnostic::isError).toList();
        YamlNode tree = read.root();
        if (tree == null || !errors.isEmpty()) {
            return new Result.Refused(errors);
        }
        LineMap lines = new LineMap(file, body);
        PieceReader.Pieces pieces = PieceReader.read(lines);
        if (!(pieces.root() instanceof Group root)) {
            return refused(tree, "The file is one text, not a mapping, so there is nothing to lay out.");
        }
        if (root.parts.isEmpty()) {
            return new Result.Formatted(text);
        }
        List<String> remarks = remarks(lines, pieces);
        String written = written(lines, pieces, root, kind);
        if (!Sameness.holds(tree, remarks, written)) {
            return refused(tree, "This file is written in a way that the formatter cannot keep, so it stays as it is.");
        }
        return new Result.Formatted(crlf(text) ? written.replace("\n", "\r\n") : written);
    }

    private static String written(LineMap lines, PieceReader.Pieces pieces, Group root, Kind kind) {
        Gaps gaps = Gaps.read(lines, pieces.words());
        List<Remark> header = new ArrayList<>();
        while (!gaps.remarks().isEmpty() && gaps.remarks().getFirst().offset() < gaps.opening()) {
            header.add(gaps.remarks().removeFirst());
        }
        Attaching.attach(lines, gaps, root);
        if (!root.parts.isEmpty() && gaps.opening() < 0) {
            // The file's own comment stays on top, whichever key comes first.
            List<Remark> above = root.parts.getFirst().above;
            while (!above.isEmpty() && !above.getFirst().suppresses()) {
                header.add(above.removeFirst());
            }
        }
        boolean apart = !root.parts.isEmpty() && root.parts.getFirst().apart && !header.isEmpty();
        Ordering.order(root, kind.order());
        if (!root.parts.isEmpty()) {
            root.parts.getFirst().apart = apart;
        }
        return Printing.print(header, gaps.opening() >= 0, root, kind);
    }

    /** The comments of a text, in their order. */
    static List<String> remarks(LineMap lines, PieceReader.Pieces pieces) {
        return Gaps.read(lines, pieces.words()).remarks().stream()
                .map(Remark::text)
                .toList();
    }

    private static Result refused(YamlNode tree, String message) {
        return new Result.Refused(List.of(Diagnostic.of(Code.Y001, tree.place(), message)));
    }

    private static boolean crlf(String text) {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r';
    }
}
