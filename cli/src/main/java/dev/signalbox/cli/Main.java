package dev.signalbox.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LogSetup.use();
        Terminal terminal = new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.in,
                Path.of("").toAbsolutePath(),
                System.getenv());
        int code = Cli.run(terminal, args);
        terminal.out().flush();
        System.exit(code);
    }
}
