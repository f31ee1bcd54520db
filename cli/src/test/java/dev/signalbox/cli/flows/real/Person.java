package dev.signalbox.cli.flows.real;

import dev.signalbox.cli.flows.Stage;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.util.Random;

/** Decides what a run waits for, validly: approves two of three calls, refuses the others with a note, answers what is asked. */
final class Person {
    /** For one stretch of a run between two decisions: a dozen slow replies. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Random random;

    Person(long seed) {
        random = new Random(seed);
    }

    /** Stays with a run until it has ended or nobody can help it. */
    Views.RunView accompany(Engine engine, String run) {
        Views.RunView view = engine.await(run, PATIENCE);
        while (view.status().equals("paused") && !view.holds().isEmpty()) {
            Views.HoldView hold = view.holds().getFirst();
            engine.decide(hold.id(), decision(hold), Stage.SAM);
            view = engine.await(run, PATIENCE);
        }
        return view;
    }

    private Views.DecisionRequest decision(Views.HoldView hold) {
        boolean asks = hold.kind().equals("ask");
        boolean refuses = !asks && random.nextInt(3) == 0;
        return new Views.DecisionRequest(
                asks ? "answer" : refuses ? "reject" : "approve",
                hold.hash(),
                null,
                null,
                asks ? "A person looked at it." : null,
                refuses ? "Please do it another way." : null);
    }
}
