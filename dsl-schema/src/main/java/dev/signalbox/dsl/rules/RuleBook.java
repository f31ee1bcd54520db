package dev.signalbox.dsl.rules;

import dev.signalbox.dsl.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The book of rules: a file for each code, {@code CODE.md} beside this class. It says first what is wrong, then under a heading each
 * {@code Exact} or {@code Heuristic}, {@code Bad}, {@code Good} and {@code Why}. A block of an example names its file behind the
 * language, {@code ```yaml signalbox.yaml}; without a name it is the flow.
 */
public final class RuleBook {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");

    private RuleBook() {}

    /** The entry of a code; every code has one. */
    public static RuleEntry of(Code code) {
        String file = code.name() + ".md";
        String certainty = code.certainty().name().charAt(0)
                + code.certainty().name().substring(1).toLowerCase(Locale.ROOT);
        List<String> parts = new ArrayList<>();
        String rest = resource(file);
        for (String heading : List.of(certainty, "Bad", "Good", "Why")) {
            String line = "\n## " + heading + "\n";
            int at = rest.indexOf(line);
            if (at < 0) {
                throw new IllegalStateException(file + " has no part `## " + heading + "` in its place");
            }
            parts.add(rest.substring(0, at).strip());
            rest = rest.substring(at + line.length());
        }
        return new RuleEntry(
                code,
                parts.get(0),
                parts.get(1),
                example(file, parts.get(2)),
                example(file, parts.get(3)),
                rest.strip());
    }

    private static Example example(String file, String text) {
        List<Example.Part> parts = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String named = block.group(2);
            parts.add(new Example.Part(named == null ? Frame.FLOW : named, block.group(1), block.group(3)));
        }
        if (parts.isEmpty()) {
            throw new IllegalStateException(file + " has an example without a block");
        }
        return new Example(parts);
    }

    static String resource(String name) {
        try (InputStream in = RuleBook.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the book of rules lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
