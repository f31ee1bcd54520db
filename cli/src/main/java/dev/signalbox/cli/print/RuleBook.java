package dev.signalbox.cli.print;

import dev.signalbox.dsl.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documentation's page of diagnostics, one section a code. Every code has one. */
public final class RuleBook {
    private static final String PAGE = "/dev/signalbox/cli/docs/diagnostics.md";
    private static final Pattern SECTION = Pattern.compile("(?ms)^### ([A-Z]\\d{3})\\b[^\\n]*\\n(.*?)(?=^#{1,3} |\\z)");

    private final Map<Code, String> texts;

    private RuleBook(Map<Code, String> texts) {
        this.texts = texts;
    }

    public static RuleBook open() {
        try (InputStream in = RuleBook.class.getResourceAsStream(PAGE)) {
            if (in == null) {
                throw new IllegalStateException("the page of diagnostics is not in the program");
            }
            Map<Code, String> texts = new EnumMap<>(Code.class);
            Matcher section = SECTION.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (section.find()) {
                texts.put(Code.valueOf(section.group(1)), section.group(2).strip());
            }
            return new RuleBook(texts);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public String text(Code code) {
        return texts.getOrDefault(code, "");
    }
}
