package dev.signalbox.dsl.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is told of a document, each thing once. */
final class Notes {
    private static final Pattern TAG =
            Pattern.compile("</?(?:p|br|a|b|i|em|strong|code|pre|ul|ol|li|h[1-6]|div|span)(?: [^<>]{0,300})?/?>");

    private final OpenApiDocument document;
    private final Set<Note> found = new LinkedHashSet<>();

    Notes(OpenApiDocument document) {
        this.document = document;
    }

    void add(String pointer, String message) {
        found.add(new Note(document.where(pointer), message));
    }

    void addAll(Notes other) {
        found.addAll(other.found);
    }

    List<Note> all() {
        return new ArrayList<>(found);
    }

    /** A description as one line; some documents write theirs in HTML. */
    static String words(String text, int most) {
        return clip(TAG.matcher(text).replaceAll(" ").strip().replaceAll("\\s+", " "), most);
    }

    static String clip(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
