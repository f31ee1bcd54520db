package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.postgres.PostgresStore;
import dev.signalbox.store.sqlite.SqliteStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the store: of a file, and of a database and the engines that share it. */
class DoctorCommandTest {
    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    private Console console;
    private String url;

    @BeforeAll
    static void startPostgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        server.close();
    }

    @BeforeEach
    void a_workspace_and_an_empty_schema() throws Exception {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        execute("DROP SCHEMA IF EXISTS work CASCADE");
        url = "postgresql://postgres:hidden@localhost:" + server.getPort() + "/postgres?schema=work";
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void an_effect_of(String owner) throws SQLException {
        execute("INSERT INTO work.effect (step, kind, attempt, owner, claim_no, sent, body)"
                + " VALUES ('r' || (SELECT count(*) FROM work.effect) || '/a/1/', 'action_call', 1, " + owner
                + ", 1, 0, '{}')");
    }

    private List<String> doctor(int code, String... options) {
        String[] line = new String[options.length + 3];
        line[0] = "doctor";
        line[1] = "--db";
        line[2] = url;
        System.arraycopy(options, 0, line, 3, options.length);
        Console.Outcome told = console.run(line);
        assertEquals(code, told.code(), told.out() + told.err());
        assertFalse(told.out().contains("hidden"), told.out());
        return told.out().lines().toList();
    }

    private static void assertSaid(List<String> lines, String... parts) {
        assertTrue(
                lines.stream().anyMatch(line -> List.of(parts).stream().allMatch(line::contains)),
                String.join("\n", lines));
    }

    @Test
    void a_database_that_no_engine_has_opened_is_left_as_it_is() throws SQLException {
        assertSaid(doctor(Exit.FINE), "ok    database", "has no tables yet");
        execute("CREATE SCHEMA work");
    }

    @Test
    void every_engine_has_its_line_with_its_lease_and_its_effects() throws SQLException {
        try (PostgresStore one = PostgresStore.open(url);
                PostgresStore two = PostgresStore.open(url)) {
            an_effect_of("2");
            an_effect_of("0");
            assertTrue(one.shared() && two.shared());
            execute("UPDATE work.node SET alive_until = clock_timestamp() + interval '1 h' WHERE id = 1");
            execute("UPDATE work.node SET alive_until = clock_timestamp() - interval '1 h' WHERE id = 2");
            List<String> lines = doctor(Exit.FINE);
            assertSaid(lines, "ok    engine", " 1, pid ", "lease for ", "has 0 effects");
            assertSaid(lines, "note  engine", " 2, pid ", "lease over for ", "left 1 effect");
            assertSaid(
                    lines, "note  effects", "1 effect free, 1 effect of engines that are gone; engines that are alive");
        }
    }

    @Test
    void an_effect_that_waits_while_nobody_is_alive_is_bad() throws SQLException {
        PostgresStore.open(url).close();
        assertSaid(doctor(Exit.FINE), "ok    effects", "none waits");
        assertSaid(doctor(Exit.FINE), "note  engine", "none is alive");

        an_effect_of("1");
        List<String> lines = doctor(Exit.FINDINGS);
        assertSaid(lines, "note  engine", " 1, pid ", "stopped, left 1 effect");
        assertSaid(lines, "bad   effects", "nobody is alive to take them");

        List<String> json = doctor(Exit.FINDINGS, "--json");
        assertEquals(1, json.size());
        assertSaid(json, "\"fine\":false", "\"what\":\"effects\",\"level\":\"BAD\"");
    }

    @Test
    void a_database_that_is_away_is_bad() {
        url = "postgresql://sam:hidden@localhost:1/nowhere";
        assertSaid(doctor(Exit.FINDINGS), "bad   database", "postgresql://localhost:1/nowhere cannot be read");
    }

    @Test
    void a_file_that_is_named_is_looked_at() throws IOException {
        Files.writeString(folder.resolve("other.db"), "no database");
        url = "sqlite:other.db";
        assertSaid(doctor(Exit.FINDINGS), "bad   store", "other.db");
    }

    private void a_day_with_limits() throws IOException {
        Files.writeString(
                folder.resolve("signalbox.yaml"), "signalbox: 1\nlimits: { day: { cost_usd: 20, llm_calls: 3 } }\n");
        Files.writeString(folder.resolve("desk.flow.yaml"), """
                signalbox: 1
                flow: desk
                version: 1.0.0
                limits: { steps: 5, day: { tokens: 900 } }
                start: done
                states: { done: { end: succeeded } }
                """);
    }

    private static void used_today(RunStore store) {
        store.reserve(new DayLedger.Reservation(
                "a",
                LocalDate.now(ZoneOffset.UTC),
                Amount.used(1, 900, 0.25),
                List.of(
                        new DayLedger.Bound("desk", Amount.limit(null, 900L, null)),
                        new DayLedger.Bound(DayLedger.ALL, Amount.limit(3L, null, 20.0)))));
    }

    @Test
    void what_a_day_has_used_of_its_limits_is_told_of_a_database() throws IOException {
        a_day_with_limits();
        try (PostgresStore store = PostgresStore.open(url)) {
            used_today(store);
        }
        List<String> lines = doctor(Exit.FINE);
        assertSaid(lines, "ok    budget", "all flows, ", " UTC: 1 of 3 model calls, 900 tokens, 0.25 of 20 USD");
        assertSaid(lines, "note  budget", "desk, ", "1 model calls, 900 of 900 tokens, 0.25 USD; used up, no model");
    }

    @Test
    void what_a_day_has_used_of_its_limits_is_told_of_a_file() throws IOException {
        a_day_with_limits();
        url = "sqlite:runs.db";
        try (RunStore store = SqliteStore.open(folder.resolve("runs.db"))) {
            assertSaid(doctor(Exit.FINE), "ok    budget", "desk, ", "0 model calls, 0 of 900 tokens, 0 USD");
            used_today(store);
            assertSaid(doctor(Exit.FINE), "ok    budget", "all flows, ", "1 of 3 model calls");
        }
    }

    @Test
    void a_day_without_limits_has_no_line() throws IOException {
        url = "sqlite:runs.db";
        SqliteStore.open(folder.resolve("runs.db")).close();
        assertFalse(doctor(Exit.FINE).stream().anyMatch(line -> line.contains("budget")));
    }

    @Test
    void a_store_of_another_version_is_told_before_anybody_opens_it() throws Exception {
        SqliteStore.open(folder.resolve("runs.db")).close();
        url = "sqlite:runs.db";
        assertFalse(doctor(Exit.FINE).stream().anyMatch(line -> line.contains("tables have version")));
        version("UPDATE schema_version SET version = 99 WHERE version = (SELECT max(version) FROM schema_version)");
        assertSaid(doctor(Exit.FINDINGS), "bad   store", "newer Signalbox", "version 99");
        version("DELETE FROM schema_version WHERE version > 5");
        assertSaid(doctor(Exit.FINE), "note  store", "earlier Signalbox", "version 5", "back it up first");
    }

    private void version(String sql) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runs.db"));
                Statement statement = file.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_database_of_another_version_is_told_before_anybody_opens_it() throws SQLException {
        PostgresStore.open(url).close();
        execute("UPDATE work.schema_version SET version = 99"
                + " WHERE version = (SELECT max(version) FROM work.schema_version)");
        assertSaid(doctor(Exit.FINDINGS), "bad   database", "newer Signalbox", "version 99");
        execute("DELETE FROM work.schema_version WHERE version > 4");
        assertSaid(doctor(Exit.FINE), "note  database", "earlier Signalbox", "version 4");
    }

    @Test
    void who_could_sign_in_is_told_and_which_door_stays_shut() throws IOException {
        url = "sqlite:runs.db";
        assertSaid(doctor(Exit.FINE), "ok    sign-in", "the printed link");
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                secrets: { OIDC_SECRET: {} }
                people: { kim: { name: Kim, roles: [approver] }, sam: { name: Sam, roles: [viewer] } }
                auth: { oidc: { issuer: https://id.shop.example, client_id: box, client_secret: OIDC_SECRET } }
                """);
        console = new Console(folder, Map.of("SIGNALBOX_TOKEN_KIM", "a-token-that-is-long-enough"));
        List<String> shut = doctor(Exit.FINE);
        assertSaid(shut, "ok    sign-in", "the printed link; tokens of kim");
        assertSaid(shut, "note  sign-in", "https://id.shop.example", "OIDC_SECRET is not set");
        assertFalse(shut.toString().contains("long-enough"), shut.toString());
        console = new Console(folder, Map.of("SIGNALBOX_TOKEN_KIM", "hunter2", "SIGNALBOX_TOKEN_SAM", " "));
        List<String> weak = doctor(Exit.FINE);
        assertSaid(weak, "note  sign-in", "nobody comes in by SIGNALBOX_TOKEN_KIM", "fewer than 16 characters");
        assertFalse(weak.toString().contains("hunter2") || weak.toString().contains("TOKEN_SAM"), weak.toString());
        console = new Console(folder, Map.of("OIDC_SECRET", "told-to-nobody"));
        assertSaid(doctor(Exit.FINE), "ok    sign-in", "the provider https://id.shop.example");
    }
}
