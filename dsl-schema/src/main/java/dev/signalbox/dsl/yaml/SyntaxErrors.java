package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.value.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Puts the parser's words into sentences for people who write flow files. */
final class SyntaxErrors {
    /** Longer numbers nobody wants to read plain. */
    private static final int MOST_DIGITS = 20;

    /** The two marks of an {@code a ? b : c}; looked for one after the other, as one pattern is slow on a long line. */
    private static final Pattern ASKED = Pattern.compile("\\S *\\?");

    private static final Pattern ELSE = Pattern.compile("\\S *:(?= |$)");
    private static final Pattern QUOTES_HELP = Pattern.compile("[@`%|>&*!]");

    /** A key and a value that no sign of YAML begins. */
    private static final Pattern ENTRY = Pattern.compile("[ -]*[A-Za-z_][A-Za-z0-9_.-]*: +([^\\s'\"{\\[&*!|>#@`%-].*)");

    /** An expression that is a whole value, and what stands around it. */
    private static final Pattern WHOLE =
            Pattern.compile("[ \\[{,]\\$\\{[^{}\n]*\\}(?:[,}\\]].?|[ \n][,}\\]])", Pattern.DOTALL);

    private SyntaxErrors() {}

    static Diagnostic plain(LineMap lines, int at, String message) {
        return YamlReader.finding(Code.Y001, lines, at, at + 1, "", message);
    }

    static Diagnostic unmarked(YamlEngineException wrong, LineMap lines) {
        if (wrong instanceof ReaderException character) {
            return plain(lines, lines.unit(character.getPosition()), "The file holds a character that YAML refuses.");
        }
        return plain(lines, 0, sentence(String.valueOf(wrong.getMessage())));
    }

    static Diagnostic of(MarkedYamlEngineException wrong, LineMap lines) {
        String problem = String.valueOf(wrong.getProblem());
        int at = offset(wrong.getProblemMark(), lines);
        int context = offset(wrong.getContextMark(), lines);
        String line = lines.lineText(lines.line(Math.min(at, lines.text().length())));
        if (problem.contains("mapping values are not allowed")) {
            return secondColon(lines, at, line);
        }
        if (problem.contains("expected ',' or")) {
            return unclosedFlow(lines, at, context, line, problem);
        }
        if (problem.contains("TAB") || (problem.contains("cannot start any token") && charAt(lines, at) == '\t')) {
            return plain(lines, at, "A tab cannot indent YAML.").withHelp("Indent with spaces.");
        }
        if (problem.contains("cannot start any token")) {
            char c = charAt(lines, at);
            Diagnostic found = plain(lines, at, "A value cannot start with `" + c + "`.");
            return QUOTES_HELP.matcher(String.valueOf(c)).matches()
                    ? found.withHelp("Put the value in quotes.")
                    : found;
        }
        if (String.valueOf(wrong.getContext()).contains("quoted scalar")) {
            return problem.contains("end of stream") || problem.contains("document separator")
                    ? plain(lines, context, "A quoted text starts here and is never closed.")
                    : plain(lines, at, sentence(problem)).withHelp("In double quotes a backslash stands as `\\\\`.");
        }
        if (problem.contains("expected <block end>")) {
            return plain(lines, at, "This does not fit what stands above it.")
                    .withHelp(
                            "Check the indentation, and put a value that goes on after its closing quote in quotes whole.");
        }
        if (problem.contains("could not find expected ':'")) {
            return plain(lines, context, "This line is neither `key: value` nor a list item.");
        }
        return plain(lines, at, sentence(problem));
    }

    private static Diagnostic secondColon(LineMap lines, int at, String line) {
        if (holdsTernary(line)) {
            return ternary(lines, at).withFix(quoted(lines, at));
        }
        return plain(lines, at, "A second `: ` stands in this line.")
                .withHelp("Put the value in quotes, or check the indentation of the lines above.");
    }

    private static boolean holdsTernary(String line) {
        Matcher asked = ASKED.matcher(line);
        return asked.find() && ELSE.matcher(line).find(asked.end());
    }

    private static Diagnostic ternary(LineMap lines, int at) {
        return YamlReader.finding(
                        Code.Y012,
                        lines,
                        at,
                        at + 1,
                        "",
                        "An `a ? b : c` without quotes: YAML reads its `:` as a key's.")
                .withHelp("Put the whole value in quotes.");
    }

    /** Quotes around all that stands behind a key, where it ends with its line; null where that cannot be seen. */
    private static @Nullable Fix quoted(LineMap lines, int at) {
        int number = lines.line(at);
        String line = lines.lineText(number);
        Matcher entry = ENTRY.matcher(line);
        boolean goesOn = number < lines.lines() && indent(lines.lineText(number + 1)) > indent(line);
        if (!entry.matches() || entry.group(1).contains(" #") || goesOn) {
            return null;
        }
        int from = lines.lineStart(number) + entry.start(1);
        String value = entry.group(1).stripTrailing();
        return Fix.safe("Put it in quotes", lines.span(from, from + value.length()), inQuotes(value));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String inQuotes(String value) {
        boolean asItIs = value.indexOf('"') < 0 && value.indexOf('\\') < 0;
        return asItIs ? "\"" + value + "\"" : "'" + value.replace("'", "''") + "'";
    }

    private static Diagnostic unclosedFlow(LineMap lines, int at, int context, String line, String problem) {
        String text = lines.text();
        if (at > 0 && at < text.length() && text.charAt(at) == '{' && text.charAt(at - 1) == '$') {
            int close = text.indexOf('}', at);
            int end = close < 0 ? at + 1 : close + 1;
            String value = text.substring(at - 1, end);
            Diagnostic found = YamlReader.finding(
                            Code.Y001, lines, at - 1, end, "", "Inside `{ }` and `[ ]` an expression stands in quotes.")
                    .withHelp("Without quotes YAML reads the brace of `${` as its own.");
            return WHOLE.matcher(text.substring(Math.max(0, at - 2), Math.min(text.length(), end + 2)))
                            .matches()
                    ? found.withSuggestion(inQuotes(value))
                            .withFix(Fix.safe("Put it in quotes", found.place().span(), inQuotes(value)))
                    : found;
        }
        if (charAt(lines, at) == ':' && holdsTernary(line)) {
            return ternary(lines, at);
        }
        if (at >= text.stripTrailing().length() || problem.contains("<stream end>")) {
            char open = charAt(lines, context);
            return plain(lines, context, "A `" + open + "` is opened here and never closed.")
                    .withHelp("Close it with `" + (open == '[' ? ']' : '}') + "`.");
        }
        String close = problem.contains("']'") ? "]" : "}";
        return plain(lines, at, "A `,` or `" + close + "` is missing before this.");
    }

    private static int offset(Optional<Mark> mark, LineMap lines) {
        return mark.map(found -> lines.unit(found.getIndex())).orElse(0);
    }

    private static char charAt(LineMap lines, int at) {
        return at < lines.text().length() ? lines.text().charAt(at) : ' ';
    }

    private static String sentence(String problem) {
        String line = problem.lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
            return "This is not YAML.";
        }
        String start = line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
        return start.endsWith(".") ? start : start + ".";
    }

    /** A text stays that text in quotes, and a number that number in plain digits; whether {@code 012} was to be 12, only the author knows. */
    static Diagnostic misread(Diagnostic found, String text, Object value) {
        Span at = found.place().span();
        if (value instanceof String) {
            return found.withHelp("Put it in quotes, so that every tool reads the same.")
                    .withSuggestion("\"" + text + "\"")
                    .withFix(Fix.safe("Put it in quotes", at, "\"" + text + "\""));
        }
        String plain = value instanceof Double number ? Numbers.plain(number) : String.valueOf(value);
        if (plain.length() > MOST_DIGITS) {
            return found.withHelp("Write it in another way, so that every tool reads the same.");
        }
        boolean sure = text.startsWith("0o") || text.indexOf('e') > 0 || text.indexOf('E') > 0;
        return found.withHelp(
                        "It is the number " + plain + " here: write it so, or put it in quotes where it is a text.")
                .withSuggestion(plain)
                .withFix(new Fix("Write `" + plain + "`", List.of(new Edit(at, plain)), sure));
    }
}
