package dev.signalbox.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * What the JVM's own logging is set up with when something is first logged: warnings on stderr, one line each, without
 * traces; or, where it is asked for, one JSON object a line, the milestones of runs among them. Made by the JVM, which
 * looks for a public constructor.
 */
public final class LogSetup {
    /** The environment name of the form, {@code human} or {@code json}. */
    public static final String FORM = "SIGNALBOX_LOG";

    private static volatile boolean json;
    private static volatile UnaryOperator<String> mask = UnaryOperator.identity();

    public LogSetup() throws IOException {
        read("handlers=java.util.logging.ConsoleHandler", ".level=WARNING", formatter(Line.class));
    }

    /** Has it used from now on; before anything is logged. */
    static void use() {
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
        System.setProperty("java.util.logging.manager", ToTheEnd.class.getName());
    }

    /** Whether lines are JSON objects. */
    static boolean isJson() {
        return json;
    }

    /** From now on, one JSON object a line. */
    public static void json() {
        json = true;
        try {
            read(
                    "handlers=java.util.logging.ConsoleHandler",
                    ".level=WARNING",
                    "dev.signalbox.level=INFO",
                    formatter(LogJson.class));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
    }

    /** Takes out of every line what must not be read in one. */
    public static void mask(UnaryOperator<String> secrets) {
        mask = secrets;
    }

    static String masked(String text) {
        return mask.apply(text);
    }

    private static String formatter(Class<? extends Formatter> type) {
        return "java.util.logging.ConsoleHandler.level=ALL\njava.util.logging.ConsoleHandler.formatter="
                + type.getName();
    }

    private static void read(String... settings) throws IOException {
        LogManager.getLogManager()
                .readConfiguration(
                        new ByteArrayInputStream(String.join("\n", settings).getBytes(StandardCharsets.UTF_8)));
    }

    /** Goes on logging while the program ends: what it says as it drains is worth reading. */
    public static final class ToTheEnd extends LogManager {
        @Override
        public void reset() {
            boolean ending = Thread.currentThread().getClass().getName().endsWith("LogManager$Cleaner");
            if (!ending) {
                super.reset();
            }
        }
    }

    /** One line: what happened and, in a few words, what threw it. */
    public static final class Line extends Formatter {
        @Override
        public String format(LogRecord record) {
            Throwable thrown = record.getThrown();
            String cause = thrown == null
                    ? ""
                    : " (" + thrown.getClass().getSimpleName()
                            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()) + ")";
            String line = (formatMessage(record) + cause).replaceAll("\\s*\\R\\s*", " ");
            return "signalbox: " + VisibleStream.visible(masked(line)) + System.lineSeparator();
        }
    }
}
