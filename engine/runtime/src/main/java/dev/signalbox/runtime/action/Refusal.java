package dev.signalbox.runtime.action;

/** A call that is not made, with the sentence for the person who has to mend it. Never holds a secret's value. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final String sentence;

    Refusal(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
