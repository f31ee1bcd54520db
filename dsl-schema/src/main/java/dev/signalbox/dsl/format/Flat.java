package dev.signalbox.dsl.format;

import dev.signalbox.dsl.format.Piece.Group;
import dev.signalbox.dsl.format.Piece.Part;
import dev.signalbox.dsl.format.Piece.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value in one line, with brackets: {@code { a: 1, b: [x, y] }}. A list is airy when it begins with brackets. */
final class Flat {
    private Flat() {}

    /** Null when it has no such form: it holds a comment, or a text of several lines, or is a block. */
    static @Nullable String of(Piece piece) {
        return switch (piece) {
            case Word word -> of(word);
            case Group group -> of(group);
        };
    }

    private static @Nullable String of(Word word) {
        if (word.isOneLine()) {
            return word.written();
        }
        boolean folds = word.style() == Word.Style.PLAIN && word.value().indexOf('\n') < 0;
        return folds ? word.value() : null;
    }

    private static @Nullable String of(Group group) {
        if (group.parts.isEmpty()) {
            return group.mapping ? "{}" : "[]";
        }
        if (!group.flow || group.open != null || !group.below.isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (Part part : group.parts) {
            String value = of(part.value);
            if (value == null || !part.above.isEmpty() || part.beside != null) {
                return null;
            }
            Word key = part.key;
            parts.add(key == null ? value : key(key) + (value.isEmpty() ? ":" : ": " + value));
        }
        String inside = String.join(", ", parts);
        boolean airy = group.mapping || inside.startsWith("{") || inside.startsWith("[");
        String blank = airy ? " " : "";
        return (group.mapping ? "{" : "[") + blank + inside + blank + (group.mapping ? "}" : "]");
    }

    /** A key in one line, as it is written where that is one. */
    static String key(Word key) {
        boolean asWritten = key.isOneLine() && !key.written().isEmpty();
        return asWritten ? key.written() : dev.signalbox.dsl.value.JsonText.write(key.value());
    }
}
