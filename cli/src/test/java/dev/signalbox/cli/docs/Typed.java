package dev.signalbox.cli.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that runs the program and nothing else: values for its environment, its words, and a file for what it prints. Words are told
 * apart as a shell does it, with quotes, and without variables or patterns.
 */
record Typed(
        Map<String, String> environment,
        List<String> words,
        @Nullable String into) {
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"$`\\\\]*\"|[^\\s'\"$`\\\\|&;<>()*?])+|>");
    private static final Pattern VALUE = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");

    /** Null for a line that only a shell understands. */
    static @Nullable Typed of(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            if (!line.substring(end, word.start()).isBlank()) {
                return null;
            }
            words.add(word.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
            end = word.end();
        }
        if (!line.substring(end).isBlank()) {
            return null;
        }
        Map<String, String> environment = new LinkedHashMap<>();
        while (!words.isEmpty() && VALUE.matcher(words.getFirst()) instanceof Matcher value && value.matches()) {
            environment.put(value.group(1), value.group(2));
            words.removeFirst();
        }
        if (words.isEmpty() || !words.removeFirst().matches("(\\./)?signalbox")) {
            return null;
        }
        String into = null;
        if (words.size() > 1 && words.get(words.size() - 2).equals(">")) {
            into = words.removeLast();
            words.removeLast();
        }
        return words.contains(">") ? null : new Typed(environment, words, into);
    }
}
