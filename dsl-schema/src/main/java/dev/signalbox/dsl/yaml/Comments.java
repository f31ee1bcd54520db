package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the comments that speak to the checker. */
final class Comments {
    private static final Pattern IGNORE =
            Pattern.compile("\\s*#\\s*signalbox:\\s*ignore\\s+(\\S+)(?:\\s+(\\S.*))?\\s*");

    private Comments() {}

    /** @param blocks the scalars of several lines: what looks like a comment inside them is text */
    static List<Suppression> suppressions(LineMap lines, List<ScalarLayout> blocks) {
        List<Suppression> found = new ArrayList<>();
        for (int line = 1; line <= lines.lines(); line++) {
            String text = lines.lineText(line);
            if (text.indexOf('#') < 0 || inside(blocks, line)) {
                continue;
            }
            Matcher comment = IGNORE.matcher(text);
            if (comment.matches()) {
                int from = lines.lineStart(line) + comment.start(1);
                Place place = new Place(lines.span(from, from + comment.group(1).length()), "");
                String reason = comment.group(2) == null ? "" : comment.group(2);
                found.add(new Suppression(comment.group(1), reason, subject(lines, line), place));
            }
        }
        return found;
    }

    private static boolean inside(List<ScalarLayout> blocks, int line) {
        return blocks.stream().anyMatch(block -> block.covers(line));
    }

    private static int subject(LineMap lines, int comment) {
        int line = comment + 1;
        while (line <= lines.lines()
                && (lines.lineText(line).isBlank()
                        || lines.lineText(line).stripLeading().startsWith("#"))) {
            line++;
        }
        return line;
    }
}
