package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one JSON value as models write it: trailing and missing commas, comments, single, curly and missing quotes, raw
 * line breaks and unescaped quotes in strings, Python's literals. Valid JSON reads as what it is. A value that breaks off
 * is refused, never completed; so are duplicate keys, more than {@value #DEPTH} levels and more than {@value #NODES}
 * values.
 */
final class LenientJson {
    static final int DEPTH = 100;
    static final int NODES = 50_000;
    private static final int LONGEST_NUMBER = 400;

    private final String text;
    private final Fuel fuel;
    private int at;
    private int nodes;

    private LenientJson(String text, int from, Fuel fuel) {
        this.text = text;
        this.at = from;
        this.fuel = fuel;
    }

    /** What reading gave. {@code end} is the place after the value. */
    sealed interface Outcome {
        record Read(Object value, int end) implements Outcome {}

        record Broken(String message) implements Outcome {}

        /** The text ends inside the value. */
        record CutOff() implements Outcome {}
    }

    /** Characters that may still be looked at: reading from many places of one text stays linear. */
    static final class Fuel {
        private long left;

        Fuel(long characters) {
            this.left = characters;
        }

        boolean spent() {
            return left <= 0;
        }
    }

    /** Reads the value that begins at {@code from}; white space before it is skipped. */
    static Outcome read(String text, int from, Fuel fuel) {
        LenientJson reader = new LenientJson(text, from, fuel);
        try {
            Object value = reader.value(0, false);
            return new Outcome.Read(value, reader.at);
        } catch (Stop stop) {
            return stop.cutOff ? new Outcome.CutOff() : new Outcome.Broken(stop.words);
        }
    }

    /** Ends the reading. Never leaves this class. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean cutOff;
        private final String words;

        Stop(boolean cutOff, String words) {
            super(words, null, false, false);
            this.cutOff = cutOff;
            this.words = words;
        }
    }

    private static Stop cutOff() {
        return new Stop(true, "it breaks off");
    }

    private static Stop broken(String words) {
        return new Stop(false, words);
    }

    private Object value(int depth, boolean inside) throws Stop {
        skip();
        if (at >= text.length()) {
            throw cutOff();
        }
        if (depth > DEPTH) {
            throw broken("it is nested more than " + DEPTH + " levels deep");
        }
        fuel.left--;
        if (++nodes > NODES) {
            throw broken("it holds more than " + NODES + " values");
        }
        char c = text.charAt(at);
        if (c == '{') {
            return object(depth);
        }
        if (c == '[') {
            return array(depth);
        }
        return closing(c) != 0 ? string() : bare(inside);
    }

    private Map<String, Object> object(int depth) throws Stop {
        at++;
        Map<String, Object> fields = new LinkedHashMap<>();
        while (true) {
            skipCommas();
            char c = peek();
            if (c == '}') {
                at++;
                return Collections.unmodifiableMap(fields);
            }
            String key = closing(c) != 0 ? string() : bareKey();
            skip();
            if (peek() != ':' && peek() != '=') {
                throw broken("a `:` is missing after the key `" + clip(key) + "`");
            }
            at++;
            Object value = value(depth + 1, true);
            if (fields.putIfAbsent(key, value) != null) {
                throw broken("the key `" + clip(key) + "` stands twice");
            }
            between('}');
        }
    }

    private List<Object> array(int depth) throws Stop {
        at++;
        List<Object> items = new ArrayList<>();
        while (true) {
            skipCommas();
            if (peek() == ']') {
                at++;
                return Collections.unmodifiableList(items);
            }
            items.add(value(depth + 1, true));
            between(']');
        }
    }

    /** After a member: a comma, the end, or at least a line break. */
    private void between(char end) throws Stop {
        int from = at;
        skip();
        char c = peek();
        if (c != ',' && c != end && text.substring(from, at).indexOf('\n') < 0) {
            throw broken("a comma is missing before `" + rest(at) + "`");
        }
    }

    private String bareKey() throws Stop {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-.$".indexOf(text.charAt(at)) >= 0)) {
            step();
        }
        if (at == from) {
            throw broken("a key is missing before `" + rest(at) + "`");
        }
        return text.substring(from, at);
    }

    /** A number, a literal, or a word without quotes. */
    private Object bare(boolean inside) throws Stop {
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean comment = c == '/' && at > from && Character.isWhitespace(text.charAt(at - 1)) && comment(at);
            if (c == '\n' || comment || inside && (c == ',' || c == '}' || c == ']')) {
                break;
            }
            if (c == '{' || c == '[' || c == '"' || c == ':' && !urlAt(at)) {
                throw broken("`" + rest(from) + "` is no value");
            }
            step();
        }
        if (inside && at >= text.length()) {
            throw cutOff();
        }
        String word = ReplyText.strip(text.substring(from, at));
        if (word.isEmpty()) {
            throw broken("a value is missing");
        }
        Object read = scalar(word);
        if (!inside && read instanceof String) {
            throw broken("it is a text without quotes");
        }
        return read;
    }

    private boolean urlAt(int colon) {
        return text.startsWith("://", colon);
    }

    /** What a word without quotes means. */
    static Object scalar(String word) {
        Object literal = literal(word);
        if (literal != null) {
            return literal;
        }
        Object number = number(word);
        return number != null ? Spelled.of(number, word) : word;
    }

    private static @org.jspecify.annotations.Nullable Object literal(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "null", "none", "nil", "undefined" -> Json.NULL;
            default -> null;
        };
    }

    /** A finite JSON number, or one with a sign or a bare point; null for anything else. */
    static @org.jspecify.annotations.Nullable Object number(String word) {
        if (word.length() > LONGEST_NUMBER || !word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?")) {
            return null;
        }
        String plain = word.startsWith("+") ? word.substring(1) : word;
        if (plain.matches("-?\\d{1,18}")) {
            return Long.parseLong(plain);
        }
        if (plain.matches("-?\\d{19}")) {
            try {
                return Long.parseLong(plain);
            } catch (NumberFormatException tooLarge) {
                return Double.parseDouble(plain);
            }
        }
        double number = Double.parseDouble(plain);
        return Double.isInfinite(number) ? null : (Object) number;
    }

    private String string() throws Stop {
        char close = closing(text.charAt(at));
        at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            step();
            if (c == '\\') {
                escape(out);
            } else if (c == close && endsHere()) {
                return ReplyText.whole(out.toString());
            } else {
                out.append(c);
            }
        }
        throw cutOff();
    }

    /** A quote ends a string where JSON could go on; any other was meant as a character. */
    private boolean endsHere() {
        int look = at;
        while (look < text.length() && ReplyText.isBlank(text.charAt(look)) && "\n\r".indexOf(text.charAt(look)) < 0) {
            look++;
            fuel.left--;
        }
        return look >= text.length() || ",}]:=\n\r`/#".indexOf(text.charAt(look)) >= 0;
    }

    private void escape(StringBuilder out) throws Stop {
        if (at >= text.length()) {
            throw cutOff();
        }
        char c = text.charAt(at);
        step();
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> unicode(out);
            case '\n' -> {
                // A line that was folded with a backslash.
            }
            default -> out.append(c);
        }
    }

    private void unicode(StringBuilder out) throws Stop {
        if (at + 4 > text.length()) {
            throw cutOff();
        }
        String digits = text.substring(at, at + 4);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw broken("`\\u" + clip(digits) + "` is no character");
        }
        out.append((char) Integer.parseInt(digits, 16));
        at += 4;
    }

    /** The quote that closes what this one opens; 0 when it opens nothing. */
    private static char closing(char c) {
        return switch (c) {
            case '"', '\'' -> c;
            case '\u201c' -> '\u201d';
            case '\u2018' -> '\u2019';
            default -> 0;
        };
    }

    private char peek() throws Stop {
        if (at >= text.length()) {
            throw cutOff();
        }
        return text.charAt(at);
    }

    private void step() throws Stop {
        at++;
        if (--fuel.left < 0) {
            throw broken("it takes too long to read");
        }
    }

    private void skipCommas() throws Stop {
        skip();
        while (at < text.length() && text.charAt(at) == ',') {
            step();
            skip();
        }
    }

    private void skip() throws Stop {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (ReplyText.isBlank(c)) {
                step();
            } else if (comment(at)) {
                skipComment(c);
            } else {
                return;
            }
        }
    }

    private boolean comment(int from) {
        return text.startsWith("//", from)
                || text.startsWith("/*", from)
                || text.charAt(from) == '#' && from + 1 < text.length() && text.charAt(from + 1) == ' ';
    }

    private void skipComment(char first) throws Stop {
        boolean block = first == '/' && text.startsWith("/*", at);
        int end = text.indexOf(block ? "*/" : "\n", at);
        int next = end < 0 ? text.length() : end + (block ? 2 : 1);
        fuel.left -= next - at;
        at = next;
        if (fuel.left < 0) {
            throw broken("it takes too long to read");
        }
    }

    private String rest(int from) {
        return clip(text.substring(from, Math.min(text.length(), from + 60)));
    }

    private static String clip(String words) {
        String line = words.strip().lines().findFirst().orElse("");
        return line.length() > 40 ? line.substring(0, 40) + "…" : line;
    }
}
