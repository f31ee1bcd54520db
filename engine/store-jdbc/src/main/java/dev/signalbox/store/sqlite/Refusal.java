package dev.signalbox.store.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;

/** What a refusal of this machine means to whoever set it up: the driver and the JDK often say a path, or that it failed. */
public final class Refusal {
    private Refusal() {}

    /** A sentence's end without its full stop. */
    public static String why(SQLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof NativeLibraryNotFoundException || cause instanceof LinkageError) {
                String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
                return "SQLite's own library cannot be loaded from " + folder
                        + "; it is unpacked there, so that folder must be writable and not mounted noexec, or be another:"
                        + " SIGNALBOX_JAVA_OPTS=-Dorg.sqlite.tmpdir=FOLDER";
            }
        }
        return String.valueOf(refused.getMessage());
    }

    static String why(IOException refused) {
        if (refused instanceof AccessDeniedException) {
            String user = System.getProperty("user.name", "?");
            // So the JDK calls a number that has no name, as a container's may.
            return "the user who runs this" + (user.equals("?") ? "" : ", " + user + ",") + " may not write there";
        }
        return refused instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(refused.getMessage());
    }
}
