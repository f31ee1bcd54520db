package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Postgres;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Work;
import dev.signalbox.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Counts the system calls that flush, while W2's work is done one run at a time: every commit needs one of its own. */
final class Sync {
    private static final int RUNS = 50;

    private Sync() {}

    static void measure(Options options) throws Exception {
        Path file = options.scratch().resolve("sync.db");
        try (Engine engine = Durable.open(options, "sqlite:" + file.toAbsolutePath())) {
            count(options, "signalbox-sqlite", List.of(ProcessHandle.current().pid()), () -> Durable.run(engine));
        }
        try (SqliteLog log = SqliteLog.open(options.scratch().resolve("sync-floor.db"))) {
            count(options, "floor-sqlite", List.of(ProcessHandle.current().pid()), Floor.run(log));
        }
        try (Postgres postgres = Postgres.start(options.scratch())) {
            try (Engine engine = Durable.open(options, postgres.url("sync_ours"))) {
                Durable.run(engine); // its connections, and with them the server's processes, are there before they are
                // counted
                count(options, "signalbox-postgresql", processes(postgres), () -> Durable.run(engine));
            }
            try (PostgresLog log = PostgresLog.open(postgres.url("sync"))) {
                Work run = Floor.run(log);
                run.once();
                count(options, "floor-postgresql", processes(postgres), run);
            }
        }
    }

    private static List<Long> processes(Postgres postgres) {
        ProcessHandle server = ProcessHandle.of(postgres.pid()).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void count(Options options, String subject, List<Long> processes, Work work) throws Exception {
        Result result = new Result("sync", subject, "");
        work.once();
        try (SystemCalls calls = SystemCalls.watch(processes, options.scratch())) {
            for (int i = 0; i < RUNS; i++) {
                work.once();
            }
            long flushes = calls.end();
            int commits = RUNS * Floor.COMMITS;
            result.figure("runs", RUNS)
                    .figure("commits", commits)
                    .figure("flushes", flushes)
                    .setting(
                            "verdict",
                            RUNS + " runs, " + commits + " commits at the least, " + flushes
                                    + " calls of fsync or fdatasync: "
                                    + (flushes >= commits ? "every commit flushes." : "**fewer than commits.**"));
        } catch (SystemCalls.Unavailable e) {
            result.setting("verdict", "not counted here: " + e.getMessage());
        }
        result.write(options);
    }

    /** The calls of {@code fsync} and {@code fdatasync} of some processes, counted by {@code strace}. */
    private static final class SystemCalls implements AutoCloseable {
        private final Process strace;
        private final Path counts;

        static final class Unavailable extends Exception {
            private static final long serialVersionUID = 1L;

            Unavailable(String why) {
                super(why);
            }
        }

        private SystemCalls(Process strace, Path counts) {
            this.strace = strace;
            this.counts = counts;
        }

        static SystemCalls watch(List<Long> processes, Path scratch)
                throws Unavailable, IOException, InterruptedException {
            Path counts = Files.createTempFile(scratch, "strace", ".txt");
            Path words = Files.createTempFile(scratch, "strace", ".err");
            List<String> command = Stream.concat(
                            Stream.of("strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", counts.toString()),
                            processes.stream().flatMap(pid -> Stream.of("-p", String.valueOf(pid))))
                    .toList();
            Process strace;
            try {
                strace = new ProcessBuilder(command)
                        .redirectError(words.toFile())
                        .start();
            } catch (IOException e) {
                throw new Unavailable("strace is not installed (Debian: apt-get install strace).");
            }
            for (int i = 0; i < 500; i++) {
                String said = Files.readString(words);
                if (said.lines().filter(line -> line.contains("attached")).count() >= processes.size()) {
                    return new SystemCalls(strace, counts);
                }
                if (!strace.isAlive()) {
                    throw new Unavailable("strace may not look here: " + said.strip());
                }
                Thread.sleep(20);
            }
            strace.destroyForcibly();
            throw new Unavailable(
                    "strace did not attach: " + Files.readString(words).strip());
        }

        /** Stops counting; how many there were. */
        long end() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", String.valueOf(strace.pid()))
                    .start()
                    .waitFor();
            strace.waitFor();
            long calls = 0;
            for (String line : Files.readAllLines(counts)) {
                String[] fields = line.strip().split("\\s+");
                if (line.endsWith("fsync") || line.endsWith("fdatasync")) {
                    calls += Long.parseLong(fields[3]);
                }
            }
            return calls;
        }

        @Override
        public void close() {
            strace.destroy();
        }
    }
}
