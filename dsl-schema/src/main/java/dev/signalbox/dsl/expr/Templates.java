package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders templates. Numbers inside text stand in their shortest plain form (850, not 850.0 or 8.5E2). */
public final class Templates {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Templates() {}

    /** Where the compiled form of an expression is found. */
    @FunctionalInterface
    public interface Programs {
        Compiled of(Expr expr);
    }

    /** The template's value, normalised. */
    public static Object render(Template template, Scope scope, Programs programs) throws EvalException {
        return switch (template) {
            case Template.Literal literal -> literal.value();
            case Template.Only only -> programs.of(only.expr()).eval(scope);
            case Template.Interpolated text -> interpolate(text, scope, programs);
            case Template.Fields object -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (Map.Entry<String, Template> field : object.fields().entrySet()) {
                    fields.put(field.getKey(), render(field.getValue(), scope, programs));
                }
                yield Collections.unmodifiableMap(fields);
            }
            case Template.Items list -> {
                List<Object> items = new ArrayList<>(list.items().size());
                for (Template item : list.items()) {
                    items.add(render(item, scope, programs));
                }
                yield Collections.unmodifiableList(items);
            }
        };
    }

    /** The template as text. Refuses a value that is no scalar. */
    public static String text(Template template, Scope scope, Programs programs) throws EvalException {
        return scalar(render(template, scope, programs), template.place());
    }

    private static String interpolate(Template.Interpolated template, Scope scope, Programs programs)
            throws EvalException {
        StringBuilder out = new StringBuilder();
        for (Template.Piece piece : template.pieces()) {
            switch (piece) {
                case Template.Piece.Text text -> out.append(text.text());
                case Template.Piece.Value value -> out.append(value(value.expr(), scope, programs));
            }
        }
        return out.toString();
    }

    private static String value(Expr expr, Scope scope, Programs programs) throws EvalException {
        return scalar(programs.of(expr).eval(scope), expr.place());
    }

    /**
     * A URL: each expression after the host is encoded as one path segment or query value; those before it stand as they
     * are. Refuses a segment that is {@code .} or {@code ..} or empty, because it would lead to another place.
     */
    public static String url(Template template, Scope scope, Programs programs) throws EvalException {
        if (!(template instanceof Template.Interpolated interpolated)) {
            return text(template, scope, programs);
        }
        StringBuilder out = new StringBuilder();
        List<Template.Piece> pieces = interpolated.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case Template.Piece.Text text -> out.append(text.text());
                case Template.Piece.Value value -> {
                    String written = value(value.expr(), scope, programs);
                    boolean segment = behindHost(out);
                    if (segment && leadsElsewhere(written, out, i + 1 < pieces.size() ? pieces.get(i + 1) : null)) {
                        throw new EvalException(
                                "`" + value.expr().source() + "` is \"" + written
                                        + "\" and cannot be one segment of a URL's path.",
                                value.expr().place());
                    }
                    out.append(segment ? encode(written) : written);
                }
            }
        }
        return out.toString();
    }

    /** The host ends at the first slash, question mark or hash behind {@code ://}. */
    private static boolean behindHost(CharSequence url) {
        String before = url.toString();
        int scheme = before.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        for (int i = from; i < before.length(); i++) {
            if ("/?#".indexOf(before.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsElsewhere(
            String value, CharSequence before, Template.@org.jspecify.annotations.Nullable Piece next) {
        boolean inPath = before.toString().indexOf('?') < 0 && before.toString().indexOf('#') < 0;
        boolean alone = before.charAt(before.length() - 1) == '/'
                && (next == null
                        || (next instanceof Template.Piece.Text text
                                && "/?#".indexOf(text.text().charAt(0)) >= 0));
        return inPath && alone && (value.isEmpty() || value.equals(".") || value.equals(".."));
    }

    private static String encode(String value) {
        StringBuilder out = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /** A scalar as it stands inside text. Refuses anything else with an {@link IllegalArgumentException}. */
    public static String scalar(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Long number -> number.toString();
            case Double number -> Numbers.plain(number);
            default -> throw new IllegalArgumentException(Library.words(value) + " cannot stand inside text");
        };
    }

    private static String scalar(Object value, Place place) throws EvalException {
        boolean scalar = !(value instanceof Map || value instanceof List || Json.isNull(value));
        if (!scalar) {
            throw new EvalException(
                    "Only a scalar can stand inside text, and this is " + Library.words(value) + ".", place);
        }
        return scalar(value);
    }

    /** A key as a message names it. */
    static String words(Object key) {
        return key instanceof String text ? "'" + text + "'" : String.valueOf(key);
    }
}
