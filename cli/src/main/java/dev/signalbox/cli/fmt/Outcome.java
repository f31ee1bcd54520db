package dev.signalbox.cli.fmt;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.format.Formatter;
import dev.signalbox.dsl.format.Formatter.Result.Formatted;
import dev.signalbox.dsl.format.Formatter.Result.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What became of one file, under the name that the caller knows it by. */
sealed interface Outcome {
    String file();

    /** It stands in its form. */
    record Same(String file, String text) implements Outcome {}

    record Changed(String file, String before, String after) implements Outcome {}

    /** It does not read. */
    record Broken(String file, String text, List<Diagnostic> diagnostics) implements Outcome {
        public Broken {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    static Outcome of(String file, byte[] bytes, Formatter.Kind kind) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (Formatter.format(file, text, kind)) {
            case Formatted formatted ->
                formatted.text().equals(text) ? new Same(file, text) : new Changed(file, text, formatted.text());
            case Refused refused -> new Broken(file, text, refused.diagnostics());
        };
    }
}
