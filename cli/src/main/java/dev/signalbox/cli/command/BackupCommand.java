package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Workspaces;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "backup", description = "Copy the store into a file while its engine works on it, and check the copy.")
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
    private String file = "";

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: the one around this folder, else the only one directly below it.")
    private @Nullable String workspace;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The store: a file. Default: .signalbox/signalbox.db in the workspace.")
    private @Nullable String database;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Path store = store();
        Path copy = terminal.path(file);
        if (Files.exists(copy)) {
            throw new Complaint(terminal.show(copy) + " is there already; name a new file");
        }
        if (!Files.isRegularFile(store)) {
            throw new Complaint("there is no store at " + terminal.show(store));
        }
        long before;
        // A snapshot that readers see: what is committed while it is taken is in the next one.
        try (Connection from = open(store);
                PreparedStatement into = from.prepareStatement("VACUUM INTO ?")) {
            before = commits(from);
            into.setString(1, copy.toString());
            into.execute();
        } catch (SQLException failed) {
            Files.deleteIfExists(copy);
            throw new Complaint("the store cannot be copied to " + terminal.show(copy) + ": " + failed.getMessage());
        }
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        long kept = checked(copy, before);
        terminal.remark(kept + " commits in " + terminal.show(copy) + ", checked");
        return Exit.FINE;
    }

    private Path store() {
        if (database == null) {
            return Workspaces.choose(terminal, workspace).resolve(".signalbox").resolve("signalbox.db");
        }
        if (database.contains("postgres")) {
            throw new Complaint("PostgreSQL makes its own backups; use pg_dump");
        }
        return terminal.path(database.replaceFirst("^(jdbc:)?sqlite:", ""));
    }

    /** At least what was there as the copy began, in a file that is whole. */
    private long checked(Path copy, long before) throws SQLException {
        try (Connection connection = open(copy);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
            String word = found.next() ? found.getString(1) : "nothing";
            long commits = commits(connection);
            if (!"ok".equals(word) || commits < before) {
                throw new Complaint(terminal.show(copy) + " is not whole (" + word + ", " + commits + " of " + before
                        + " commits); do not rely on it");
            }
            return commits;
        }
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
    }

    private static long commits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM commit_log")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }
}
