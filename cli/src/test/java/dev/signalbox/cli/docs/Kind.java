package dev.signalbox.cli.docs;

/** What is done with a block. */
enum Kind {
    COMMAND("commands typed"),
    FILE("files written and checked"),
    WHOLE("whole files checked"),
    FRAGMENT("fragments placed and checked"),
    JAVA("Java compiled"),
    DATA("JSON parsed"),
    OF_ANOTHER_PROGRAM("another program's files, parsed"),
    SHOWN("only shown"),
    NOT_RUN("not run");

    private final String told;

    Kind(String told) {
        this.told = told;
    }

    static Kind of(Block block) {
        if (block.marks().notRun() != null) {
            return NOT_RUN;
        }
        if (block.marks().program() != null) {
            return OF_ANOTHER_PROGRAM;
        }
        return switch (block.language()) {
            case "java" -> JAVA;
            case "sh" -> block.file() == null ? COMMAND : FILE;
            case "yaml", "yml" -> block.file() != null ? FILE : block.marks().fragmentOf() != null ? FRAGMENT : WHOLE;
            case "json" -> block.file() != null ? FILE : DATA;
            default -> block.file() != null ? FILE : SHOWN;
        };
    }

    String told() {
        return told;
    }
}
