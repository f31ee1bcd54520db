package dev.signalbox.runtime.action;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;

/** A setting of the workspace that is text, with a value in the place of each of its expressions. */
public final class TextTemplate {
    private TextTemplate() {}

    /** What stands in an expression's place, and what is told of a template that is no text. */
    public interface Values<E extends Exception> {
        String of(Expr expr) throws E;

        E notText();
    }

    /** The text. Throws what the values throw. */
    public static <E extends Exception> String fill(Template template, Values<E> values) throws E {
        return switch (template) {
            case Template.Literal literal -> String.valueOf(literal.value());
            case Template.Only only -> values.of(only.expr());
            case Template.Interpolated text -> {
                StringBuilder out = new StringBuilder();
                for (Template.Piece piece : text.pieces()) {
                    out.append(
                            switch (piece) {
                                case Template.Piece.Text words -> words.text();
                                case Template.Piece.Value value -> values.of(value.expr());
                            });
                }
                yield out.toString();
            }
            case Template.Fields fields -> throw values.notText();
            case Template.Items items -> throw values.notText();
        };
    }
}
