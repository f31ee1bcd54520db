package dev.signalbox.dsl.type;

import com.google.re2j.Pattern;
import dev.signalbox.dsl.value.JsonText;
import java.util.List;
import java.util.Map;

/** {@code minLength}, {@code maxLength}, {@code pattern} and {@code format}. Lengths count code points. */
record TextRules(RuleReader reader, Map<?, ?> map, String pointer) {
    void addTo(List<Rule> rules) {
        length(rules);
        pattern(rules);
        format(rules);
    }

    private void length(List<Rule> rules) {
        Long min = reader.count(map, "minLength", pointer);
        Long max = reader.count(map, "maxLength", pointer);
        if (min == null && max == null) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof String text) {
                int length = text.codePointCount(0, text.length());
                if (min != null && length < min) {
                    fitting.problem(where, "must have at least " + characters(min) + ", got " + length);
                }
                if (max != null && length > max) {
                    fitting.problem(where, "must have at most " + characters(max) + ", got " + length);
                }
            }
            return value;
        });
    }

    private static String characters(long count) {
        return count + (count == 1 ? " character" : " characters");
    }

    private void pattern(List<Rule> rules) {
        Object written = map.get("pattern");
        if (written == null) {
            return;
        }
        Pattern pattern = written instanceof String text ? Patterns.compile(text) : null;
        if (pattern == null) {
            reader.fault(
                    RuleReader.child(pointer, "pattern"),
                    "The pattern is no RE2 expression (which has no look-around and no back-references), or too large.");
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof String text && !pattern.matcher(text).find()) {
                fitting.problem(where, "must match the pattern " + pattern.pattern() + ", got " + Fitting.words(value));
            }
            return value;
        });
    }

    private void format(List<Rule> rules) {
        Object written = map.get("format");
        if (written == null) {
            return;
        }
        Formats format = written instanceof String name ? Formats.of(name) : null;
        if (format == null) {
            reader.fault(
                    RuleReader.child(pointer, "format"),
                    JsonText.write(written) + " is no format that Signalbox knows: " + Formats.names() + ".");
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof String text && !format.accepts(text)) {
                fitting.problem(where, "must be " + format.words() + ", got " + Fitting.words(value));
            }
            return value;
        });
    }
}
