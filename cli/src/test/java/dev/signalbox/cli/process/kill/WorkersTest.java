package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on one PostgreSQL: one is killed every few seconds and started again, one is stopped until others have
 * its claims and then goes on, every connection is cut once and the database server is killed once. Short by default; the
 * deep form is {@code -Dworkers.runs=10000}.
 */
class WorkersTest {
    private static final int RUNS = Integer.getInteger("workers.runs", 300);
    private static final int PER_SECOND = Integer.getInteger("workers.perSecond", RUNS > 1_000 ? 60 : 10);
    private static final int WORKERS = 3;
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(5);
    private static final Duration STOPPED = RunStore.LEASE.plusSeconds(4);
    private static final long SEED = Long.getLong("workers.seed", System.nanoTime() & 0xffff_ffffL);

    @TempDir
    private Path folder;

    @Test
    void three_finish_everything_while_one_is_killed_again_and_again_and_one_outlives_its_claims() throws Exception {
        System.out.printf("workers: seed %d%n", SEED);
        long begun = System.nanoTime();
        Customers customers = new Customers(new Random(SEED));
        customers.begin(1);
        try (Postgres postgres = Postgres.start(folder.resolve("postgres"));
                Ledger ledger = Ledger.open(new Random(SEED + 1))) {
            ledger.begin(1, Ledger.Manner.USUAL, arrival -> {});
            try (Crew crew = Crew.start(folder, WORKERS, ledger, postgres.url())) {
                try (Crowd crowd = new Crowd(crew, customers, SEED + 2)) {
                    crowd.begin(RUNS, PER_SECOND);
                    torment(crew, crowd, postgres);
                }
                ledger.begin(1, Ledger.Manner.PROMPT, arrival -> {});
                crew.awaitAll();
                int unknown = new Reckoning(ledger, customers).settle(crew.any(new Random(SEED)));
                check(postgres.url(), ledger, customers);
                System.out.printf(
                        "workers: %d runs on %d processes; %d killed, %d ended by themselves when the database was away, 1 stopped "
                                + "for %d s; %d calls came, of %d effects; %d unknown; in %.1f s%n",
                        RUNS,
                        WORKERS,
                        crew.killed(),
                        crew.ended(),
                        STOPPED.toSeconds(),
                        ledger.arrivals().stream()
                                .filter(call -> call.kind != Ledger.Kind.MODEL)
                                .count(),
                        ledger.effects(),
                        unknown,
                        (System.nanoTime() - begun) / 1e9);
            }
        }
    }

    /** Goes on until every start is acknowledged and everything has happened at least once. */
    private static void torment(Crew crew, Crowd crowd, Postgres postgres) throws Exception {
        Random random = new Random(SEED + 3);
        long begun = System.nanoTime();
        crew.stop(0);
        boolean stopped = true;
        boolean cut = false;
        boolean databaseKilled = false;
        long nextKill = BETWEEN_KILLS.toNanos();
        while (stopped || !databaseKilled || !crowd.satisfied()) {
            crowd.satisfied();
            long now = System.nanoTime() - begun;
            if (now > nextKill) {
                crew.kill(random);
                nextKill = now + BETWEEN_KILLS.toNanos();
            }
            if (!cut && now > STOPPED.dividedBy(2).toNanos()) {
                postgres.terminateAll();
                cut = true;
            }
            if (stopped && now > STOPPED.toNanos()) {
                crew.letGoOn(0);
                stopped = false;
            }
            if (!databaseKilled && now > STOPPED.plusSeconds(3).toNanos()) {
                postgres.killAndRestart();
                databaseKilled = true;
            }
            crew.revive();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertTrue(crew.killed() >= 3, "too few were killed");
    }

    private void check(String url, Ledger ledger, Customers customers) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.takes(url)) {
                try (RunStore store = provider.open(url, folder)) {
                    PostMortem left = PostMortem.of(store, null);
                    left.holdsWhatWasAcknowledged(customers);
                    Reckoning.check(left, ledger, customers);
                    assertEquals(RUNS, customers.orders().size());
                }
                return;
            }
        }
        throw new AssertionError("no store takes " + url);
    }
}
