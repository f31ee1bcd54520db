package dev.signalbox.runtime.eval;

import org.jspecify.annotations.Nullable;

/**
 * What came of one question.
 *
 * @param value what fitted the schema; null where nothing did
 * @param kind of a failure: {@code timeout}, {@code refused}, {@code overflow}, …; empty otherwise
 * @param why one sentence where there is no value; empty otherwise
 * @param model who replied last, by the name in the workspace; empty where nobody did
 * @param repairs how often a reply was sent back
 */
public record Answer(Fate fate, @Nullable Object value, String kind, String why, String model, int repairs, Used used) {

    public enum Fate {
        /** The first reply fitted. */
        AT_ONCE,
        /** A later reply fitted. */
        REPAIRED,
        /** No reply fitted. */
        INVALID,
        /** No reply came, or the question could not be asked. */
        FAILED,
        /** Only a person, or a reply that nobody recorded, could answer. Says nothing about the model. */
        NO_REPLY,
        /** The file has no such question. Says nothing about the model. */
        NO_QUESTION
    }

    /** Somebody was asked: it counts for or against whoever was. */
    public boolean counts() {
        return fate != Fate.NO_REPLY && fate != Fate.NO_QUESTION;
    }

    /** The same with other figures. */
    public Answer with(Used its) {
        return new Answer(fate, value, kind, why, model, repairs, its);
    }

    static Answer fits(Object value, String model, int repairs, Used used) {
        return new Answer(repairs == 0 ? Fate.AT_ONCE : Fate.REPAIRED, value, "", "", model, repairs, used);
    }

    static Answer invalid(String why, String model, int repairs, Used used) {
        return new Answer(Fate.INVALID, null, "", why, model, repairs, used);
    }

    static Answer failed(String kind, String why, int repairs, Used used) {
        return new Answer(Fate.FAILED, null, kind, why, "", repairs, used);
    }

    static Answer noReply(String why, Used used) {
        return new Answer(Fate.NO_REPLY, null, "", why, "", 0, used);
    }

    static Answer noQuestion(String why) {
        return new Answer(Fate.NO_QUESTION, null, "", why, "", 0, Used.NOTHING);
    }
}
