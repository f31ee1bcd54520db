package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text parse that somebody is writing: a mark takes the place of the word at the cursor, what the cursor's line
 * has open is closed, and an entry elsewhere that is broken is blanked. Nothing before the mark moves, so that a place in
 * the mended text is one in the text as written.
 */
final class Mending {
    /** What stands for the word at the cursor. A name of every sort may be written so. */
    static final String MARK = "here__cursor__here";

    private static final int LARGE_PIECE = 32 << 10;

    private final String text;
    private final int from;
    private final int to;

    /**
     * A text that parses.
     *
     * @param from where the word at the cursor begins in the text as written, {@code to} just behind it
     * @param lead what has to stand before a word that is put there: a space behind a colon, else nothing
     */
    record Mended(String text, YamlNode root, Spot spot, int from, int to, String lead) {}

    private record Line(String piece, String lead) {}

    private Mending(String text, int cursor) {
        this.text = text;
        int start = cursor;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        boolean dollar = start > 0 && text.charAt(start - 1) == '$' && !text.startsWith("{", start);
        int end = cursor;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        this.from = dollar ? start - 1 : start;
        this.to = end;
    }

    /** The text with the mark at the cursor; null in a comment, and where nothing makes it parse. */
    static @Nullable Mended at(String text, int cursor) {
        // What is too large is read by nobody, so nothing can be known of a part of it.
        return text.length() > YamlReader.MAX_BYTES ? null : new Mending(text, cursor).mend();
    }

    /** The text with its broken entries blanked, as it is when it parses. */
    static String readable(String text) {
        boolean readable = text.length() > YamlReader.MAX_BYTES
                || YamlReader.read("", text).root() != null;
        return readable ? text : withoutBroken(text, -1);
    }

    private @Nullable Mended mend() {
        int line = Pieces.lineStart(text, from);
        OpenQuotes open = OpenQuotes.of(text.substring(line, from));
        if (open.inComment()) {
            return null;
        }
        Pieces.Piece piece = piece();
        Line mended = written(piece.of(text), line - piece.from(), open);
        if (mended == null) {
            mended = written(skeleton(piece, line), line - piece.from(), open);
        }
        if (mended == null) {
            return null;
        }
        String whole = text.substring(0, piece.from()) + mended.piece() + text.substring(piece.to());
        Mended found = found(whole, mended.lead());
        return found != null ? found : found(withoutBroken(whole, whole.indexOf(MARK)), mended.lead());
    }

    private @Nullable Mended found(String whole, String lead) {
        YamlNode root = YamlReader.read("", whole).root();
        Spot spot = root == null ? null : Spot.of(root);
        return root == null || spot == null ? null : new Mended(whole, root, spot, from, to, lead);
    }

    private Pieces.Piece piece() {
        Pieces.Piece found = new Pieces.Piece(0, text.length());
        for (Pieces.Piece piece : Pieces.of(text, from)) {
            if (piece.from() <= from) {
                found = piece;
            }
        }
        return found;
    }

    /** The first way to write the cursor's line with which the piece parses, one that leaves no expression open before any other. */
    private @Nullable Line written(String piece, int lineStart, OpenQuotes open) {
        Line second = null;
        for (Line line : lines(piece, lineStart, open)) {
            YamlNode root = YamlReader.read("", line.piece()).root();
            Spot spot = root == null ? null : Spot.of(root);
            if (spot != null && !spot.isOpenExpression()) {
                return line;
            }
            second = second == null && spot != null ? line : second;
        }
        return second;
    }

    private List<Line> lines(String piece, int lineStart, OpenQuotes open) {
        int word = lineStart + from - Pieces.lineStart(text, from);
        int behind = word + to - from;
        int end = behind;
        while (end < piece.length() && piece.charAt(end) != '\n' && piece.charAt(end) != '\r') {
            end++;
        }
        String before = piece.substring(lineStart, word);
        String after = piece.substring(behind, end);
        String lead = before.endsWith(":") && !open.inText() ? " " : "";
        Set<String> tails = new LinkedHashSet<>();
        if (before.matches("\\s*(- +)*") && after.isBlank()) {
            tails.add(":");
        }
        String closers = open.closers();
        // What nests deeper is read by nobody; and each way to close a large piece costs reading it once.
        int most = closers.length() <= YamlReader.MAX_DEPTH && piece.length() <= LARGE_PIECE ? closers.length() : 1;
        // A key in braces has to have a value.
        boolean key = open.inBraces()
                && before.matches("(?s).*[{,]\\s*")
                && !after.stripLeading().startsWith(":");
        for (String value : key ? List.of(": 0", "") : List.of("")) {
            for (String rest : List.of(after, "")) {
                for (int many = 0; many <= Math.min(most, closers.length()); many++) {
                    tails.add(value + closers.substring(0, many) + rest);
                }
            }
        }
        List<Line> lines = new ArrayList<>();
        for (String tail : tails) {
            lines.add(new Line(piece.substring(0, word) + lead + MARK + tail + piece.substring(end), lead));
        }
        return lines;
    }

    /** The piece with nothing but the cursor's line and those it stands under. */
    private String skeleton(Pieces.Piece piece, int line) {
        StringBuilder kept = new StringBuilder(piece.of(text));
        int end = Pieces.lineEnd(text, line);
        for (int at = end; at < piece.to(); at = Pieces.lineEnd(text, at)) {
            blank(kept, at - piece.from(), Pieces.lineEnd(text, at) - piece.from());
        }
        int indent = Math.max(0, Pieces.indent(text, line, end, from));
        int at = line;
        while (at > piece.from()) {
            int start = Pieces.lineStart(text, at - 1);
            int here = Pieces.indent(text, start, at, -1);
            if (here >= 0 && here < indent) {
                indent = here;
            } else {
                blank(kept, start - piece.from(), at - piece.from());
            }
            at = start;
        }
        return kept.toString();
    }

    /** @param keep the piece around this offset stays as it is; -1 for none */
    private static String withoutBroken(String text, int keep) {
        StringBuilder left = new StringBuilder(text);
        for (Pieces.Piece piece : Pieces.of(text, -1)) {
            boolean kept = piece.from() <= keep && keep < piece.to();
            YamlFile alone = kept ? null : YamlReader.read("", piece.of(text));
            if (alone != null && alone.root() == null) {
                blank(left, piece.from(), piece.to());
            }
        }
        return left.toString();
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                text.setCharAt(i, ' ');
            }
        }
    }

    static boolean isWord(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
