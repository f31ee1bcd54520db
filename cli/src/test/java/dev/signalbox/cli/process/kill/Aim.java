package dev.signalbox.cli.process.kill;

import dev.signalbox.cli.process.kill.Customers.Moment;
import dev.signalbox.cli.process.kill.Ledger.Answer;
import dev.signalbox.cli.process.kill.Ledger.Arrival;
import dev.signalbox.cli.process.kill.Ledger.Kind;
import dev.signalbox.cli.process.kill.Ledger.Manner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a kill is brought into a phase: what the world does meanwhile, what is waited for, and how long after it the signal
 * is sent. An aim may miss; what was hit is found out afterwards.
 *
 * @param manner how calls are answered
 * @param call a call that came or was answered; null when none is waited for
 * @param moment what a customer has just done; null when that is not waited for
 * @param commits how many more commits are waited for after that
 * @param jitterMicros the most that is waited then, by lot
 */
record Aim(
        Phase phase,
        Manner manner,
        @Nullable Predicate<Arrival> call,
        @Nullable Moment moment,
        int commits,
        int jitterMicros) {

    static Aim at(Phase phase) {
        return switch (phase) {
            case MIGRATION -> new Aim(phase, Manner.USUAL, null, null, 0, 3_000);
            case STARTING -> new Aim(phase, Manner.USUAL, null, null, 0, 300_000);
            case RECOVERY -> new Aim(phase, Manner.USUAL, came(null), null, 0, 2_000);
            case DRAIN -> new Aim(phase, Manner.SILENT, came(null), null, 0, 100_000);
            case CHECKPOINT -> new Aim(phase, Manner.PROMPT, null, null, 0, 0);
            case START_NOT_COMMITTED -> new Aim(phase, Manner.USUAL, null, Moment.SENDS_START, 0, 4_000);
            case START_NOT_ACKNOWLEDGED -> new Aim(phase, Manner.SILENT, null, Moment.SENDS_START, 1, 0);
            case DECISION_NOT_COMMITTED -> new Aim(phase, Manner.PROMPT, null, Moment.SENDS_DECISION, 0, 1_000);
            case DECISION_NOT_ACKNOWLEDGED -> new Aim(phase, Manner.PROMPT, null, Moment.SENDS_DECISION, 1, 0);
            case EFFECT_NOT_BEGUN -> new Aim(phase, Manner.PROMPT, null, Moment.SENDS_START, 1, 300);
            case LEAVING -> new Aim(phase, Manner.DEAF, came(Kind.AT_MOST_ONCE), null, 0, 2_000);
            case IDEMPOTENT_UNDER_WAY -> new Aim(phase, Manner.USUAL, came(Kind.IDEMPOTENT), null, 0, 2_000);
            case AT_MOST_ONCE_UNDER_WAY -> new Aim(phase, Manner.USUAL, came(Kind.AT_MOST_ONCE), null, 0, 2_000);
            case MODEL_UNDER_WAY -> new Aim(phase, Manner.USUAL, came(Kind.MODEL), null, 0, 2_000);
            case RESULT_NOT_COMMITTED ->
                new Aim(phase, Manner.USUAL, arrival -> arrival.answer == Answer.GOOD, null, 0, 0);
            case BACK_OFF -> new Aim(phase, Manner.REFUSING, refused(), null, 1, 40_000);
            case TIMER -> new Aim(phase, Manner.PROMPT, answered(Ledger.MODEL), null, 1, 60_000);
            case CHILD -> new Aim(phase, Manner.USUAL, cameTo("/idempotent/make"), null, 0, 5_000);
            case HOLD_OPEN -> new Aim(phase, Manner.PROMPT, null, Moment.SENDS_DECISION, 0, 20_000);
            case UNKNOWN_OPEN -> new Aim(phase, Manner.USUAL, came(Kind.AT_MOST_ONCE), null, 0, 50_000);
        };
    }

    /** The kill comes before anybody has asked the process anything. */
    boolean whileStarting() {
        return phase == Phase.MIGRATION || phase == Phase.STARTING || phase == Phase.RECOVERY;
    }

    /** @param kind null for any */
    private static Predicate<Arrival> came(@Nullable Kind kind) {
        return arrival -> arrival.answer == Answer.NONE && (kind == null || arrival.kind == kind);
    }

    private static Predicate<Arrival> cameTo(String path) {
        return arrival -> arrival.answer == Answer.NONE && arrival.path.equals(path);
    }

    private static Predicate<Arrival> answered(String path) {
        return arrival -> arrival.answer == Answer.GOOD && arrival.path.equals(path);
    }

    private static Predicate<Arrival> refused() {
        return arrival -> arrival.answer == Answer.REFUSED;
    }
}
