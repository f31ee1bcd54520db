package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values on a command line: JSON itself, {@code @FILE}, or {@code @-} for stdin; {@code name=value} pairs. */
public final class Argument {
    /** No value larger than this is read: a run keeps its input for ever. */
    private static final long LARGEST = 1L << 20;

    private Argument() {}

    /** @param option names the argument in a complaint: {@code --input} */
    public static Object json(Terminal terminal, String written, String option) {
        String what = written.startsWith("@") ? written.substring(1) : option;
        return parse(text(terminal, written, option), "-".equals(what) ? "stdin" : what);
    }

    /** An object, or a complaint. */
    public static Map<String, Object> object(Terminal terminal, String written, String option) {
        Object value = json(terminal, written, option);
        if (value instanceof Map<?, ?>) {
            return Json.object(value);
        }
        throw new Complaint(option + " must be a JSON object, like {\"name\": \"Ada\"}");
    }

    /** JSON where the text is JSON, else the text itself. */
    public static Object jsonOrText(Terminal terminal, String written, String option) {
        if (written.startsWith("@")) {
            return json(terminal, written, option);
        }
        try {
            return JsonText.parse(written);
        } catch (JsonTextException plain) {
            return written;
        }
    }

    /** The time that {@code --since} names: itself, or how long ago it was. */
    public static Instant since(String written) {
        Duration ago = Durations.parse(written);
        if (ago != null) {
            return Instant.now().minus(ago);
        }
        try {
            return Instant.parse(written);
        } catch (DateTimeParseException wrong) {
            throw new Complaint("--since takes a time such as 2026-01-31T00:00:00Z or 7d, not '" + written + "'");
        }
    }

    /** {@code k=v} pairs in their order; each value JSON, or else text. */
    public static Map<String, Object> pairs(Terminal terminal, List<String> written, String option) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (String pair : written) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new Complaint(
                        option + " takes NAME=VALUE, like " + option + " refund.amount=850, not '" + pair + "'");
            }
            String name = pair.substring(0, equals).strip();
            if (pairs.putIfAbsent(name, jsonOrText(terminal, pair.substring(equals + 1), option)) != null) {
                throw new Complaint(option + " names " + name + " twice");
            }
        }
        return pairs;
    }

    /** The text itself, or the file's. */
    public static String text(Terminal terminal, String written, String option) {
        if (!written.startsWith("@")) {
            return written;
        }
        String file = written.substring(1);
        try {
            if ("-".equals(file)) {
                return withoutMark(new String(terminal.in().readNBytes((int) LARGEST), StandardCharsets.UTF_8));
            }
            Path path = terminal.path(file);
            if (Files.isDirectory(path)) {
                throw new Complaint(file + " is a folder; " + option + " needs a file");
            }
            if (Files.size(path) > LARGEST) {
                throw new Complaint(file + " is larger than 1 MiB");
            }
            return withoutMark(Files.readString(path));
        } catch (NoSuchFileException missing) {
            throw new Complaint("no file " + file);
        } catch (AccessDeniedException forbidden) {
            throw new Complaint("cannot read " + file + ": whoever runs this may not");
        } catch (CharacterCodingException binary) {
            throw new Complaint(file + " is no UTF-8 text; save it as UTF-8");
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    /** Without the byte order mark that some editors and shells put before a text. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Object parse(String text, String what) {
        try {
            return JsonText.parse(text);
        } catch (JsonTextException broken) {
            throw new Complaint(what + " is not JSON: " + broken.getMessage());
        }
    }
}
