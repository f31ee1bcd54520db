package dev.signalbox.dsl.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict parser over one text. Depth is capped, so that hostile text cannot overflow the stack. */
final class JsonReader {
    private static final int MAX_DEPTH = 200;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.error("Something stands after the JSON value.");
        }
        return value;
    }

    private Object value(int depth) {
        space();
        if (depth > MAX_DEPTH) {
            throw error("The JSON is nested deeper than " + MAX_DEPTH + " levels.");
        }
        if (at >= text.length()) {
            throw error("The JSON ends where a value should stand.");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Json.NULL);
            default -> {
                if (c == '-' || digit(c)) {
                    yield number();
                }
                throw error("'" + Character.toString(text.codePointAt(at)) + "' cannot begin a JSON value.");
            }
        };
    }

    private Object object(int depth) {
        at++;
        Map<String, Object> fields = new LinkedHashMap<>();
        space();
        if (take('}')) {
            return Collections.unmodifiableMap(fields);
        }
        do {
            space();
            int start = at;
            if (at >= text.length() || text.charAt(at) != '"') {
                throw error("A key in double quotes should stand here.");
            }
            String key = string();
            space();
            if (!take(':')) {
                throw error("A ':' should follow the key.");
            }
            Object value = value(depth + 1);
            if (fields.putIfAbsent(key, value) != null) {
                at = start;
                throw error("The key \"" + key + "\" stands twice in one object.");
            }
            space();
        } while (take(','));
        if (!take('}')) {
            throw error("A ',' or '}' should stand here.");
        }
        return Collections.unmodifiableMap(fields);
    }

    private Object array(int depth) {
        at++;
        List<Object> items = new ArrayList<>();
        space();
        if (take(']')) {
            return Collections.unmodifiableList(items);
        }
        do {
            items.add(value(depth + 1));
            space();
        } while (take(','));
        if (!take(']')) {
            throw error("A ',' or ']' should stand here.");
        }
        return Collections.unmodifiableList(items);
    }

    private String string() {
        int start = ++at;
        while (at < text.length() && plain(text.charAt(at))) {
            at++;
        }
        if (take('"')) {
            return text.substring(start, at - 1);
        }
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (!take('"')) {
            if (at >= text.length()) {
                throw error("The string is not closed.");
            }
            char c = text.charAt(at);
            if (c == '\\') {
                out.append(escape());
            } else if (c < 0x20) {
                throw error("A control character in a string has to be escaped.");
            } else {
                out.append(c);
                at++;
            }
        }
        // Only an escape can spell half a character: no decoder of bytes leaves one.
        return WholeText.of(out.toString());
    }

    private static boolean plain(char c) {
        return c >= 0x20 && c != '"' && c != '\\';
    }

    private char escape() {
        at++;
        if (at >= text.length()) {
            throw error("The string is not closed.");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> {
                at--;
                throw error("'\\" + c + "' is no JSON escape.");
            }
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw error("Four hexadecimal digits should follow \\u.");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Object number() {
        int start = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        boolean whole = true;
        if (take('.')) {
            whole = false;
            digits();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        String digits = text.substring(start, at);
        if (whole && digits.length() <= 20) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException beyond64Bits) {
                return Double.parseDouble(digits);
            }
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            at = start;
            throw error("The number is too large.");
        }
        return value;
    }

    private void digits() {
        int start = at;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw error("A digit should stand here.");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw error("Only true, false and null are words in JSON.");
        }
        at += word.length();
        return value;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private JsonTextException error(String message) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new JsonTextException(message, line, column);
    }
}
