package dev.signalbox.cli.process.kill;

import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import java.util.function.Predicate;

/**
 * What a process can be in the middle of when it is killed, and how it is known afterwards that it was: from the store it
 * left, from the ledger and from the customers' book, never from what was intended.
 */
enum Phase {
    MIGRATION("making the tables", Scene::withoutTables),
    STARTING("starting, nothing taken up yet", scene -> scene.died == Scene.Died.STARTING && !scene.tookUp()),
    RECOVERY("taking up what was under way", Scene::takesUp),
    DRAIN("draining after SIGTERM", scene -> scene.died == Scene.Died.DRAINING),
    CHECKPOINT("copying the log back", scene -> scene.inCheckpoint),

    START_NOT_COMMITTED("a start sent, not committed", scene -> scene.startUnderWay(false)),
    START_NOT_ACKNOWLEDGED("a start committed, not acknowledged", scene -> scene.startUnderWay(true)),
    DECISION_NOT_COMMITTED("a decision sent, not committed", scene -> scene.decisionUnderWay(false)),
    DECISION_NOT_ACKNOWLEDGED("a decision committed, not acknowledged", scene -> scene.decisionUnderWay(true)),

    EFFECT_NOT_BEGUN(
            "an effect committed, its call not begun",
            scene -> scene.anyCall((run, step, came) -> came == null && step.attempt() == 1 && !Scene.sent(step))),
    LEAVING(
            "an at_most_once call that has left, not arrived",
            scene -> scene.anyCall((run, step, came) -> came == null && Scene.sent(step))),
    IDEMPOTENT_UNDER_WAY("an idempotent call under way", scene -> scene.anyUnderWay(Ledger.Kind.IDEMPOTENT)),
    AT_MOST_ONCE_UNDER_WAY("an at_most_once call under way", scene -> scene.anyUnderWay(Ledger.Kind.AT_MOST_ONCE)),
    MODEL_UNDER_WAY("a model being asked", scene -> scene.anyUnderWay(Ledger.Kind.MODEL)),
    RESULT_NOT_COMMITTED(
            "a result received, not committed",
            scene -> scene.anyCall((run, step, came) -> came != null && came.answer() == Ledger.Answer.GOOD)),

    BACK_OFF("a step in back-off", anyStep(Step.Phase.BACKOFF)),
    TIMER("a timer pending", anyStep(Step.Phase.WAITING)),
    CHILD("a child run under way", anyStep(Step.Phase.CHILD)),
    HOLD_OPEN("a hold open", scene -> scene.anyHold(Hold.Purpose.APPROVE)),
    UNKNOWN_OPEN("an unknown call with a person", scene -> scene.anyHold(Hold.Purpose.UNKNOWN));

    final String words;
    private final Predicate<Scene> evidence;

    Phase(String words, Predicate<Scene> evidence) {
        this.words = words;
        this.evidence = evidence;
    }

    boolean hit(Scene scene) {
        return evidence.test(scene);
    }

    private static Predicate<Scene> anyStep(Step.Phase phase) {
        return scene -> scene.runs().stream()
                .filter(Run::open)
                .flatMap(run -> Scene.steps(run).stream())
                .anyMatch(step -> step.phase() == phase);
    }
}
