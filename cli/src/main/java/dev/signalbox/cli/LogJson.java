package dev.signalbox.cli;

import dev.signalbox.dsl.value.JsonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, then the fields of the run in work
 * ({@code run}, {@code flow}, {@code state}, {@code step}, {@code effect}, {@code command}, {@code why}), then {@code error}
 * with {@code type}, {@code message} and {@code trace} where something was thrown. A trace is cut at 8,000 characters.
 */
public final class LogJson extends Formatter {
    private static final int LONGEST_TRACE = 8_000;

    @Override
    public String format(LogRecord record) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", record.getInstant().toString());
        line.put("level", level(record.getLevel()));
        line.put("logger", String.valueOf(record.getLoggerName()));
        line.put("message", LogSetup.masked(String.valueOf(formatMessage(record))));
        Map<String, String> fields = MDC.getCopyOfContextMap();
        if (fields != null) {
            new TreeMap<>(fields).forEach((name, value) -> line.putIfAbsent(name, LogSetup.masked(value)));
        }
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            line.put("error", error(thrown));
        }
        return JsonText.write(line) + System.lineSeparator();
    }

    private static Map<String, Object> error(Throwable thrown) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", thrown.getClass().getName());
        error.put("message", LogSetup.masked(String.valueOf(thrown.getMessage())));
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        String text = LogSetup.masked(trace.toString());
        error.put("trace", text.length() <= LONGEST_TRACE ? text : text.substring(0, LONGEST_TRACE));
        return error;
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn";
        }
        return value >= Level.INFO.intValue() ? "info" : "debug";
    }
}
