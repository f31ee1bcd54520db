package dev.signalbox.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * What the JVM's own logging is set up with when something is first logged: warnings on stderr, one line each, without
 * traces. Made by the JVM, which looks for a public constructor.
 */
public final class LogSetup {
    public LogSetup() throws IOException {
        String settings = String.join(
                "\n",
                "handlers=java.util.logging.ConsoleHandler",
                ".level=WARNING",
                "java.util.logging.ConsoleHandler.level=WARNING",
                "java.util.logging.ConsoleHandler.formatter=" + Line.class.getName());
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
    }

    /** Has it used from now on; before anything is logged. */
    static void use() {
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
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
            return "signalbox: " + formatMessage(record).replaceAll("\\s*\\R\\s*", " ")
                    + cause.replaceAll("\\s*\\R\\s*", " ") + System.lineSeparator();
        }
    }
}
