package dev.signalbox.example.plain;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.listen.RunListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Starts a refund, lets Sam approve it when it is held, and prints what came of it. */
public final class RefundDesk {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RefundDesk() {}

    /** What a run is started with, and what it gives: records named as the flow's schemas are. */
    public record Request(String order, double amount) {}

    public record Paid(String receipt, double paid) {}

    /** @param arguments the workspace's folder and the store's address */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: RefundDesk WORKSPACE DATABASE");
            System.exit(2);
        }
        PrintStream out = System.out;
        try (Engine engine = open(Path.of(arguments[0]), arguments[1], new Shop(), out)) {
            Views.RunView run = refund(engine, new Request("O9", 850));
            out.println(run.status() + ": " + run.outputAs(Paid.class));
        }
    }

    /** The engine over a folder of flows; it begins with what an earlier one left under way. */
    public static Engine open(Path workspace, String database, Shop shop, PrintStream out) {
        return Signalbox.builder()
                .workspace(workspace)
                .database(database)
                .action("shop.find_order", Shop.Find.class, shop::find)
                .action(new PayBackAction(shop))
                .listener(new RunListener() {
                    @Override
                    public void holdOpened(Views.HoldView hold) {
                        out.println("held: " + hold.title());
                    }
                })
                .build();
    }

    /** The whole life of one run. */
    public static Views.RunView refund(Engine engine, Request request) {
        Views.RunView run = engine.start("refund", request, engine.person("kim"));
        run = engine.await(run.id(), PATIENCE);
        if (run.status().equals("paused")) {
            Views.HoldView hold = run.holds().getFirst();
            Actor sam = engine.person("sam"); // whom the program has signed in
            engine.approve(hold, "the customer is right", sam);
            run = engine.await(run.id(), PATIENCE);
        }
        return run;
    }
}
