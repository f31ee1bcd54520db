package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.expr.Spelling;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expressions, templates and the small values of a model as JSON that is equal exactly when they mean the same. */
final class Values {
    private final Renames renames;

    /** @param renames the names of the new version, for the old one; {@link Renames#NONE} for the new one itself */
    Values(Renames renames) {
        this.renames = renames;
    }

    Renames renames() {
        return renames;
    }

    String expr(Expr expr) {
        return Spelling.of(expr, renames::root, renames::state);
    }

    @Nullable
    String maybe(@Nullable Expr expr) {
        return expr == null ? null : expr(expr);
    }

    List<String> exprs(List<Expr> exprs) {
        return exprs.stream().map(this::expr).toList();
    }

    /** Where the order says nothing. */
    List<String> sorted(List<Expr> exprs) {
        return exprs.stream().map(this::expr).sorted().toList();
    }

    @Nullable
    Object maybe(@Nullable Template template) {
        return template == null ? null : template(template);
    }

    /** As it would be written: a text with its expressions in {@code ${}}. */
    Object template(Template template) {
        return switch (template) {
            case Template.Literal literal -> literal(literal.value());
            case Template.Only only -> "${" + expr(only.expr()) + "}";
            case Template.Interpolated interpolated -> {
                StringBuilder text = new StringBuilder();
                for (Template.Piece piece : interpolated.pieces()) {
                    switch (piece) {
                        case Template.Piece.Text plain -> text.append(escaped(plain.text()));
                        case Template.Piece.Value value ->
                            text.append("${").append(expr(value.expr())).append('}');
                    }
                }
                yield text.toString();
            }
            case Template.Fields fields -> templates(fields.fields());
            case Template.Items items ->
                items.items().stream().map(this::template).toList();
        };
    }

    Map<String, Object> templates(Map<String, Template> templates) {
        Map<String, Object> all = new LinkedHashMap<>();
        templates.forEach((name, value) -> all.put(name, template(value)));
        return all;
    }

    /** Values by the names of data that they are written to. */
    Map<String, Object> assigned(Map<DataName, Template> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(renames.of(name).value(), template(value)));
        return all;
    }

    static String prompt(@Nullable Prompt prompt) {
        StringBuilder text = new StringBuilder();
        if (prompt != null) {
            for (Prompt.Piece piece : prompt.pieces()) {
                switch (piece) {
                    case Prompt.Piece.Text plain -> text.append(escaped(plain.text()));
                    case Prompt.Piece.Slot slot ->
                        text.append("${").append(slot.item()).append('}');
                }
            }
        }
        return text.toString();
    }

    static @Nullable String duration(@Nullable Duration duration) {
        return duration == null ? null : Durations.print(duration);
    }

    private static Object literal(Object value) {
        return value instanceof String text ? escaped(text) : plain(value);
    }

    private static String escaped(String text) {
        return text.replace("${", "$${");
    }

    /** A value whose numbers are written in one way: 5.0 is 5. */
    static Object plain(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return number.longValue();
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            Json.object(map).forEach((name, its) -> all.put(name, plain(its)));
            return all;
        }
        return value instanceof List<?> list ? list.stream().map(Values::plain).toList() : value;
    }
}
