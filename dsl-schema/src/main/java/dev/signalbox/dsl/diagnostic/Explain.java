package dev.signalbox.dsl.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each rule means, for {@code explain CODE}: what is wrong, how it looks, how it looks mended, and why it is a rule.
 *
 * @param bad YAML lines that break the rule
 * @param good YAML lines that keep it
 */
public record Explain(Code code, String what, String bad, String good, String why) {
    private static final String RESOURCE = "explain.txt";

    /** The explanation of a code; every code has one. */
    public static Explain of(Code code) {
        Explain found = All.BY_CODE.get(code);
        if (found == null) {
            throw new IllegalStateException(code + " is not explained");
        }
        return found;
    }

    /** The explanation as text for a terminal. */
    public String text() {
        return code.name() + " (" + code.severity().name().toLowerCase(java.util.Locale.ROOT) + "): " + code.title()
                + "\n\n" + what + "\n\nInstead of\n\n" + bad.indent(4) + "\nwrite\n\n" + good.indent(4) + "\nWhy: "
                + why
                + "\n";
    }

    /** Read once, when the first is asked for. */
    private static final class All {
        static final Map<Code, Explain> BY_CODE = read();

        private static Map<Code, Explain> read() {
            Map<Code, Explain> all = new EnumMap<>(Code.class);
            for (String section : resource().split("(?m)^=== ", -1)) {
                if (!section.isBlank()) {
                    Explain explain = parse(section);
                    all.put(explain.code(), explain);
                }
            }
            return all;
        }

        private static Explain parse(String section) {
            String[] parts = section.split("(?m)^--- (?:bad|good|why)\n", -1);
            if (parts.length != 4) {
                throw new IllegalStateException(RESOURCE + " has a section without its four parts: " + section);
            }
            String code = section.substring(0, 4);
            return new Explain(
                    Code.valueOf(code),
                    parts[0].substring(5).strip(),
                    parts[1].stripTrailing(),
                    parts[2].stripTrailing(),
                    parts[3].strip());
        }

        private static String resource() {
            try (InputStream in = Explain.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the program lacks its resource " + RESOURCE);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException wrong) {
                throw new UncheckedIOException(wrong);
            }
        }
    }
}
