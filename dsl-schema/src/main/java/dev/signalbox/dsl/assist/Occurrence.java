package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.diagnostic.Span;

/**
 * A name where it stands.
 *
 * @param span the name's own characters, without quotes
 * @param declares the name is declared here, not used
 * @param owner what the name belongs to inside its file: of a context item the path of its question, else empty
 * @param path of the value in the file, as a JSON pointer
 */
public record Occurrence(Sort sort, String name, Span span, boolean declares, String owner, String path) {
    boolean covers(int line, int column) {
        return span.line() == line && span.column() <= column && column <= span.endColumn();
    }
}
