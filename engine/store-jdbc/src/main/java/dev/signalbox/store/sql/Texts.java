package dev.signalbox.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * Texts as columns can hold them. PostgreSQL's have no NUL, and SQLite's functions stop at one: it stands as a
 * noncharacter, which nobody sends, and a digit. Equal texts stay equal and different ones different.
 */
final class Texts {
    private static final char NUL = '\0';
    private static final char MARK = '\uFDD0';

    private Texts() {}

    static String write(String text) {
        if (text.indexOf(NUL) < 0 && text.indexOf(MARK) < 0) {
            return text;
        }
        return text.replace(String.valueOf(MARK), MARK + "1").replace(String.valueOf(NUL), MARK + "0");
    }

    static @Nullable String[] write(@Nullable String[] texts) {
        @Nullable String[] written = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            written[i] = text == null ? null : write(text);
        }
        return written;
    }

    static String read(String text) {
        if (text.indexOf(MARK) < 0) {
            return text;
        }
        return text.replace(MARK + "0", String.valueOf(NUL)).replace(MARK + "1", String.valueOf(MARK));
    }
}
