package dev.signalbox.dsl.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small workspace that examples are put into, so that each shows only what it is about: a flow, its {@code signalbox.yaml} and
 * a test file. A key at the top of an example stands in place of the frame's. A text that begins with {@code signalbox:}, and one for
 * a file that the frame does not have, is the whole file.
 */
public final class Frame {
    public static final String FLOW = "example.flow.yaml";
    public static final String WORKSPACE = "signalbox.yaml";
    public static final String TEST = "example.test.yaml";

    private static final Pattern KEY = Pattern.compile("(?m)^([a-z_]+):");
    private static final Map<String, String> FILES = Map.of(
            FLOW, RuleBook.resource("frame/" + FLOW),
            WORKSPACE, RuleBook.resource("frame/" + WORKSPACE),
            TEST, RuleBook.resource("frame/" + TEST));

    private Frame() {}

    /** What is there without an example: a flow without findings and its workspace, and no test. */
    static Map<String, String> workspace() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.remove(TEST);
        return files;
    }

    /** The frame's own text of a file. */
    public static String text(String file) {
        return FILES.getOrDefault(file, "");
    }

    static String around(String file, String text) {
        String frame = FILES.get(file);
        if (frame == null || text.startsWith("signalbox:")) {
            return text;
        }
        Map<String, String> sections = sections(frame);
        sections.putAll(sections(text));
        return String.join("", sections.values());
    }

    /** The text by its keys at the left margin, each with what stands below it. */
    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher key = KEY.matcher(text);
        String open = "";
        int from = 0;
        while (key.find()) {
            section(sections, open, text.substring(from, key.start()));
            open = key.group(1);
            from = key.start();
        }
        section(sections, open, text.substring(from));
        return sections;
    }

    private static void section(Map<String, String> sections, String key, String text) {
        if (!text.isEmpty()) {
            sections.merge(key, text, String::concat);
        }
    }
}
