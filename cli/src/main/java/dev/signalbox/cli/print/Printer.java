package dev.signalbox.cli.print;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small forms that several commands print. */
public final class Printer {
    private static final int WIDEST_CELL = 48;

    private Printer() {}

    /** One line of JSON of a view or a value: snake_case, nulls of a view left out. */
    public static String json(Object value) {
        return Wire.write(value);
    }

    /** A value in one line for a person, cut at a length. A text stands without its quotes. */
    public static String brief(@Nullable Object value, int most) {
        String text = switch (value) {
            case null -> "";
            case String words -> words;
            case Double number -> Numbers.plain(number);
            default -> JsonText.write(value);
        };
        return clip(line(text), most);
    }

    /** A text in one line: whoever wrote it is not to write lines of ours. */
    public static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** {@code name=value name=value}, cut at a length. */
    public static String brief(Map<String, Object> values, int most) {
        List<String> parts = new ArrayList<>();
        values.forEach((name, value) ->
                parts.add(name + "=" + (value instanceof String ? JsonText.write(value) : brief(value, most))));
        return clip(String.join(" ", parts), most);
    }

    /** Columns under their heads, two blanks apart. A long cell is cut, but not in the last column: nothing stands behind it. */
    public static String table(List<String> heads, List<List<String>> cells) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream().map(Printer::unbroken).toList())
                .toList();
        int[] widths = new int[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            int widest = heads.get(column).length();
            for (List<String> row : rows) {
                widest = Math.max(widest, Math.min(WIDEST_CELL, row.get(column).length()));
            }
            widths[column] = widest;
        }
        StringBuilder text = new StringBuilder(row(heads, widths));
        rows.forEach(row -> text.append(System.lineSeparator()).append(row(row, widths)));
        return text.toString();
    }

    /** With its blanks: a cell may be indented. */
    private static String unbroken(String cell) {
        return cell.replaceAll("\\s*\\R\\s*", " ");
    }

    private static String row(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            boolean last = column == widths.length - 1;
            String whole = cells.get(column);
            String cell = last ? whole : clip(whole, Math.max(WIDEST_CELL, widths[column]));
            line.append(cell).append(" ".repeat(Math.max(0, widths[column] - cell.length()) + 2));
        }
        return line.toString().stripTrailing();
    }

    /** Money in three digits that mean something: 0.000325. */
    public static String usd(double usd) {
        return new BigDecimal(usd)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A sentence in lines of at most that length, broken between words. */
    static List<String> wrapped(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String clip(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + "…";
    }
}
