package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.event.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kinds and outcomes are called in labels and fields: few words, in snake case, never a value of a run. */
final class Words {
    private static final ClassValue<String> KINDS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
    };

    private Words() {}

    /** {@code CompleteAction} is {@code complete_action}. */
    static String kind(Object commandOrEffectOrEvent) {
        return KINDS.get(commandOrEffectOrEvent.getClass());
    }

    /** @param outcome null for a call that was stopped */
    static String outcome(@Nullable ActionOutcome outcome) {
        return switch (outcome) {
            case null -> "stopped";
            case ActionOutcome.Answered answered -> "answered";
            case ActionOutcome.Failed failed -> "failed";
            case ActionOutcome.Unknown unknown -> "unknown";
        };
    }

    /** @param outcome null for a call that was stopped */
    static String outcome(@Nullable ModelOutcome outcome) {
        return switch (outcome) {
            case null -> "stopped";
            case ModelOutcome.Replied replied -> "replied";
            case ModelOutcome.Failed failed -> "failed";
            case ModelOutcome.NoRoom full -> "no_room";
            case ModelOutcome.NeedsPerson person -> "needs_person";
        };
    }

    /** Why it did not succeed; null when it did, or was stopped. */
    static @Nullable String reason(@Nullable ActionOutcome outcome) {
        return switch (outcome) {
            case null -> null;
            case ActionOutcome.Answered answered -> null;
            case ActionOutcome.Failed failed -> failed.kind();
            case ActionOutcome.Unknown unknown -> unknown.kind();
        };
    }

    /** Why there is no reply; null when there is one, a person is asked, or the call was stopped. */
    static @Nullable String reason(@Nullable ModelOutcome outcome) {
        return outcome instanceof ModelOutcome.Failed failed ? failed.kind() : null;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** How a hold came to be open no more; null for an event that closes none. */
    static @Nullable String decision(Event event) {
        return switch (event) {
            case Event.HoldApproved approved -> "approved";
            case Event.HoldRejected rejected -> "rejected";
            case Event.HoldAnswered answered -> "answered";
            case Event.HoldExpired expired -> "expired";
            case Event.HoldWithdrawn withdrawn -> "withdrawn";
            default -> null;
        };
    }

    /** {@code http} of {@code http.503}: a label has few values, whatever an action's program calls its errors. */
    static String family(@Nullable String reason) {
        if (reason == null) {
            return "none";
        }
        int dot = reason.indexOf('.');
        return dot < 0 ? reason : reason.substring(0, dot);
    }
}
