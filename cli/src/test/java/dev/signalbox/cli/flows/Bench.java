package dev.signalbox.cli.flows;

import dev.signalbox.cli.Cli;
import dev.signalbox.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of the sample workspace whose flows may be broken, and what the program says to it. */
final class Bench {
    /** Who noticed that something is wrong, if anybody did. */
    enum Noticed {
        VALIDATE,
        TEST,
        NOBODY
    }

    /** @param said what was printed */
    record Verdict(Noticed by, String said) {}

    private final Path folder;

    Bench(Path folder) {
        this(folder, FLOWS);
    }

    /** @param flows those that the workspace has, for each of them is checked again with every break */
    Bench(Path folder, List<String> flows) {
        this.folder = folder;
        try (Stream<Path> files = Files.walk(Stage.FLOWS)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> isNeeded(file, flows))
                    .toList()) {
                Path copy = folder.resolve(Stage.FLOWS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static boolean isNeeded(Path file, List<String> flows) {
        String name = file.getFileName().toString();
        return !name.matches(".*\\.(flow|test)\\.yaml") || flows.contains(name.substring(0, name.indexOf('.')));
    }

    static String text(String flow) {
        try {
            return Files.readString(Stage.FLOWS.resolve(flow + ".flow.yaml"));
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** Puts this text in the flow's place, asks {@code validate} and then {@code test}, and puts the flow back. */
    Verdict with(String flow, String text) {
        Path file = folder.resolve(flow + ".flow.yaml");
        try {
            Files.writeString(file, text);
            String validated = run("validate", ".");
            if (!validated.startsWith("0\n")) {
                return new Verdict(Noticed.VALIDATE, validated);
            }
            String tested = run("test", flow + ".test.yaml");
            return new Verdict(tested.startsWith("0\n") ? Noticed.NOBODY : Noticed.TEST, tested);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        } finally {
            try {
                Files.writeString(file, text(flow));
            } catch (IOException wrong) {
                throw new UncheckedIOException(wrong);
            }
        }
    }

    /** The exit code, and below it what was printed. */
    private String run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(printed, printed, InputStream.nullInputStream(), folder.toAbsolutePath(), Map.of());
        int code = Cli.run(terminal, args);
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    /** The first samples, one of which calls another. */
    static final List<String> FLOWS = List.of("refund-desk", "calculator", "deploy-bot", "rollback");
}
