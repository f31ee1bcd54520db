package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Postgres;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import dev.signalbox.bench.Work;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** W2 by hand: twelve durable commits a run, each an event in a log and the run's row, and nothing else. */
final class Floor {
    static final int COMMITS = 12;
    private static final AtomicLong NUMBER = new AtomicLong();

    private Floor() {}

    /** Makes one step of a run durable before it returns. */
    interface Log {
        void commit(String run, int seq, String status, String body) throws SQLException;
    }

    static void onSqlite(Options options) throws Exception {
        for (int sideBySide : options.sideBySide()) {
            try (SqliteLog log = SqliteLog.open(options.scratch().resolve("floor-" + sideBySide + ".db"))) {
                new Result("w2", "floor-sqlite", Durable.beside(sideBySide))
                        .setting("what", "12 commits a run; one thread writes, commits that wait share a flush")
                        .setting("flushes", "journal_mode WAL, synchronous FULL, read back")
                        .passes(new Throughput(options).measure(run(log), sideBySide))
                        .write(options);
            }
        }
    }

    static void onPostgres(Options options) throws Exception {
        try (Postgres postgres = Postgres.start(options.scratch())) {
            for (int sideBySide : options.sideBySide()) {
                try (PostgresLog log = PostgresLog.open(postgres.url("floor_" + sideBySide))) {
                    new Result("w2", "floor-postgresql", Durable.beside(sideBySide))
                            .setting(
                                    "what",
                                    "12 commits a run; each one statement, a connection for each run side by side")
                            .settings(postgres.settings())
                            .passes(new Throughput(options, postgres::cpuNanos).measure(run(log), sideBySide))
                            .write(options);
                }
            }
        }
    }

    static Work run(Log log) {
        return () -> {
            String run = "run-" + NUMBER.incrementAndGet();
            for (int seq = 1; seq <= COMMITS; seq++) {
                String status = seq == COMMITS ? "succeeded" : "running";
                String body = "{\"type\":\"CallSucceeded\",\"at\":\"2026-11-22T09:00:00Z\",\"run\":\"" + run
                        + "\",\"state\":\"c"
                        + seq + "\",\"visit\":1,\"result\":{\"receipt\":\"R-" + run + "\"},\"args\":{\"order\":\"" + run
                        + "\",\"amount\":99.5}}";
                log.commit(run, seq, status, body);
            }
        };
    }
}
