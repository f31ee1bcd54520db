package dev.signalbox.dsl.mutate;

import java.util.Random;

/** One kind of fault that an author makes. */
enum Slip {
    TOKEN_DELETED(Tokens::delete),
    TOKEN_DOUBLED(Tokens::duplicate),
    TOKENS_SWAPPED(Tokens::swap),
    TOKEN_RENAMED(Tokens::rename),
    TOKEN_RETYPED(Tokens::retype),
    TOKEN_NESTED(Tokens::deepen),
    LINE_DELETED(Lines::delete),
    LINE_DOUBLED(Lines::duplicate),
    LINES_SWAPPED(Lines::swap),
    LINES_INDENTED(Lines::indent),
    CUT_OFF(Lines::cutOff),
    ODD_CHARACTER(Lines::odd),
    SAVED_ELSEWHERE(Lines::saved),
    PART_DELETED(Trees::delete),
    PART_DOUBLED(Trees::duplicate),
    PART_REPLACED(Trees::replace),
    PARTS_SWAPPED(Trees::swap),
    OPERATOR_CHANGED(Expressions::operator),
    OPERAND_CHANGED(Expressions::operand),
    EXPRESSION_BROKEN(Expressions::delete),
    EXPRESSION_LENGTHENED(Expressions::lengthen);

    private interface Change {
        String of(String text, Random random);
    }

    private final Change change;

    Slip(Change change) {
        this.change = change;
    }

    String in(String text, Random random) {
        return change.of(text, random);
    }
}
