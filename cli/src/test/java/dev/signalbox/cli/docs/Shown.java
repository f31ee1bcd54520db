package dev.signalbox.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds what a command printed against what its page shows. A line of an ellipsis stands for any lines. Where the page shows a
 * time, a day, an id, a port or how long something took, those may differ, and so may the blanks that they widen; anything else is
 * compared to the byte. An id or an address that the page shows is from then on the one that was printed there.
 */
final class Shown {
    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final String ADDRESS = "http://(?:localhost|127\\.0\\.0\\.1):\\d+";
    private static final String SIGN_IN = "(?<=[?#&]token=|[?#&]key=|[?#&]code=|/sign-in/)[\\w.~-]{8,}";
    private static final Pattern BOUND = Pattern.compile(ID + "|" + ADDRESS);
    private static final Pattern CHANGING = Pattern.compile(ID + "|" + ADDRESS + "|" + SIGN_IN
            + "|\\d{4}-\\d\\d-\\d\\d|\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?|\\b\\d+(\\.\\d+)? m?s\\b");
    private static final Pattern BLANKS = Pattern.compile(" {2,}");
    private static final String ANY_LINES = "…";

    private final Map<String, String> meant = new LinkedHashMap<>();

    /** A command as the page shows it, about what was printed in this test. */
    String meant(String typed) {
        return BOUND.matcher(typed)
                .replaceAll(found -> Matcher.quoteReplacement(meant.getOrDefault(found.group(), found.group())));
    }

    void compare(Block shown, String printed) {
        String expected = lines(shown.text());
        String actual = lines(printed);
        boolean changes = CHANGING.matcher(expected).find();
        List<List<String>> parts = parts(changes ? masked(expected) : expected);
        List<String> rest = (changes ? masked(actual) : actual).lines().toList();
        List<String> exact = actual.lines().toList();
        List<List<String>> shownParts = parts(expected);
        int from = 0;
        for (int part = 0; part < parts.size(); part++) {
            List<String> lines = parts.get(part);
            int at = part == parts.size() - 1 && part > 0
                    ? rest.size() - lines.size()
                    : find(rest, lines, from, part == 0);
            boolean fits = at >= from
                    && at + lines.size() <= rest.size()
                    && rest.subList(at, at + lines.size()).equals(lines);
            boolean ends = part < parts.size() - 1 || at + lines.size() == rest.size();
            if (!fits || !ends) {
                assertEquals(
                        expected,
                        actual,
                        shown.place()
                                + ": the command above prints something else; when the command is right, put what it prints here");
            }
            bind(shownParts.get(part), exact.subList(at, at + lines.size()));
            from = at + lines.size();
        }
    }

    private static int find(List<String> all, List<String> lines, int from, boolean first) {
        for (int at = from; at + lines.size() <= all.size() && (!first || at == 0); at++) {
            if (all.subList(at, at + lines.size()).equals(lines)) {
                return at;
            }
        }
        return -1;
    }

    private void bind(List<String> shown, List<String> printed) {
        Matcher there = BOUND.matcher(String.join("\n", shown));
        Matcher here = BOUND.matcher(String.join("\n", printed));
        while (there.find() && here.find()) {
            meant.put(there.group(), here.group());
        }
    }

    private static List<List<String>> parts(String text) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (String line : text.lines().toList()) {
            if (line.strip().equals(ANY_LINES)) {
                parts.add(new ArrayList<>());
            } else {
                parts.getLast().add(line);
            }
        }
        return parts;
    }

    private static String masked(String text) {
        return BLANKS.matcher(CHANGING.matcher(text).replaceAll("#")).replaceAll(" ");
    }

    private static String lines(String text) {
        return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }
}
