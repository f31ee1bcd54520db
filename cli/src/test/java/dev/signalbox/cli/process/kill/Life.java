package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.process.Packed;
import dev.signalbox.cli.process.Server;
import dev.signalbox.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One store and the processes that serve it, each killed in its turn and looked at, the last one let live until every run
 * has come to its end. What was acknowledged has to be in the store the moment its process is dead.
 */
final class Life implements AutoCloseable {
    /** How long an aim is waited for, and longer on a machine that takes longer to start the process. */
    private static final long MISSED_MILLIS = 2_000;

    /** How long a process that has begun to serve is left alone for what it takes up to be seen. */
    private static final long UNASKED_MILLIS = 500;

    private final Path folder;
    private final Random random;
    private final Tally tally;
    private final Ledger ledger;
    private final Customers customers;
    private final Path database;
    private int generation;
    private @Nullable PostMortem left;

    Life(Path folder, long seed, Tally tally) throws IOException {
        this.folder = folder;
        this.tally = tally;
        random = new Random(seed);
        ledger = Ledger.open(new Random(seed + 1));
        customers = new Customers(new Random(seed + 2));
        database = folder.resolve(".signalbox").resolve("signalbox.db");
        Shop.writeTo(folder);
    }

    void live(int kills) throws Exception {
        for (int i = 0; i < kills; i++) {
            if (left == null && i < 3) {
                tally.aimed(Phase.MIGRATION);
                kill(Aim.at(Phase.MIGRATION));
            } else {
                kill(Aim.at(tally.next()));
            }
        }
        generation++;
        customers.begin(generation);
        ledger.begin(generation, Ledger.Manner.PROMPT, arrival -> {});
        try (Server server = launch()) {
            server.awaitReady();
            new Reckoning(ledger, customers).settle(server);
            server.terminate();
            server.awaitEnd();
        }
        left = postMortem();
        acknowledgedIsThere();
        Reckoning.check(left, ledger, customers);
    }

    private void kill(Aim aim) throws Exception {
        generation++;
        customers.begin(generation);
        WalIndex wal = new WalIndex(database);
        CompletableFuture<Integer> met = new CompletableFuture<>();
        ledger.begin(generation, aim.manner(), arrival -> {
            if (aim.call() != null && aim.call().test(arrival)) {
                met.complete(wal.changes());
            }
        });
        try (Server server = launch()) {
            if (aim.whileStarting()) {
                waitWhileStarting(server, aim, met);
            }
            Thread working = null;
            long launched = System.nanoTime();
            if (!aim.whileStarting()) {
                server.awaitReady();
                working = Thread.ofVirtual()
                        .start(() -> new Day(server, customers, aim, random.nextLong()).work(moment -> {
                            if (moment == aim.moment()) {
                                met.complete(wal.changes());
                            }
                        }));
                waitUntilMet(aim, wal, met, System.nanoTime() - launched);
            }
            boolean draining = aim.phase() == Phase.DRAIN && drain(server);
            pause(aim.jitterMicros());
            Scene.Died died = !server.isReady()
                    ? Scene.Died.STARTING
                    : aim.whileStarting() ? Scene.Died.UNASKED : Scene.Died.SERVING;
            List<Scene.Moment> calls = Scene.Moment.of(ledger);
            server.kill();
            if (draining && server.awaitEnd() == 128 + 9) {
                died = Scene.Died.DRAINING;
            } else {
                assertEquals(128 + 9, server.awaitEnd(), () -> "it ended by itself: " + printed(server));
            }
            if (working != null) {
                working.join();
            }
            boolean owned = owns(server);
            boolean inCheckpoint = wal.inCheckpoint();
            left = postMortem();
            acknowledgedIsThere();
            tally.killed(new Scene(generation, died, owned, inCheckpoint, left, customers, calls));
        }
        Reckoning.checkCalls(ledger);
    }

    private Server launch() throws IOException {
        return Server.launch(Packed.program(), folder, Shop.environment(ledger));
    }

    /** Returns when the moment has come, or a while after the process began to serve. */
    private void waitWhileStarting(Server server, Aim aim, CompletableFuture<Integer> met) throws IOException {
        long end = System.nanoTime() + Server.PATIENCE.toNanos();
        long most = Long.MAX_VALUE;
        while (aim.phase() != Phase.STARTING && !(aim.phase() == Phase.MIGRATION ? owns(server) : met.isDone())) {
            long now = System.nanoTime();
            if (most == Long.MAX_VALUE && server.isReady()) {
                most = now + TimeUnit.MILLISECONDS.toNanos(UNASKED_MILLIS);
            }
            if (now > most) {
                return;
            }
            assertTrue(server.isAlive() && now < end, () -> "it does not start: " + printed(server));
            LockSupport.parkNanos(100_000);
        }
    }

    /** It has the database for itself, and has begun to write to it. */
    private boolean owns(Server server) throws IOException {
        Path lock = database.resolveSibling(database.getFileName() + ".lock");
        return Files.exists(lock)
                && Files.readString(lock).strip().equals("pid " + server.pid())
                && database.toFile().length() > 0;
    }

    /** Returns when what is aimed at has come; after a while all the same, for a kill at any moment is a kill. */
    private static void waitUntilMet(Aim aim, WalIndex wal, CompletableFuture<Integer> met, long tookToStart)
            throws Exception {
        long most = Math.max(TimeUnit.MILLISECONDS.toNanos(MISSED_MILLIS), tookToStart);
        long end = System.nanoTime() + most;
        if (aim.phase() == Phase.CHECKPOINT) {
            while (!wal.inCheckpoint() && System.nanoTime() < end) {
                LockSupport.parkNanos(50_000);
            }
            return;
        }
        try {
            int before = met.get(most, TimeUnit.NANOSECONDS);
            while (wal.changes() - before < aim.commits() && System.nanoTime() < end) {
                LockSupport.parkNanos(50_000);
            }
        } catch (TimeoutException missed) {
            // what was hit instead is found out afterwards
        }
    }

    private static boolean drain(Server server) throws IOException {
        server.terminate();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MISSED_MILLIS);
        while (server.isAlive() && System.nanoTime() < end) {
            if (server.printed().contains("stopping")) {
                return true;
            }
            LockSupport.parkNanos(200_000);
        }
        return false;
    }

    private void pause(int mostMicros) {
        if (mostMicros > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(mostMicros)));
        }
    }

    /** Reads a copy, so that the next process finds what the last one left. Null when there are no tables yet. */
    private @Nullable PostMortem postMortem() throws Exception {
        Path copy = Files.createTempDirectory("signalbox-post-mortem-");
        try {
            Path file = copy.resolve(database.getFileName());
            for (String part : List.of("", "-wal")) {
                Path from = database.resolveSibling(database.getFileName() + part);
                if (Files.exists(from)) {
                    Files.copy(from, copy.resolve(from.getFileName()));
                }
            }
            if (!hasTables(file)) {
                assertTrue(left == null, "the tables are gone");
                return null;
            }
            try (SqliteStore store = SqliteStore.open(file)) {
                return PostMortem.of(store, left);
            }
        } finally {
            try (var files = Files.list(copy)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(copy);
        }
    }

    private static boolean hasTables(Path file) throws SQLException {
        if (!Files.exists(file)) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 'run'")) {
            return rows.getInt(1) == 1;
        }
    }

    private void acknowledgedIsThere() {
        PostMortem found = left;
        if (found != null) {
            found.holdsWhatWasAcknowledged(customers);
        } else {
            assertTrue(customers.orders().stream().allMatch(order -> order.run == null), "acknowledged without tables");
        }
    }

    private static String printed(Server server) {
        try {
            return server.printed();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
