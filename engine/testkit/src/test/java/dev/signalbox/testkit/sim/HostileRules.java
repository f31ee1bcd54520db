package dev.signalbox.testkit.sim;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What must hold after a sitting with a hostile model, whatever it said: what {@link Invariants} hold in every world, and
 * that the file alone says what happens. Each rule is told from the log, the flow file and the world's own book, and asks
 * nothing of the code that decides.
 */
final class HostileRules {
    private final Scene scene;
    private final RunStore left;

    /** @param left the store as it was left */
    HostileRules(Scene scene, RunStore left) {
        this.scene = scene;
        this.left = left;
    }

    List<Violation> check() {
        List<Violation> found = new ArrayList<>();
        Journal journal = scene.journal();
        journal.stories().forEach((run, story) -> {
            CheckedFlow flow = scene.flows()
                    .pinned(story.commits.getFirst().commit().row().bundle())
                    .flow();
            new DeclaredMoves(run, story, flow, found).check();
            new DeclaredCalls(run, story, flow, scene.ledger(), found).check();
            new TypedValues(run, story, flow, found).check();
            new KeptLimits(run, story, flow, found).check();
        });
        new PeoplesDecisions(journal, found).check();
        new UntouchedTexts(journal, scene.ledger(), found).check();
        new HoldRules(journal, scene.ledger(), found, this::risky).check();
        new LogRules(journal, scene.flows(), left, found).check();
        new EffectRules(journal, scene.ledger(), left, found).check();
        new AnswerRules(journal, scene.flows(), found).check();
        return found;
    }

    /** As the file declares it. */
    private boolean risky(BundleHash bundle, ActionName name, Map<String, Object> args) {
        CheckedFlow flow = scene.flows().pinned(bundle).flow();
        Action action = flow.flow().actions().get(name);
        if (action == null) {
            return true;
        }
        return switch (action.risk()) {
            case Risk.High high -> true;
            case Risk.Low low -> false;
            case Risk.When when -> {
                try {
                    yield flow.test(when.condition(), root -> root.equals("args") ? args : null);
                } catch (EvalException e) {
                    yield true;
                }
            }
        };
    }
}
