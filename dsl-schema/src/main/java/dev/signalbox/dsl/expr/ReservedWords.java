package dev.signalbox.dsl.expr;

import java.util.Set;

/** The words of CEL that name nothing of a user's. */
public final class ReservedWords {
    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private ReservedWords() {}

    public static boolean has(String word) {
        return WORDS.contains(word);
    }
}
