package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.cli.process.Packed;
import dev.signalbox.cli.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Several processes on one database, each with a workspace of its own, and somebody who starts one again when it has
 * ended. One that ends by itself has to say why and give the exit code of a store that failed.
 */
final class Crew implements AutoCloseable {
    private static final int STORE_FAILED = 2;

    private final Ledger ledger;
    private final String database;
    private final List<Worker> workers = new ArrayList<>();
    private int killed;
    private int ended;

    /** A place for a process; {@code server} is the one that has it now. */
    private static final class Worker {
        final Path folder;
        volatile Server server;
        volatile boolean stopped;

        Worker(Path folder, Server server) {
            this.folder = folder;
            this.server = server;
        }
    }

    private Crew(Ledger ledger, String database) {
        this.ledger = ledger;
        this.database = database;
    }

    static Crew start(Path folder, int count, Ledger ledger, String database) throws Exception {
        Crew crew = new Crew(ledger, database);
        for (int i = 0; i < count; i++) {
            Path own = Files.createDirectory(folder.resolve("worker-" + i));
            Shop.writeTo(own);
            Server server = crew.launch(own);
            crew.workers.add(new Worker(own, server));
            server.awaitReady();
        }
        return crew;
    }

    private Server launch(Path own) throws IOException {
        return Server.launch(Packed.program(), own, Shop.environment(ledger), "--db", database);
    }

    /** One that serves, by lot. Throws {@link IOException} when none does just now. */
    Server any(Random random) throws IOException {
        List<Server> serving = new ArrayList<>();
        for (Worker worker : workers) {
            if (!worker.stopped && worker.server.isAlive() && worker.server.isReady()) {
                serving.add(worker.server);
            }
        }
        if (serving.isEmpty()) {
            throw new IOException("nobody serves just now");
        }
        Server server = serving.get(random.nextInt(serving.size()));
        try {
            server.awaitReady();
            return server;
        } catch (Exception | AssertionError e) {
            throw new IOException("it has just ended", e);
        }
    }

    /** Everybody is there again. */
    void awaitAll() throws Exception {
        for (Worker worker : workers) {
            revive();
            worker.server.awaitReady();
        }
    }

    /** Kills one that is not stopped, by lot, and starts it again. */
    void kill(Random random) throws Exception {
        List<Worker> going = workers.stream().filter(worker -> !worker.stopped).toList();
        Worker worker = going.get(random.nextInt(going.size()));
        worker.server.kill();
        worker.server.close();
        killed++;
        worker.server = launch(worker.folder);
    }

    /** SIGSTOP: it is there, and does nothing until {@link #letGoOn}. */
    void stop(int number) throws Exception {
        Worker worker = workers.get(number);
        worker.stopped = true;
        signal("STOP", worker.server);
    }

    void letGoOn(int number) throws Exception {
        Worker worker = workers.get(number);
        signal("CONT", worker.server);
        worker.stopped = false;
    }

    private static void signal(String name, Server server) throws Exception {
        int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + server.pid())
                .start()
                .waitFor();
        assertEquals(0, code, () -> "SIG" + name + " was not sent");
    }

    /** Starts again whoever has ended by itself. */
    void revive() throws Exception {
        for (Worker worker : workers) {
            Server server = worker.server;
            if (!server.isAlive()) {
                assertEquals(STORE_FAILED, server.awaitEnd(), () -> "it ended by itself: " + said(server));
                ended++;
                server.close();
                worker.server = launch(worker.folder);
            }
        }
    }

    private static String said(Server server) {
        try {
            return server.complained();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** How many were killed. */
    int killed() {
        return killed;
    }

    /** How many ended by themselves, loudly. */
    int ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        for (Worker worker : workers) {
            worker.server.close();
        }
    }
}
