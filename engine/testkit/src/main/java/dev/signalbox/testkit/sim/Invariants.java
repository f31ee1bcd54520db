package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.List;

/** What must hold of a world that has come to rest, whatever happened in it: the promises of {@code docs/guarantees.md}. */
final class Invariants {
    private final Journal journal;
    private final Ledger ledger;
    private final FlowPool flows;
    private final RunStore left;

    /** @param left the store as the last process left it */
    Invariants(Journal journal, Ledger ledger, FlowPool flows, RunStore left) {
        this.journal = journal;
        this.ledger = ledger;
        this.flows = flows;
        this.left = left;
    }

    List<Violation> check() {
        List<Violation> found = new ArrayList<>();
        LogRules logs = new LogRules(journal, flows, left, found);
        logs.check();
        logs.checkBudgets();
        new EffectRules(journal, ledger, left, found).check();
        new HoldRules(journal, ledger, found, (bundle, action, args) -> HoldRules.ofRandomFlows(action, args)).check();
        new AnswerRules(journal, flows, found).check();
        return found;
    }
}
