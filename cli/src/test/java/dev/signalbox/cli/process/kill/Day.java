package dev.signalbox.cli.process.kill;

import dev.signalbox.cli.process.Server;
import java.io.IOException;
import java.util.Random;
import java.util.function.Consumer;

/** What customers do while a process lives: they send again, start runs and decide, until nobody answers any more. */
final class Day {
    private static final int STARTS = 5;
    /** Characters; a hundred pages, of a thousand that make SQLite copy its log back. */
    private static final int BULK = 400_000;

    private final Server server;
    private final Customers customers;
    private final Aim aim;
    private final Random random;

    Day(Server server, Customers customers, Aim aim, long seed) {
        this.server = server;
        this.customers = customers;
        this.aim = aim;
        random = new Random(seed);
    }

    void work(Consumer<Customers.Moment> told) {
        try {
            customers.send(server, told);
            if (aim.phase() == Phase.CHECKPOINT) {
                fill(told);
            }
            for (int i = 0; !Thread.interrupted(); i++) {
                if (i < STARTS) {
                    customers.start(server, customers.order(flow(i), 0), told);
                }
                customers.approve(server, random.nextInt(3), told);
                Thread.sleep(5 + random.nextInt(20));
            }
        } catch (IOException dead) {
            // what it was asked last is not acknowledged
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String flow(int number) {
        return aim.phase() == Phase.CHILD || number == 2 ? Shop.FAMILY : Shop.ORDER;
    }

    /** Writes until the log is long enough to be copied back, which is when it is killed. */
    private void fill(Consumer<Customers.Moment> told) throws IOException {
        while (true) {
            customers.start(server, customers.order(Shop.BULK, BULK), told);
        }
    }
}
