package dev.signalbox.dsl.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Faults of lines and of the text as a whole: what a slip of the hand, a bad merge or a broken-off copy leaves. */
final class Lines {
    /** Neither letters nor what YAML and CEL are made of: blanks that look like others, marks, an emoji, controls, breaks. */
    private static final List<String> ODD = List.of(
            "\t",
            "\r",
            "\r\n",
            "\n",
            "\u00a0",
            "\u2003",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\u0085",
            "\u0000",
            "\u0007",
            "\u007f",
            "\ufffd",
            "é",
            "日本",
            "🙂",
            "👩‍👩‍👧",
            "e\u0301",
            "\u202e",
            "“",
            "—",
            "\\",
            "\"",
            "'",
            "`",
            "%",
            "@",
            "&a ",
            "*a",
            "!x ",
            "? ",
            ": ",
            " #",
            "---\n",
            "...\n",
            "<<: ",
            "{",
            "}",
            "[",
            "]",
            "${",
            "|",
            ">");

    private Lines() {}

    static String delete(String text, Random random) {
        List<String> lines = split(text);
        lines.remove(random.nextInt(lines.size()));
        return joined(lines);
    }

    static String duplicate(String text, Random random) {
        List<String> lines = split(text);
        int at = random.nextInt(lines.size());
        lines.add(random.nextBoolean() ? at : random.nextInt(lines.size()), lines.get(at));
        return joined(lines);
    }

    static String swap(String text, Random random) {
        List<String> lines = split(text);
        int first = random.nextInt(lines.size());
        int second = random.nextBoolean() ? Math.min(first + 1, lines.size() - 1) : random.nextInt(lines.size());
        String kept = lines.get(first);
        lines.set(first, lines.get(second));
        lines.set(second, kept);
        return joined(lines);
    }

    /** One line, or some together, moved to the left or the right, with blanks or a tab. */
    static String indent(String text, Random random) {
        List<String> lines = split(text);
        int from = random.nextInt(lines.size());
        int to = Math.min(lines.size(), from + 1 + (random.nextBoolean() ? 0 : random.nextInt(12)));
        int by = 1 + random.nextInt(4);
        boolean right = random.nextBoolean();
        String blanks = random.nextInt(8) == 0 ? "\t" : " ".repeat(by);
        for (int i = from; i < to; i++) {
            String line = lines.get(i);
            int free = line.length() - line.stripLeading().length();
            lines.set(i, right ? blanks + line : line.substring(Math.min(by, free)));
        }
        return joined(lines);
    }

    static String cutOff(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        return random.nextInt(4) == 0 ? text.substring(at) : text.substring(0, at);
    }

    static String odd(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        String odd = ODD.get(random.nextInt(ODD.size()));
        return text.substring(0, at) + odd.repeat(random.nextInt(5) == 0 ? 3 : 1) + text.substring(at);
    }

    /** The whole file as another system's editor would save it. */
    static String saved(String text, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> text.replace("\n", "\r\n");
            case 1 -> text.replace('\n', '\r');
            case 2 -> "\ufeff" + text;
            case 3 -> text.stripTrailing();
            default -> text.replace("  ", "\t");
        };
    }

    private static List<String> split(String text) {
        return new ArrayList<>(List.of(text.split("\n", -1)));
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines);
    }
}
