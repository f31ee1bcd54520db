package dev.signalbox.store.postgres;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.testkit.AppendLoad;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections and servers that go while runs are written: nothing acknowledged is lost, nothing is applied twice. */
class PostgresTroubleTest {
    @Test
    void everyConnectionMayGoAgainAndAgain() throws Exception {
        TestServer.Schema schema = TestServer.freshSchema();
        AppendLoad load = new AppendLoad(12);
        AtomicBoolean enough = new AtomicBoolean();
        try (RunStore store = PostgresStore.open(schema.url())) {
            Thread killer = Thread.startVirtualThread(() -> {
                for (int round = 0; round < 40; round++) {
                    long seen = load.commits();
                    kill();
                    while (load.commits() < seen + 5 && !enough.get()) {
                        Thread.onSpinWait();
                        Thread.yield();
                    }
                }
                enough.set(true);
            });
            try {
                load.drive(store, enough::get);
            } finally {
                enough.set(true);
                killer.join();
            }
            load.check(store);
        }
        try (RunStore after = PostgresStore.open(schema.url())) {
            load.check(after);
        }
        assertTrue(load.commits() > 200, "commits: " + load.commits());
    }

    private static void kill() {
        try {
            TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'signalbox' AND pid <> pg_backend_pid()");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theServerMayBeKilledAndComeBack(@TempDir Path folder) throws Exception {
        EmbeddedPostgres server = start(folder);
        int port = server.getPort();
        AppendLoad load = new AppendLoad(8);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger kills = new AtomicInteger();
        String url = "postgresql://postgres@localhost:" + port + "/postgres";
        try (RunStore store = PostgresStore.open(url)) {
            Thread killer = Thread.startVirtualThread(() -> {
                try {
                    for (int round = 0; round < 3; round++) {
                        long seen = load.commits();
                        while (load.commits() < seen + 50 && !enough.get()) {
                            Thread.yield();
                        }
                        String command = Files.readString(folder.resolve("data/postmaster.opts"));
                        killServer(folder);
                        again(command);
                        kills.incrementAndGet();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException("the server does not come back", e);
                } finally {
                    enough.set(true);
                }
            });
            try {
                load.drive(store, enough::get);
            } finally {
                enough.set(true);
                killer.join();
            }
            load.check(store);
        } finally {
            killServer(folder);
        }
        assertTrue(kills.get() == 3, "kills: " + kills.get());
    }

    @Test
    void aServerThatStaysAwayIsSaidToBeInOneSentence(@TempDir Path folder) throws Exception {
        EmbeddedPostgres server = start(folder);
        String url = "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
        try (RunStore store = PostgresStore.open(url, RunStore.LEASE, Duration.ofMillis(300))) {
            killServer(folder);
            StoreException failure = assertThrows(StoreException.class, () -> store.row(new RunId("r1")));
            String said = String.valueOf(failure.getMessage());
            assertTrue(said.startsWith("The database cannot be read: "), said);
            assertFalse(said.contains("\n"), said);
            AppendLoad load = new AppendLoad(1);
            Exception refused = assertThrows(Exception.class, () -> load.drive(store, () -> true));
            assertTrue(refused.getCause() instanceof StoreException, refused::toString);
            assertTrue(load.commits() == 0);
        }
    }

    private static EmbeddedPostgres start(Path folder) throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /** Starts the server as it was started, which its folder knows; not as root, which it refuses. */
    private static void again(String command) throws Exception {
        String disguise = System.getProperty("user.name").equals("root") ? "unshare -U " : "";
        new ProcessBuilder("sh", "-c", "exec " + disguise + command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The postmaster and with it, in a moment, all that it started. */
    private static void killServer(Path folder) throws Exception {
        Path file = folder.resolve("data/postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(file).get(0));
        ProcessHandle server = ProcessHandle.of(pid).orElse(null);
        if (server != null) {
            var children = server.children().toList();
            server.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            server.onExit().get(30, TimeUnit.SECONDS);
            for (ProcessHandle child : children) {
                child.onExit().get(30, TimeUnit.SECONDS);
            }
        }
        Files.deleteIfExists(file);
    }
}
