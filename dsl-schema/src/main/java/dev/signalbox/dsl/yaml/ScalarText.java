package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.ScalarLayout.Style;
import java.util.regex.Pattern;

/** Writes a text as a scalar, in the quotes that it needs and no others. */
public final class ScalarText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_./ ()=!<>+*&|'$-]*");
    private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

    private ScalarText() {}

    /** The text in the place of a whole scalar: plain where every tool reads it as that text, else in the quotes it had, else in single ones. */
    public static String whole(String text, Style before) {
        if (staysText(text)) {
            return text;
        }
        return before == Style.DOUBLE_QUOTED
                ? "\"" + inside(text, before) + "\""
                : "'" + inside(text, Style.SINGLE_QUOTED) + "'";
    }

    /** The edit that puts a text at a stretch inside of a scalar; of a plain one that would be plain no more, it is the whole that is written anew. */
    public static Edit part(YamlNode.Scalar scalar, Span at, String text) {
        Span whole = scalar.place().span();
        Style style = scalar.layout().style();
        boolean oneLine = whole.line() == whole.endLine();
        if (style == Style.PLAIN && oneLine) {
            String before = scalar.text();
            int from = at.column() - whole.column();
            int to = at.endColumn() - whole.column();
            if (from >= 0 && from <= to && to <= before.length()) {
                String after = before.substring(0, from) + text + before.substring(to);
                if (!fitsPlain(after)) {
                    return new Edit(whole, whole(after, style));
                }
            }
        }
        return new Edit(at, inside(text, style));
    }

    private static String inside(String text, Style style) {
        return switch (style) {
            case SINGLE_QUOTED -> text.replace("'", "''");
            case DOUBLE_QUOTED -> text.replace("\\", "\\\\").replace("\"", "\\\"");
            case PLAIN, LITERAL, FOLDED -> text;
        };
    }

    private static boolean staysText(String text) {
        return PLAIN.matcher(text).matches()
                && text.equals(text.strip())
                && text.equals(CoreSchema.value(text))
                && CoreSchema.misread(text) == null;
    }

    private static boolean fitsPlain(String text) {
        return !text.isBlank()
                && INDICATORS.indexOf(text.charAt(0)) < 0
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.endsWith(":")
                && text.equals(CoreSchema.value(text));
    }
}
