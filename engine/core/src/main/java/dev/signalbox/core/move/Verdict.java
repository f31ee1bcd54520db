package dev.signalbox.core.move;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.List;

/** Whether a run could move. */
public enum Verdict {
    YES,
    /** Not as things are, but a mapping file can say what is missing. */
    WITH_A_MAPPING,
    NO;

    /** As it is written for a person and in JSON. */
    public String text() {
        return switch (this) {
            case YES -> "yes";
            case WITH_A_MAPPING -> "with a mapping";
            case NO -> "no";
        };
    }

    /** The strictest that one of the findings comes to. */
    public static Verdict of(List<Diagnostic> findings) {
        Verdict worst = YES;
        for (Diagnostic found : findings) {
            if (found.isError()) {
                worst = isMapped(found.code()) && worst != NO ? WITH_A_MAPPING : NO;
            }
        }
        return worst;
    }

    /** A state that is gone, a value without a name, one that is missing: each can be said in a mapping. */
    private static boolean isMapped(Code code) {
        return code == Code.P901 || code == Code.P903 || code == Code.P904;
    }
}
