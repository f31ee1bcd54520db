package dev.signalbox.dsl.format;

import dev.signalbox.dsl.format.Piece.Word;
import dev.signalbox.dsl.yaml.LineMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What stands between the scalars of a text: comments, the dashes of lists and the {@code ---} that may open a document.
 * Everything else there is blanks and brackets.
 *
 * @param dashes the offset of each list item's dash
 * @param opening the offset of {@code ---}, or -1
 */
record Gaps(Deque<Remark> remarks, Deque<Integer> dashes, int opening) {
    static Gaps read(LineMap lines, List<Word> words) {
        return new Reader(lines).read(words);
    }

    private static final class Reader {
        private final LineMap lines;
        private final String text;
        private final List<Remark> remarks = new ArrayList<>();
        private final Deque<Integer> dashes = new ArrayDeque<>();
        private int opening = -1;
        /** The last line whose blank lines below belong to a block scalar. */
        private int kept = -1;

        Reader(LineMap lines) {
            this.lines = lines;
            this.text = lines.text();
        }

        Gaps read(List<Word> words) {
            int at = 0;
            for (Word word : words) {
                gap(at, word.start());
                at = Math.max(at, word.end());
                if (word.style() == Word.Style.BLOCK) {
                    int header = text.indexOf('\n', word.start());
                    gap(word.start() + 1, header < 0 ? word.end() : Math.min(header, word.end()));
                    kept = word.keepsBlankLines() ? lines.line(Math.max(word.start(), word.end() - 1)) : kept;
                }
            }
            gap(at, text.length());
            return new Gaps(new ArrayDeque<>(remarks), dashes, opening);
        }

        private void gap(int from, int to) {
            int at = from;
            while (at < to) {
                char c = text.charAt(at);
                if (c == '#') {
                    at = remark(at);
                } else if (text.startsWith("---", at) && lines.column(at) == 1) {
                    opening = at;
                    at += 3;
                } else {
                    if (c == '-') {
                        dashes.add(at);
                    }
                    at++;
                }
            }
        }

        private int remark(int at) {
            int found = text.indexOf('\n', at);
            int end = found < 0 ? text.length() : found;
            int line = lines.line(at);
            int from = lines.lineStart(line);
            int gap = at - from - text.substring(from, at).stripTrailing().length();
            boolean alone = gap == at - from;
            boolean apart = alone
                    && line > 1
                    && line - 1 != kept
                    && lines.lineText(line - 1).isBlank();
            remarks.add(new Remark(text.substring(at, end).stripTrailing(), at, line, at - from, gap, apart));
            return end;
        }
    }
}
