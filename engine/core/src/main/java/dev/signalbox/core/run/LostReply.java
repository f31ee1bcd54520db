package dev.signalbox.core.run;

import java.util.Set;

/** A model call that failed in a way after which nobody knows whether the provider charged: what was set aside is charged. */
public final class LostReply {
    private static final Set<String> KINDS = Set.of("timeout", "connection", "cut_off");

    private LostReply() {}

    /** Whether a failure of that kind is one. */
    public static boolean is(String kind) {
        return KINDS.contains(kind);
    }
}
