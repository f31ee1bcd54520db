package dev.signalbox.dsl.assist;

import java.util.ArrayList;
import java.util.List;

/** The words and signs of an expression up to the cursor, whatever it lacks. */
final class Tokens {
    private Tokens() {}

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        /** A text that nothing closes: the cursor is in it. */
        OPEN_TEXT,
        SIGN
    }

    record Token(Kind kind, int from, int to, String text) {
        boolean is(String sign) {
            return text.equals(sign);
        }
    }

    static List<Token> of(String source) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            int end = at + 1;
            Kind kind = Kind.SIGN;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            } else if (c == '\'' || c == '"') {
                end = textEnd(source, at);
                kind = end < 0 ? Kind.OPEN_TEXT : Kind.TEXT;
                end = end < 0 ? source.length() : end;
            } else if (Mending.isWord(c)) {
                kind = Character.isDigit(c) ? Kind.NUMBER : Kind.NAME;
                while (end < source.length() && Mending.isWord(source.charAt(end))) {
                    end++;
                }
            } else if (end < source.length()
                    && List.of("&&", "||", "==", "!=", "<=", ">=").contains(source.substring(at, end + 1))) {
                end++;
            }
            tokens.add(new Token(kind, at, end, source.substring(at, end)));
            at = end;
        }
        return tokens;
    }

    private static int textEnd(String source, int from) {
        for (int i = from + 1; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == source.charAt(from)) {
                return i + 1;
            }
        }
        return -1;
    }
}
