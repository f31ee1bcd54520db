package dev.signalbox.cli.command;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.actions.JavaFindings;
import dev.signalbox.cli.command.Finding.Level;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.RunningServer;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.Library;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.store.postgres.PostgresStoreProvider;
import dev.signalbox.store.sql.Days;
import dev.signalbox.store.sql.Sql;
import dev.signalbox.store.sqlite.Refusal;
import dev.signalbox.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "doctor", description = "Look whether this machine and this workspace are fit to run flows.")
final class DoctorCommand implements Callable<Integer> {
    /** No clock that is right shows an earlier time. */
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private static final long LEAST_MEGABYTES = 100;
    private static final long FEW_MEGABYTES = 1_000;

    private final Terminal terminal;
    private final List<Finding> findings = new ArrayList<>();

    @Parameters(
            arity = "0..1",
            paramLabel = "WORKSPACE",
            description = "The folder with signalbox.yaml, the same as --workspace.")
    private @Nullable String named;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: the one around this folder, else the only one directly below it.")
    private @Nullable String workspace;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The store: a file or a JDBC address. Default: .signalbox/signalbox.db in the workspace.")
    private @Nullable String database;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        findings.add(new Finding("program", Level.OK, "signalbox " + Root.version()));
        findings.add(new Finding(
                "java",
                Level.OK,
                Runtime.version() + " in " + System.getProperty("java.home") + ", "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MB of memory at most"));
        clock();
        sqlite();
        String wanted = workspace == null ? named : workspace;
        Optional<Path> folder =
                wanted == null ? Workspaces.guess(terminal.folder()) : Optional.of(Workspaces.choose(terminal, wanted));
        OpenWorkspace open = folder.isPresent() ? OpenWorkspace.load(folder.get()) : null;
        if (open != null) {
            look(folder.get(), open);
        } else {
            findings.add(new Finding("workspace", Level.BAD, "none here; 'signalbox new NAME' writes one"));
        }
        if (shared()) {
            findings.addAll(SharedStore.of(String.valueOf(database), open, today()));
        }
        boolean fine = findings.stream().noneMatch(one -> one.level() == Level.BAD);
        if (json) {
            terminal.out().println(Printer.json(Map.of("fine", fine, "findings", findings)));
        } else {
            findings.forEach(one -> terminal.out()
                    .printf("%-4s  %-10s  %s%n", one.level().name().toLowerCase(Locale.ROOT), one.what(), one.words()));
        }
        return fine ? Exit.FINE : Exit.FINDINGS;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private boolean shared() {
        return database != null && new PostgresStoreProvider().takes(database);
    }

    /** Times are written down for good, and holds expire by them. */
    private void clock() {
        Instant now = Instant.now();
        boolean possible = now.isAfter(WRITTEN);
        findings.add(new Finding(
                "clock",
                possible ? Level.OK : Level.BAD,
                now.truncatedTo(ChronoUnit.SECONDS) + (possible ? "" : " is long past; set this machine's clock")));
    }

    private void disk(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            Level level = free < LEAST_MEGABYTES ? Level.BAD : free < FEW_MEGABYTES ? Level.NOTE : Level.OK;
            findings.add(new Finding("disk", level, free + " MB free for " + terminal.show(folder)));
        } catch (IOException unreadable) {
            findings.add(
                    new Finding("disk", Level.NOTE, "how much is free cannot be told: " + unreadable.getMessage()));
        }
    }

    /** Reads the store that is there, beside whoever owns it. */
    private void store(Path file, OpenWorkspace open) {
        if (!Files.isRegularFile(file) || noSqlite()) {
            return; // the first start makes it; without its library nothing opens, which is said already
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet runs = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM run)")) {
            boolean any = runs.next() && runs.getBoolean(1);
            findings.add(new Finding(
                    "store", Level.OK, (Files.size(file) >> 10) + " KB, opens" + (any ? "" : ", holds no run yet")));
            TablesVersion.of("store", version(connection), SqliteStore.KNOWN).ifPresent(findings::add);
            findings.addAll(DayBudgets.of(today(), DayUse.of(used(connection), open.loaded())));
        } catch (SQLException | IOException broken) {
            findings.add(new Finding("store", Level.BAD, terminal.show(file) + ": " + broken.getMessage()));
        }
    }

    private static int version(Connection connection) throws SQLException {
        Long version =
                new Sql(connection).first("SELECT coalesce(max(version), 0) FROM schema_version", row -> row.number(1));
        return version == null ? 0 : version.intValue();
    }

    private static List<DayLedger.Use> used(Connection connection) throws SQLException {
        Sql sql = new Sql(connection);
        String table = "SELECT count(*) FROM sqlite_master WHERE name = 'day_use'";
        Long there = sql.first(table, row -> row.number(1)); // an earlier program's file has none
        return there == null || there == 0 ? List.of() : Days.usedOn(sql, today());
    }

    private void models(Workspace declared) {
        if (declared.models().isEmpty()) {
            findings.add(new Finding("models", Level.NOTE, "none is configured; a flow with llm needs one"));
            return;
        }
        String all = declared.models().values().stream()
                .map(model -> model.name() + " (" + model.provider().name().toLowerCase(Locale.ROOT) + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        findings.add(new Finding("models", Level.OK, all + "; none was asked"));
    }

    /** Opens one in memory: that the driver's own library loads on this machine is what can fail. */
    private void sqlite() {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT sqlite_version()")) {
            findings.add(new Finding("sqlite", Level.OK, version.next() ? version.getString(1) : "unknown version"));
        } catch (SQLException broken) {
            findings.add(new Finding("sqlite", Level.BAD, Refusal.why(broken)));
        }
    }

    private boolean noSqlite() {
        return findings.stream().anyMatch(one -> one.what().equals("sqlite") && one.level() == Level.BAD);
    }

    private void look(Path folder, OpenWorkspace open) {
        findings.add(new Finding("workspace", Level.OK, terminal.show(folder)));
        Path kept = folder.resolve(".signalbox");
        boolean writable = Files.isWritable(Files.isDirectory(kept) ? kept : folder);
        findings.add(new Finding(
                "store",
                writable ? Level.OK : Level.BAD,
                terminal.show(kept) + (writable ? " can be written" : " cannot be written")));
        if (!shared()) {
            store(
                    database == null
                            ? kept.resolve("signalbox.db")
                            : terminal.path(database.replaceFirst("^(jdbc:)?sqlite:", "")),
                    open);
        }
        disk(folder);

        long errors = open.diagnostics().stream().filter(Diagnostic::isError).count();
        findings.add(new Finding(
                "flows",
                errors == 0 ? Level.OK : Level.BAD,
                open.loaded().flows().size() + " files"
                        + (errors == 0 ? "" : ", " + errors + " errors; see 'signalbox validate'")));
        environment(open.loaded().workspace());
        models(open.loaded().workspace());
        javaActions(folder, open);
        RunningServer server = RunningServer.of(folder);
        findings.add(new Finding("server", Level.OK, server == null ? "none runs" : "runs at " + server.url()));
    }

    private void javaActions(Path folder, OpenWorkspace open) {
        try (Library library = Library.of(folder)) {
            List<String> wrong = JavaFindings.of(open, library);
            wrong.forEach(sentence -> findings.add(new Finding("actions", Level.BAD, sentence)));
            int known = library.signatures().size();
            if (known > 0 && wrong.isEmpty()) {
                findings.add(new Finding("actions", Level.OK, known + " in " + Library.FOLDER));
            } else if (known == 0) {
                JavaFindings.withoutJars(open)
                        .forEach(words -> findings.add(new Finding("actions", Level.NOTE, words)));
            }
        }
    }

    private void environment(Workspace declared) {
        // A stand-in is started with the engine, so its name counts as set.
        Map<String, String> standIns = new HashMap<>();
        declared.standIns().keySet().forEach(name -> standIns.put(name, "a stand-in"));
        WorkspaceEnvironment environment = new WorkspaceEnvironment(() -> declared, terminal.environment(), standIns);
        List<String> missing = environment.missing();
        // Not every flow needs every name, so what is missing is told and fails nothing by itself.
        if (missing.isEmpty()) {
            findings.add(new Finding("names", Level.OK, "every declared name and secret is set"));
        }
        missing.forEach(sentence -> findings.add(new Finding("names", Level.NOTE, sentence)));
        findings.addAll(ChannelFindings.of(declared, environment));
        findings.addAll(WaysIn.of(declared, terminal.environment(), environment::secret));
    }
}
