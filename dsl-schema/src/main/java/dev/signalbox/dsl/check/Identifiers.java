package dev.signalbox.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names an expression mentions, read off its text: enough where it need not compile. */
final class Identifiers {
    // A group is repeated possessively: else a long text overflows the stack.
    private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'");
    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*+");
    private static final Pattern ROOT = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

    private Identifiers() {}

    /** A mention of {@code root.field}; {@code field} is empty when the root stands alone. */
    record Mention(String field, int offset, int length) {}

    static Set<String> roots(String source) {
        Set<String> roots = new LinkedHashSet<>();
        Matcher matcher = ROOT.matcher(withoutText(source));
        while (matcher.find()) {
            roots.add(matcher.group());
        }
        return roots;
    }

    /** The first name of a path: {@code refund} of {@code refund.amount}. */
    static String root(String source) {
        Matcher matcher = ROOT.matcher(withoutText(source));
        return matcher.find() ? matcher.group() : "";
    }

    /** The names of a plain path, {@code [order, total]}; empty when the text is none. */
    static List<String> path(String source) {
        String text = source.strip();
        return PATH.matcher(text).matches() ? List.of(text.split("\\.")) : List.of();
    }

    static List<Mention> mentions(String root, String source) {
        List<Mention> mentions = new ArrayList<>();
        Matcher matcher = Pattern.compile(
                        "(?<![\\w.])" + root + "\\b(?!\\s*\\()(?:\\s*\\.\\s*([A-Za-z_]\\w*+)(?!\\s*\\())?")
                .matcher(withoutText(source));
        while (matcher.find()) {
            String field = matcher.group(1);
            mentions.add(new Mention(field == null ? "" : field, matcher.start(), matcher.end() - matcher.start()));
        }
        return mentions;
    }

    private static String withoutText(String source) {
        return TEXT.matcher(source).replaceAll(match -> " ".repeat(match.group().length()));
    }
}
