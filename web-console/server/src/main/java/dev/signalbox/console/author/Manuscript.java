package dev.signalbox.console.author;

import dev.signalbox.dsl.assist.Desk;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.Overlay;
import dev.signalbox.dsl.yaml.LineMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A flow's text as somebody writes it, with the other files of the workspace as they are on the disk. Offsets count UTF-16
 * code units of the text as it was sent.
 *
 * @param path the flow's file in the workspace
 */
record Manuscript(String path, String text, Desk desk, LineMap lines) {
    static Manuscript of(FileSources sources, String path, String text) {
        Desk desk = Desk.of(new Overlay(sources, Map.of(path, text)));
        return new Manuscript(path, text, desk, new LineMap(path, text));
    }

    /** A change of the text as the page takes it. */
    Map<String, Object> edit(Span span, String insert) {
        Map<String, Object> edit = new LinkedHashMap<>();
        edit.put("from", (long) offset(span.line(), span.column()));
        edit.put("to", (long) offset(span.endLine(), span.endColumn()));
        edit.put("insert", insert);
        return edit;
    }

    /** A line behind the last one is the text's end. */
    int offset(int line, int column) {
        return line > lines.lines() ? text.length() : lines.offset(line, column);
    }
}
