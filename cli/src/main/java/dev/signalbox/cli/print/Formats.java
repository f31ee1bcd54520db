package dev.signalbox.cli.print;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * In which formats a command tells its result: one on the terminal, and any number to files beside.
 *
 * @param files the format by the file
 */
public record Formats(String main, Map<String, String> files) {
    /**
     * What was asked for. Refuses a format that is none of {@code known}, and what contradicts itself.
     *
     * @param format the one for the terminal; null for people's, or for JSON with {@code json}
     * @param outputs {@code FORMAT=FILE} each
     */
    public static Formats of(Set<String> known, @Nullable String format, boolean json, List<String> outputs) {
        String wanted = format == null ? (json ? "json" : "human") : format;
        if (json && !wanted.equals("json")) {
            throw new Complaint("--json and --format " + wanted + " contradict each other");
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (String output : outputs) {
            int equals = output.indexOf('=');
            if (equals < 1 || equals == output.length() - 1) {
                throw new Complaint("-o takes FORMAT=FILE, like -o json=findings.json, not '" + output + "'");
            }
            String file = output.substring(equals + 1);
            if (files.put(file, known(known, output.substring(0, equals))) != null) {
                throw new Complaint("-o names " + file + " twice");
            }
        }
        return new Formats(known(known, wanted), files);
    }

    private static String known(Set<String> known, String format) {
        if (!known.contains(format)) {
            throw new Complaint("there is no format '" + format + "'; there is " + listed(List.copyOf(known)));
        }
        return format;
    }

    private static String listed(List<String> names) {
        String last = names.getLast();
        return names.size() == 1 ? last : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
    }

    /** Writes the files, then the terminal. */
    public void write(Terminal terminal, UnaryOperator<String> as) {
        files.forEach((file, format) -> write(terminal, file, as.apply(format)));
        String text = as.apply(main);
        terminal.out().print(text.endsWith("\n") || text.isEmpty() ? text : text + System.lineSeparator());
    }

    private static void write(Terminal terminal, String file, String text) {
        try {
            Files.writeString(terminal.path(file), text);
        } catch (IOException unwritable) {
            throw new Complaint("cannot write " + file + ": " + unwritable.getMessage());
        }
    }
}
