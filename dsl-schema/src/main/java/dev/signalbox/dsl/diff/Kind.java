package dev.signalbox.dsl.diff;

import java.util.Locale;

/**
 * What sort of change it is. Each has a mirror: what the same change is when the versions are taken the other way round.
 * The ids are written into reports and keep their meaning.
 */
public enum Kind {
    // People before a risky call.
    APPROVAL_REMOVED(Weight.SAFETY),
    APPROVAL_ADDED(Weight.BEHAVIOUR),
    APPROVAL_WEAKENED(Weight.SAFETY),
    APPROVAL_STRENGTHENED(Weight.BEHAVIOUR),
    /** Neither weaker nor stronger as far as can be seen: another condition, other people. */
    APPROVAL_CHANGED(Weight.SAFETY),
    HOLD_CHANGED(Weight.BEHAVIOUR),
    WRITE_ADDED(Weight.SAFETY),
    WRITE_REMOVED(Weight.BEHAVIOUR),
    /** A refused or expired approval now leads where an approved one does. */
    REFUSAL_GOES_ON(Weight.SAFETY),
    REFUSAL_STOPS(Weight.BEHAVIOUR),
    ANSWERERS_WIDENED(Weight.SAFETY),
    ANSWERERS_NARROWED(Weight.BEHAVIOUR),
    ANSWERERS_CHANGED(Weight.SAFETY),

    // Actions.
    ACTION_ADDED(Weight.BEHAVIOUR),
    ACTION_REMOVED(Weight.BEHAVIOUR),
    ACTION_RENAMED(Weight.COSMETIC),
    ACTION_WEAKENED(Weight.SAFETY),
    ACTION_STRENGTHENED(Weight.BEHAVIOUR),
    ACTION_RISK_CHANGED(Weight.SAFETY),
    ACTION_TARGET_CHANGED(Weight.SAFETY),
    ACTION_CHANGED(Weight.BEHAVIOUR),

    // States and the ways between them.
    STATE_ADDED(Weight.BEHAVIOUR),
    STATE_REMOVED(Weight.BEHAVIOUR),
    STATE_RENAMED(Weight.COSMETIC),
    STATE_CHANGED(Weight.BEHAVIOUR),
    VERB_CHANGED(Weight.BEHAVIOUR),
    STEP_ADDED(Weight.BEHAVIOUR),
    STEP_REMOVED(Weight.BEHAVIOUR),
    CALL_CHANGED(Weight.BEHAVIOUR),
    ARGUMENTS_CHANGED(Weight.BEHAVIOUR),
    VALUES_CHANGED(Weight.BEHAVIOUR),
    SAVE_CHANGED(Weight.BEHAVIOUR),
    START_MOVED(Weight.BEHAVIOUR),
    TRANSITION_ADDED(Weight.BEHAVIOUR),
    TRANSITION_REMOVED(Weight.BEHAVIOUR),
    TRANSITION_RETARGETED(Weight.BEHAVIOUR),
    CONDITION_CHANGED(Weight.BEHAVIOUR),
    ORDER_CHANGED(Weight.BEHAVIOUR),
    ROUTE_ADDED(Weight.BEHAVIOUR),
    ROUTE_REMOVED(Weight.BEHAVIOUR),
    ROUTE_RETARGETED(Weight.BEHAVIOUR),
    ROUTE_CHANGED(Weight.BEHAVIOUR),

    // Model calls.
    MODEL_CHANGED(Weight.BEHAVIOUR),
    PROMPT_CHANGED(Weight.BEHAVIOUR),
    EXAMPLES_CHANGED(Weight.BEHAVIOUR),
    REPLY_WIDENED(Weight.BEHAVIOUR),
    REPLY_NARROWED(Weight.BEHAVIOUR),
    REPLY_CHANGED(Weight.BEHAVIOUR),
    CHOICE_ADDED(Weight.BEHAVIOUR),
    CHOICE_REMOVED(Weight.BEHAVIOUR),
    QUESTION_CHANGED(Weight.BEHAVIOUR),
    CONTEXT_ITEM_ADDED(Weight.BEHAVIOUR),
    CONTEXT_ITEM_REMOVED(Weight.BEHAVIOUR),
    CONTEXT_ITEM_CHANGED(Weight.BEHAVIOUR),

    // Bounds.
    BOUND_RAISED(Weight.BEHAVIOUR),
    BOUND_LOWERED(Weight.BEHAVIOUR),
    RETRY_CHANGED(Weight.BEHAVIOUR),

    // Data and types.
    DATA_ADDED(Weight.BEHAVIOUR),
    DATA_REMOVED(Weight.BEHAVIOUR),
    DATA_RENAMED(Weight.COSMETIC),
    DATA_WIDENED(Weight.BEHAVIOUR),
    DATA_NARROWED(Weight.BEHAVIOUR),
    DATA_CHANGED(Weight.BEHAVIOUR),
    /** A name that a write's arguments are made of takes more than before. */
    RISKY_VALUE_WIDENED(Weight.SAFETY),
    RISKY_VALUE_NARROWED(Weight.BEHAVIOUR),
    RISKY_VALUE_CHANGED(Weight.SAFETY),
    REDACTION_DROPPED(Weight.SAFETY),
    REDACTION_ADDED(Weight.BEHAVIOUR),
    SIGNATURE_WIDENED(Weight.BEHAVIOUR),
    SIGNATURE_NARROWED(Weight.BEHAVIOUR),
    SIGNATURE_CHANGED(Weight.BEHAVIOUR),

    // The outside.
    EVENT_ADDED(Weight.BEHAVIOUR),
    EVENT_REMOVED(Weight.BEHAVIOUR),
    EVENT_RENAMED(Weight.BEHAVIOUR),
    EVENT_CHANGED(Weight.BEHAVIOUR),
    TRIGGER_ADDED(Weight.BEHAVIOUR),
    TRIGGER_REMOVED(Weight.BEHAVIOUR),
    TRIGGER_CHANGED(Weight.BEHAVIOUR),
    KEY_CHANGED(Weight.BEHAVIOUR),
    WORDING_CHANGED(Weight.COSMETIC),

    // Flows and the workspace.
    FLOW_ADDED(Weight.BEHAVIOUR),
    FLOW_REMOVED(Weight.BEHAVIOUR),
    FLOW_RENAMED(Weight.BEHAVIOUR),
    REACH_WIDENED(Weight.SAFETY),
    REACH_NARROWED(Weight.BEHAVIOUR),
    PEOPLE_WIDENED(Weight.SAFETY),
    PEOPLE_NARROWED(Weight.BEHAVIOUR),
    SETTING_CHANGED(Weight.BEHAVIOUR);

    private final Weight weight;

    Kind(Weight weight) {
        this.weight = weight;
    }

    public Weight weight() {
        return weight;
    }

    /** As it is written for programs: {@code approval-removed}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of the same change the other way round; itself where that is no other. */
    public Kind mirror() {
        return switch (this) {
            case APPROVAL_REMOVED -> APPROVAL_ADDED;
            case APPROVAL_ADDED -> APPROVAL_REMOVED;
            case APPROVAL_WEAKENED -> APPROVAL_STRENGTHENED;
            case APPROVAL_STRENGTHENED -> APPROVAL_WEAKENED;
            case WRITE_ADDED -> WRITE_REMOVED;
            case WRITE_REMOVED -> WRITE_ADDED;
            case REFUSAL_GOES_ON -> REFUSAL_STOPS;
            case REFUSAL_STOPS -> REFUSAL_GOES_ON;
            case ANSWERERS_WIDENED -> ANSWERERS_NARROWED;
            case ANSWERERS_NARROWED -> ANSWERERS_WIDENED;
            case ACTION_ADDED -> ACTION_REMOVED;
            case ACTION_REMOVED -> ACTION_ADDED;
            case ACTION_WEAKENED -> ACTION_STRENGTHENED;
            case ACTION_STRENGTHENED -> ACTION_WEAKENED;
            case STATE_ADDED -> STATE_REMOVED;
            case STATE_REMOVED -> STATE_ADDED;
            case STEP_ADDED -> STEP_REMOVED;
            case STEP_REMOVED -> STEP_ADDED;
            case TRANSITION_ADDED -> TRANSITION_REMOVED;
            case TRANSITION_REMOVED -> TRANSITION_ADDED;
            case ROUTE_ADDED -> ROUTE_REMOVED;
            case ROUTE_REMOVED -> ROUTE_ADDED;
            case REPLY_WIDENED -> REPLY_NARROWED;
            case REPLY_NARROWED -> REPLY_WIDENED;
            case CHOICE_ADDED -> CHOICE_REMOVED;
            case CHOICE_REMOVED -> CHOICE_ADDED;
            case CONTEXT_ITEM_ADDED -> CONTEXT_ITEM_REMOVED;
            case CONTEXT_ITEM_REMOVED -> CONTEXT_ITEM_ADDED;
            case BOUND_RAISED -> BOUND_LOWERED;
            case BOUND_LOWERED -> BOUND_RAISED;
            case DATA_ADDED -> DATA_REMOVED;
            case DATA_REMOVED -> DATA_ADDED;
            case DATA_WIDENED -> DATA_NARROWED;
            case DATA_NARROWED -> DATA_WIDENED;
            case RISKY_VALUE_WIDENED -> RISKY_VALUE_NARROWED;
            case RISKY_VALUE_NARROWED -> RISKY_VALUE_WIDENED;
            case REDACTION_DROPPED -> REDACTION_ADDED;
            case REDACTION_ADDED -> REDACTION_DROPPED;
            case SIGNATURE_WIDENED -> SIGNATURE_NARROWED;
            case SIGNATURE_NARROWED -> SIGNATURE_WIDENED;
            case EVENT_ADDED -> EVENT_REMOVED;
            case EVENT_REMOVED -> EVENT_ADDED;
            case TRIGGER_ADDED -> TRIGGER_REMOVED;
            case TRIGGER_REMOVED -> TRIGGER_ADDED;
            case FLOW_ADDED -> FLOW_REMOVED;
            case FLOW_REMOVED -> FLOW_ADDED;
            case REACH_WIDENED -> REACH_NARROWED;
            case REACH_NARROWED -> REACH_WIDENED;
            case PEOPLE_WIDENED -> PEOPLE_NARROWED;
            case PEOPLE_NARROWED -> PEOPLE_WIDENED;
            case APPROVAL_CHANGED,
                    HOLD_CHANGED,
                    ANSWERERS_CHANGED,
                    ACTION_RENAMED,
                    ACTION_RISK_CHANGED,
                    ACTION_TARGET_CHANGED,
                    ACTION_CHANGED,
                    STATE_RENAMED,
                    STATE_CHANGED,
                    VERB_CHANGED,
                    CALL_CHANGED,
                    ARGUMENTS_CHANGED,
                    VALUES_CHANGED,
                    SAVE_CHANGED,
                    START_MOVED,
                    TRANSITION_RETARGETED,
                    CONDITION_CHANGED,
                    ORDER_CHANGED,
                    ROUTE_RETARGETED,
                    ROUTE_CHANGED,
                    MODEL_CHANGED,
                    PROMPT_CHANGED,
                    EXAMPLES_CHANGED,
                    REPLY_CHANGED,
                    QUESTION_CHANGED,
                    CONTEXT_ITEM_CHANGED,
                    RETRY_CHANGED,
                    DATA_RENAMED,
                    DATA_CHANGED,
                    RISKY_VALUE_CHANGED,
                    SIGNATURE_CHANGED,
                    EVENT_RENAMED,
                    EVENT_CHANGED,
                    TRIGGER_CHANGED,
                    KEY_CHANGED,
                    WORDING_CHANGED,
                    FLOW_RENAMED,
                    SETTING_CHANGED -> this;
        };
    }
}
