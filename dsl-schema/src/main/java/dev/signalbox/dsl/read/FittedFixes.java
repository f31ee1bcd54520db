package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.ScalarText;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an edit of the file out of each did-you-mean: what people read as {@code 'paid'} stands doubled inside single quotes, escaped inside
 * double ones, and in quotes of its own where it would be no text without. A rule that knows its edits itself keeps them.
 */
public final class FittedFixes {
    private FittedFixes() {}

    /** @param places of the file that all of the findings are about */
    public static List<Diagnostic> of(List<Diagnostic> found, Places places) {
        return found.stream().map(diagnostic -> fitted(diagnostic, places)).toList();
    }

    private static Diagnostic fitted(Diagnostic found, Places places) {
        String text = found.suggestion();
        Fix fix = found.fix();
        if (text == null || (fix != null && !fix.edits().isEmpty())) {
            return found;
        }
        return found.withFix(
                new Fix("Write `" + text + "`", List.of(edit(found, text, places)), fix != null && fix.safe()));
    }

    private static Edit edit(Diagnostic found, String text, Places places) {
        Span at = found.place().span();
        YamlNode.Scalar key = places.keyScalar(found.place().path());
        if (key != null && key.place().span().equals(at)) {
            return new Edit(at, ScalarText.whole(text, key.layout().style()));
        }
        YamlNode.@Nullable Scalar value = places.scalar(found.place().path());
        if (value == null || !value.isText() || !encloses(value.place().span(), at)) {
            return new Edit(at, text);
        }
        boolean whole = value.place().span().equals(at);
        return whole ? new Edit(at, ScalarText.whole(text, value.layout().style())) : ScalarText.part(value, at, text);
    }

    private static boolean encloses(Span whole, Span part) {
        return whole.file().equals(part.file())
                && !before(part.line(), part.column(), whole.line(), whole.column())
                && !before(whole.endLine(), whole.endColumn(), part.endLine(), part.endColumn());
    }

    private static boolean before(int line, int column, int otherLine, int otherColumn) {
        return line < otherLine || (line == otherLine && column < otherColumn);
    }
}
