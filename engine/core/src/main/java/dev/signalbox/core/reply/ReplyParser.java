package dev.signalbox.core.reply;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a model's raw text to a typed value: read tolerantly (a leading thought left out; fences, prose around it, commas,
 * quotes, comments), brought to the schema where the meaning is plain (labels, numbers in strings, a wrapped or unwrapped
 * root), then validated strictly. Pure; never throws, whatever the text. A reply that breaks off is refused, not completed.
 */
public final class ReplyParser {
    /** A longer reply is refused unread. */
    public static final int LONGEST = 1_000_000;

    private static final int LONGEST_PROBLEM = 300;
    private static final Place NOWHERE = new Place(Span.point("reply", 1, 1), "");

    private final String text;
    private final Schema schema;
    private final Asked asked;
    private final Shape shape;
    private @Nullable List<String> problems;

    private ReplyParser(String text, Object jsonSchema) {
        this.text = text;
        this.schema = Schema.of(jsonSchema, Map.of(), NOWHERE);
        this.asked = new Asked(jsonSchema);
        this.shape = new Shape(asked);
    }

    /**
     * @param raw the text as the provider gave it
     * @param jsonSchema a self-contained JSON Schema: the question's own, not the projection that the provider got
     */
    public static Parsed parse(String raw, Object jsonSchema) {
        if (raw.length() > LONGEST) {
            return new Parsed.Unfit(List.of("The reply is longer than " + LONGEST + " characters."));
        }
        String text = ReplyText.answer(ReplyText.strip(ReplyText.whole(raw)));
        if (text == null) {
            return new Parsed.Unfit(List.of("The reply breaks off before its thinking is over."));
        }
        if (text.isEmpty()) {
            return new Parsed.Unfit(List.of("The reply is empty."));
        }
        return new ReplyParser(text, jsonSchema).parse();
    }

    private Parsed parse() {
        Candidates candidates = Candidates.of(text);
        for (Object value : candidates.values()) {
            Object fit = fit(value);
            if (fit != null) {
                return new Parsed.Value(fit);
            }
        }
        if (candidates.cutOff()) {
            return new Parsed.Unfit(List.of("The reply breaks off before its value is complete."));
        }
        for (String words : texts(candidates)) {
            Object fit = fits(shape.mend(words));
            if (fit != null) {
                return new Parsed.Value(fit);
            }
        }
        return new Parsed.Unfit(problems(candidates));
    }

    /** The text itself, for a schema that a text or a word can satisfy. */
    private List<String> texts(Candidates candidates) {
        boolean object = candidates.values().stream().anyMatch(value -> value instanceof Map || value instanceof List);
        if (asked.takesText()) {
            return List.of(unfenced(text));
        }
        if (!asked.takesScalar() || object) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(List.of(unfenced(text), ReplyText.untagged(text)));
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        // Thinking first, the word last.
        texts.add(lines.getLast());
        return texts;
    }

    private static String unfenced(String text) {
        if (!text.startsWith("```") || !text.endsWith("```") || text.length() < 6) {
            return text;
        }
        String inside = text.substring(3, text.length() - 3);
        int line = inside.indexOf('\n');
        boolean language = line >= 0 && inside.substring(0, line).matches("[A-Za-z0-9_-]*[ \\t\\r]*");
        return (language ? inside.substring(line + 1) : inside).strip();
    }

    /** The value, or what it wraps, or wrapped itself, as the schema wants it; null when none of it fits. */
    private @Nullable Object fit(Object value) {
        boolean word = value instanceof Number || value instanceof Spelled || value instanceof Boolean;
        if (asked.takesText() && word) {
            // A text that happens to look like a number is that text, digit for digit.
            return null;
        }
        Object fit = fits(shape.mend(value));
        if (fit != null) {
            return fit;
        }
        // Under the name of a choice stands that choice, which did not fit; what contradicts it is not taken for it.
        if (value instanceof Map<?, ?> map
                && map.size() == 1
                && !asked.isChoice(String.valueOf(map.keySet().iterator().next()))) {
            fit = fits(shape.mend(Json.object(map).values().iterator().next()));
            if (fit != null) {
                return fit;
            }
        }
        // In prose brackets hold words and footnotes too, so a word in them means nothing.
        if (value instanceof List<?> list && list.size() == 1 && list.getFirst() instanceof Map && !asked.isList()) {
            fit = fits(shape.mend(list.getFirst()));
            if (fit != null) {
                return fit;
            }
        }
        String field = asked.onlyField();
        if (field != null && !(value instanceof Map)) {
            fit = fits(shape.mend(Map.of(field, value)));
        } else if (asked.isList() && !(value instanceof List)) {
            fit = fits(shape.mend(List.of(value)));
        }
        return fit;
    }

    private @Nullable Object fits(Object value) {
        return switch (schema.fit(value)) {
            case Schema.Fit.Fits fits -> fits.value();
            case Schema.Fit.Misfit misfit -> {
                if (problems == null) {
                    problems =
                            misfit.problems().stream().map(ReplyParser::words).toList();
                }
                yield null;
            }
        };
    }

    private static String words(Schema.Problem problem) {
        String where = problem.pointer().isEmpty() ? "" : "At " + problem.pointer() + ": ";
        return clip(where + problem.message());
    }

    private List<String> problems(Candidates candidates) {
        Set<String> said = new LinkedHashSet<>();
        if (candidates.trouble() != null) {
            said.add(clip("The reply is no JSON: " + candidates.trouble() + "."));
        }
        if (problems != null
                && (candidates.trouble() == null || !candidates.values().isEmpty())) {
            said.addAll(problems);
        }
        if (said.isEmpty()) {
            said.add("The reply holds no JSON value; reply with one value that fits the schema and nothing else.");
        }
        return said.stream().limit(Parsed.Unfit.MOST).toList();
    }

    private static String clip(String words) {
        return words.length() > LONGEST_PROBLEM ? words.substring(0, LONGEST_PROBLEM) + "…" : words;
    }
}
