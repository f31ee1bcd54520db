package dev.signalbox.dsl.diagnostic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Findings for people: code and sentence, where, the line itself with carets under the span, then help, suggestion and
 * related places. Colours are ANSI and carry nothing that the words do not.
 */
public final class HumanReport {
    private static final int MOST_COLUMNS = 160;

    private final Function<String, @Nullable String> sources;
    private final boolean colour;
    private final Map<String, String[]> lines = new HashMap<>();

    /** @param sources the text of a file by the path in the findings; null for one that cannot be shown */
    public HumanReport(Function<String, @Nullable String> sources, boolean colour) {
        this.sources = sources;
        this.colour = colour;
    }

    /** All findings, with a blank line after each; empty for none. */
    public String write(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            write(out, diagnostic);
            out.append('\n');
        }
        return out.toString();
    }

    private void write(StringBuilder out, Diagnostic diagnostic) {
        Paint paint = Paint.of(diagnostic.severity());
        Span span = diagnostic.place().span();
        String label = diagnostic.severity().name().toLowerCase(java.util.Locale.ROOT);
        out.append(paint(paint, label + "[" + diagnostic.code().name() + "]"))
                .append(paint(Paint.BOLD, ": " + diagnostic.message()))
                .append('\n');
        int gutter = String.valueOf(span.line()).length();
        String pad = " ".repeat(gutter);
        out.append(pad).append(paint(Paint.BLUE, "--> ")).append(where(span)).append('\n');
        snippet(out, span, gutter, paint);
        note(out, pad, "help", diagnostic.help());
        if (diagnostic.suggestion() != null) {
            note(out, pad, "try", "`" + diagnostic.suggestion() + "`");
        }
        for (Related related : diagnostic.related()) {
            out.append(pad)
                    .append(paint(Paint.BLUE, " = "))
                    .append(where(related.span()))
                    .append(": ")
                    .append(related.message())
                    .append('\n');
        }
    }

    private static String where(Span span) {
        return span.file() + ":" + span.line() + ":" + span.column();
    }

    private void snippet(StringBuilder out, Span span, int gutter, Paint paint) {
        String line = line(span);
        if (line == null) {
            return;
        }
        String bar = paint(Paint.BLUE, " |");
        int from = Math.min(span.column() - 1, line.length());
        int to = span.endLine() == span.line() ? Math.min(span.endColumn() - 1, line.length()) : line.length();
        int skip = from > MOST_COLUMNS - 40 ? from - 40 : 0;
        String shown = line.substring(skip, Math.min(line.length(), skip + MOST_COLUMNS));
        int room = Math.max(1, skip + MOST_COLUMNS - from);
        StringBuilder under = new StringBuilder();
        for (int i = skip; i < from; i++) {
            under.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        String carets = "^".repeat(Math.max(1, Math.min(to - from, room)));
        out.append(" ".repeat(gutter)).append(bar).append('\n');
        out.append(paint(Paint.BLUE, String.valueOf(span.line())))
                .append(bar)
                .append(' ')
                .append(printable(shown))
                .append('\n');
        out.append(" ".repeat(gutter))
                .append(bar)
                .append(' ')
                .append(under)
                .append(paint(paint, carets))
                .append('\n');
    }

    /** A control character in a file must not steer the reader's terminal. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0);
            safe.append(control ? '\uFFFD' : c);
        }
        return safe.toString();
    }

    private void note(StringBuilder out, String pad, String label, @Nullable String text) {
        if (text != null) {
            out.append(pad)
                    .append(paint(Paint.BLUE, " = "))
                    .append(paint(Paint.BOLD, label + ": "))
                    .append(text)
                    .append('\n');
        }
    }

    private @Nullable String line(Span span) {
        String[] known = lines.computeIfAbsent(span.file(), file -> {
            String text = sources.apply(file);
            if (text == null) {
                return new String[0];
            }
            String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return body.split("\r\n|\r|\n", -1);
        });
        return span.line() <= known.length ? known[span.line() - 1] : null;
    }

    private String paint(Paint paint, String text) {
        return colour ? paint.code + text + "\u001B[0m" : text;
    }

    private enum Paint {
        RED("\u001B[1;31m"),
        YELLOW("\u001B[1;33m"),
        CYAN("\u001B[1;36m"),
        BLUE("\u001B[1;34m"),
        BOLD("\u001B[1m");

        private final String code;

        Paint(String code) {
            this.code = code;
        }

        static Paint of(Severity severity) {
            return switch (severity) {
                case ERROR -> RED;
                case WARNING -> YELLOW;
                case INFO -> CYAN;
            };
        }
    }
}
