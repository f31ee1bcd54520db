package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values with expressions in them, bare expressions, and prompts. */
final class TemplateReader {
    private final Reading reading;

    TemplateReader(Reading reading) {
        this.reading = reading;
    }

    /** Any value: expressions at its leaves. */
    Template value(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar);
            case YamlNode.Sequence sequence ->
                new Template.Items(sequence.items().stream().map(this::value).toList(), sequence.place());
            case YamlNode.Mapping mapping -> {
                Map<String, Template> fields = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> fields.put(key, value(entry.value())));
                yield new Template.Fields(java.util.Collections.unmodifiableMap(fields), mapping.place());
            }
        };
    }

    /** A value that has to be a mapping; absent it is an empty one. */
    Template fields(@Nullable YamlNode node, Place without) {
        if (node instanceof YamlNode.Mapping || (node instanceof YamlNode.Scalar scalar && isExact(scalar))) {
            return value(node);
        }
        if (node != null) {
            reading.wrong(node, "a mapping");
        }
        return new Template.Fields(Map.of(), node == null ? without : node.place());
    }

    /** Whether a scalar is exactly one {@code ${EXPR}}. */
    static boolean isExact(YamlNode.Scalar scalar) {
        List<Segments.Segment> segments = scalar.isText() ? Segments.of(scalar.text()) : List.of();
        return segments.size() == 1 && segments.getFirst() instanceof Segments.Segment.Code;
    }

    /** A text with expressions; null with a finding when the node is no text. */
    @Nullable
    Template text(@Nullable YamlNode node) {
        YamlNode.Scalar scalar = Fields.textOf(reading, node);
        return scalar == null ? null : scalar(scalar);
    }

    Template scalar(YamlNode.Scalar scalar) {
        if (!scalar.isText()) {
            return new Template.Literal(scalar.value(), scalar.place());
        }
        List<Segments.Segment> segments = Segments.of(scalar.text());
        if (segments.size() == 1 && segments.getFirst() instanceof Segments.Segment.Code code) {
            Expr expr = code(scalar, code);
            return expr == null ? broken(scalar) : new Template.Only(expr, scalar.place());
        }
        List<Template.Piece> pieces = new ArrayList<>();
        boolean literal = true;
        for (Segments.Segment segment : segments) {
            switch (segment) {
                case Segments.Segment.Plain plain -> pieces.add(new Template.Piece.Text(plain.text()));
                case Segments.Segment.Code code -> {
                    literal = false;
                    Expr expr = code(scalar, code);
                    pieces.add(expr == null ? new Template.Piece.Text("") : new Template.Piece.Value(expr));
                }
                case Segments.Segment.Open open -> unclosed(scalar.at(open.from(), open.from() + 2));
            }
        }
        if (literal) {
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(((Template.Piece.Text) piece).text()));
            return new Template.Literal(text.toString(), scalar.place());
        }
        return new Template.Interpolated(pieces, scalar.place());
    }

    private static Template broken(YamlNode.Scalar scalar) {
        return new Template.Literal(Json.NULL, scalar.place());
    }

    private @Nullable Expr code(YamlNode.Scalar scalar, Segments.Segment.Code code) {
        if (code.source().isEmpty()) {
            reading.add(Diagnostic.of(
                            Code.E201, scalar.at(code.from() - 2, code.to() + 1), "There is no expression in `${}`.")
                    .withHelp("A plain `${` is written `$${`."));
            return null;
        }
        return expression(scalar, code.source(), code.from());
    }

    private Expr expression(YamlNode.Scalar scalar, String source, int from) {
        Place place = scalar.at(from, from + source.length());
        return reading.expression(source, place, bends(scalar, place.span(), from, source.length()));
    }

    /** None where the characters stand in one line as they are meant, which is nearly everywhere. */
    private static List<Expr.Bend> bends(YamlNode.Scalar scalar, Span whole, int from, int length) {
        if (whole.line() == whole.endLine() && whole.endColumn() - whole.column() == length) {
            return List.of();
        }
        List<Expr.Bend> bends = new ArrayList<>();
        int line = whole.line();
        int column = whole.column();
        for (int i = 0; i < length; i++) {
            Span one = scalar.at(from + i, from + i + 1).span();
            if (one.line() != line || one.column() != column) {
                bends.add(new Expr.Bend(i, one.line(), one.column()));
            }
            line = one.line();
            column = one.column() + 1;
        }
        if (whole.endLine() == line && whole.endColumn() != column) {
            bends.add(new Expr.Bend(length, line, whole.endColumn()));
        }
        return bends;
    }

    private void unclosed(Place place) {
        reading.add(Diagnostic.of(Code.E201, place, "This `${` is never closed.")
                .withHelp("Close it with `}`; a plain `${` is written `$${`."));
    }

    /** A bare expression, as {@code when} and its like take it; null with a finding when there is none. */
    @Nullable
    Expr bare(@Nullable YamlNode node) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().isBlank()) {
            if (node != null) {
                reading.wrong(node, "an expression");
            }
            return null;
        }
        if (isExact(scalar) && Segments.of(scalar.text()).getFirst() instanceof Segments.Segment.Code code) {
            reading.add(Diagnostic.of(
                            Code.Y006,
                            scalar.place(),
                            Reading.subject(scalar.place().path()) + " takes the expression bare, without `${ }`.")
                    .withSafeSuggestion(code.source()));
            return null;
        }
        String text = scalar.text();
        int from = text.length() - text.stripLeading().length();
        int to = text.stripTrailing().length();
        return expression(scalar, text.substring(from, to), from);
    }

    List<Expr> bares(List<YamlNode> nodes) {
        List<Expr> found = new ArrayList<>();
        for (YamlNode node : nodes) {
            Expr expr = bare(node);
            if (expr != null) {
                found.add(expr);
            }
        }
        return found;
    }

    /** A prompt: a text, or {@code file: PATH}. */
    @Nullable
    Prompt prompt(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return promptFile(mapping);
        }
        YamlNode.Scalar scalar = Fields.textOf(reading, node);
        return scalar == null ? null : prompt(scalar.text(), scalar.place(), scalar::at);
    }

    private @Nullable Prompt promptFile(YamlNode.Mapping mapping) {
        Fields fields = Fields.open(reading, mapping, "a prompt from a file", List.of("file"));
        YamlNode.Scalar file = fields == null ? null : fields.needText("file");
        String text = file == null ? null : reading.file(file, file.text());
        if (file == null || text == null) {
            return null;
        }
        LineMap lines = new LineMap(String.valueOf(reading.resolve(file.text())), text);
        return prompt(text, mapping.place(), (from, to) -> new Place(lines.span(from, to), ""));
    }

    /** Where a stretch of a prompt's text stands. */
    @FunctionalInterface
    private interface Locator {
        Place at(int from, int to);
    }

    private Prompt prompt(String text, Place place, Locator locator) {
        List<Prompt.Piece> pieces = new ArrayList<>();
        for (Segments.Segment segment : Segments.of(text)) {
            switch (segment) {
                case Segments.Segment.Plain plain -> pieces.add(new Prompt.Piece.Text(plain.text()));
                case Segments.Segment.Code code ->
                    pieces.add(new Prompt.Piece.Slot(code.source(), locator.at(code.from(), code.to())));
                case Segments.Segment.Open open -> unclosed(locator.at(open.from(), open.from() + 2));
            }
        }
        return new Prompt(pieces, place);
    }
}
