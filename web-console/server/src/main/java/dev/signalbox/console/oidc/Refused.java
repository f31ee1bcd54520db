package dev.signalbox.console.oidc;

/** Nobody is signed in by this try. The message is a sentence for the person at the page and holds nothing secret. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose turn it is to do something. */
    public enum Why {
        /** The provider does not answer, or not as one. */
        UNAVAILABLE,
        /** The way back does not fit the way out: begun elsewhere, long ago, or used already. */
        STALE,
        /** What the provider says does not hold. */
        UNTRUE
    }

    private final Why why;

    Refused(Why why, String sentence) {
        super(sentence);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
