package dev.signalbox.dsl.lines;

import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a text as the file has it that it is to replace: an editor knows one line end and no byte order mark. A line that
 * was there keeps its own end, a new one gets the file's usual, and a mark stays.
 */
public final class LineEnds {
    private static final String MARK = "\uFEFF";

    private LineEnds() {}

    /** A file that has plain line ends and no mark changes nothing about the text. */
    public static String as(String file, String text) {
        boolean marked = file.startsWith(MARK);
        String body = file.indexOf('\r') < 0 ? text : withEnds(marked ? file.substring(1) : file, text);
        return marked && !body.startsWith(MARK) ? MARK + body : body;
    }

    private static String withEnds(String file, String text) {
        String plain = plain(text.startsWith(MARK) ? text.substring(1) : text);
        List<String> ends = ends(file);
        String usual = usual(ends);
        List<String> before = List.of(plain(file).split("\n", -1));
        List<String> after = List.of(plain.split("\n", -1));
        List<String> kept = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : Difference.of(before, after).getDeltas()) {
            for (; at < delta.getSource().getPosition(); at++) {
                kept.add(at < ends.size() ? ends.get(at) : usual);
            }
            for (int line = 0; line < delta.getTarget().size(); line++) {
                kept.add(usual);
            }
            at += delta.getSource().size();
        }
        for (; at < before.size(); at++) {
            kept.add(at < ends.size() ? ends.get(at) : usual);
        }
        StringBuilder written = new StringBuilder(text.length() + after.size());
        for (int line = 0; line < after.size(); line++) {
            written.append(after.get(line)).append(line < after.size() - 1 ? kept.get(line) : "");
        }
        return written.toString();
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static List<String> ends(String text) {
        List<String> ends = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\r' && text.startsWith("\n", at + 1)) {
                ends.add("\r\n");
                at++;
            } else if (c == '\r' || c == '\n') {
                ends.add(String.valueOf(c));
            }
        }
        return ends;
    }

    private static String usual(List<String> ends) {
        String usual = "\n";
        long most = 0;
        for (String end : List.of("\n", "\r\n", "\r")) {
            long times = ends.stream().filter(end::equals).count();
            if (times > most) {
                usual = end;
                most = times;
            }
        }
        return usual;
    }
}
