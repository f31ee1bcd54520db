package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be done about a finding with a change of the text: the finding's own fix, or a word that it is meant so.
 *
 * @param title what the change does, in a few words
 * @param preferred it mends the finding, rather than silences it
 */
public record Remedy(String title, List<Edit> edits, boolean preferred) {
    public Remedy {
        edits = List.copyOf(edits);
    }

    /** The changes that one finding offers, the one that mends it first. */
    public static List<Remedy> of(Diagnostic found, String source) {
        List<Remedy> remedies = new ArrayList<>();
        Span span = found.place().span();
        Fix fix = found.fix();
        if (fix != null) {
            remedies.add(new Remedy(fix.title(), fix.edits(), true));
        }
        boolean safetyError = found.isError() && found.code().name().startsWith("S");
        boolean ofComments = found.code() == Code.Y011 || found.code() == Code.Y001;
        if (!safetyError && !ofComments) {
            LineMap lines = new LineMap(span.file(), source);
            int start = lines.offset(span.line(), 1);
            int at = start;
            while (at < source.length() && source.charAt(at) == ' ') {
                at++;
            }
            String comment = " ".repeat(at - start) + "# signalbox: ignore " + found.code() + " say why\n";
            if (speaks(source.substring(0, start) + comment + source.substring(start), found)) {
                remedies.add(new Remedy(
                        "Suppress " + found.code() + " here, with a reason",
                        List.of(new Edit(new Span(span.file(), span.line(), 1, span.line(), 1), comment)),
                        false));
            }
        }
        return remedies;
    }

    /** Whether the comment is one there: inside a text of several lines it would be text. */
    private static boolean speaks(String changed, Diagnostic found) {
        int line = found.place().span().line();
        return YamlReader.read("", changed).suppressions().stream()
                .anyMatch(comment -> comment.line() == line + 1
                        && comment.code().equals(found.code().name()));
    }
}
