package dev.signalbox.cli;

import dev.signalbox.cli.command.Commands;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Runs one command line: finds the command, turns what went wrong into a sentence and an exit code. */
public final class Cli {
    private Cli() {}

    /** Never throws, and leaves no thread behind that keeps the program alive. */
    public static int run(Terminal terminal, String... args) {
        CommandLine line = Commands.tree(terminal, args);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(terminal, failure, args));
        line.setParameterExceptionHandler((failure, unparsed) -> wrongUsage(terminal, failure));
        // An enum or an option is written one way only, and a stray value is refused rather than guessed.
        line.setAbbreviatedOptionsAllowed(false);
        line.setAbbreviatedSubcommandsAllowed(false);
        line.setUnmatchedArgumentsAllowed(false);
        // @FILE is ours: what stands in it is a value, never more arguments.
        line.setExpandAtFiles(false);
        return line.execute(args);
    }

    private static int wrongUsage(Terminal terminal, CommandLine.ParameterException failure) {
        terminal.remark(sentence(failure.getMessage()));
        List<String> near = failure instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        if (!near.isEmpty()) {
            terminal.err().println("  did you mean " + String.join(" or ", near) + "?");
        }
        terminal.err()
                .println("  see: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE;
    }

    private static int explain(Terminal terminal, Exception failure, String[] args) {
        terminal.out().flush();
        switch (failure) {
            case Complaint complaint -> terminal.remark(sentence(complaint.getMessage()));
            case StoreException store -> terminal.remark(sentence(store.getMessage()));
            case Problem problem -> {
                terminal.remark(sentence(problem.getMessage()));
                problem.details().forEach((name, value) -> detail(terminal, problem, name, value));
            }
            default -> {
                terminal.remark("something went wrong inside Signalbox ("
                        + failure.getClass().getSimpleName() + "); " + whereLogged(failure, args));
                return Exit.INTERNAL;
            }
        }
        return Exit.USAGE;
    }

    /** What the sentence has not said already. */
    private static void detail(Terminal terminal, Problem problem, String name, Object value) {
        String said = sentence(problem.getMessage());
        List<String> rest = (value instanceof List<?> list ? Json.list(list) : List.of(value))
                .stream()
                        .map(one -> one instanceof String text ? text : JsonText.write(one))
                        .filter(one -> !said.contains(one.replaceFirst("\\.$", "")))
                        .toList();
        rest.forEach(one -> terminal.err().println("  " + name + ": " + one));
    }

    /** Keeps the trace of a defect in a file, for whoever mends it. */
    private static String whereLogged(Exception failure, String[] args) {
        try {
            Path log = Files.createTempFile("signalbox-error-", ".log");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(log))) {
                // The options' names only: a value may be a secret.
                writer.println("signalbox "
                        + String.join(
                                " ",
                                Arrays.stream(args)
                                        .filter(arg -> arg.startsWith("-"))
                                        .toList()));
                writer.println("java " + System.getProperty("java.version"));
                failure.printStackTrace(writer);
            }
            return "please report it with " + log;
        } catch (IOException unwritable) {
            return "no log could be written: " + failure.getMessage();
        }
    }

    private static String sentence(@org.jspecify.annotations.Nullable String message) {
        return message == null || message.isBlank() ? "that did not work" : message;
    }
}
