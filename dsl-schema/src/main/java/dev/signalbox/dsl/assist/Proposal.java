package dev.signalbox.dsl.assist;

/**
 * Something that can stand at the cursor.
 *
 * @param detail in a few words what it is: a type, a verb, an effect
 * @param text what it means, as Markdown; empty for none
 * @param insert what is put in the place of the characters from {@code from} up to {@code to} of the text as written
 * @param snippet {@code insert} has places to fill in, as editors write them: {@code ${1:name}}, {@code $0}
 * @param doubtful it can stand there, and the checker would have something to say about it
 */
public record Proposal(
        String label,
        Kind kind,
        String detail,
        String text,
        String insert,
        boolean snippet,
        int from,
        int to,
        boolean doubtful) {
    /** How an editor shows it. */
    public enum Kind {
        KEY,
        NAME,
        FIELD,
        VARIABLE,
        FUNCTION,
        WORD,
        FILE
    }
}
