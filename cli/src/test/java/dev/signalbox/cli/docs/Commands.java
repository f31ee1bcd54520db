package dev.signalbox.cli.docs;

import dev.signalbox.cli.Console;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one page, typed in its folder one block after the other. What runs the program alone runs in this process;
 * anything else goes to bash, with the program behind {@code ./signalbox}; {@code serve} is a process of its own that goes on until a block says
 * ctrl-c, another one is served, or the page ends.
 */
final class Commands implements AutoCloseable {
    private static final long SECONDS_AT_MOST = 120;
    private static final Set<Integer> WELL = Set.of(Exit.FINE, Exit.PAUSED);

    private final Path folder;
    private final Path scratch;
    private final Map<String, String> environment;
    private final Shown shown = new Shown();
    private @Nullable Process server;

    Commands(Path folder, Path scratch, Map<String, String> environment) {
        this.folder = folder;
        this.scratch = scratch;
        this.environment = environment;
    }

    void type(Block block) throws Exception {
        if (block.marks().interrupts()) {
            close();
        }
        List<String> lines = lines(block);
        List<Typed> typed = new ArrayList<>();
        for (String line : lines) {
            if (Typed.of(line) instanceof Typed one) {
                typed.add(one);
            }
        }
        if (typed.size() < lines.size()) {
            bash(block, lines);
        } else if (typed.size() == 1 && typed.getFirst().words().getFirst().equals("serve")) {
            serve(block, typed.getFirst());
        } else {
            StringBuilder printed = new StringBuilder();
            for (Typed one : typed) {
                printed.append(run(block, one));
            }
            compare(block, printed.toString());
        }
    }

    private String run(Block block, Typed typed) throws IOException {
        Map<String, String> own = new HashMap<>(environment);
        own.putAll(typed.environment());
        Console.Outcome told = new Console(folder, own)
                .run(typed.words().stream().map(shown::meant).toArray(String[]::new));
        String printed = told.err() + told.out();
        if (typed.into() != null) {
            Files.writeString(folder.resolve(typed.into()), told.out());
            printed = told.err();
        }
        ended(block, told.code(), told.err() + told.out());
        return printed;
    }

    /** What a page shows may be a failure; what it does not show has to go well. */
    private static void ended(Block block, int code, String printed) {
        if (block.shown() == null && !WELL.contains(code)) {
            throw new AssertionError(block.place() + ": the command ends with " + code
                    + ". Mend it, show what it prints in a ```text block right below, or say <!-- not run: WHY --> above it.\n"
                    + printed);
        }
    }

    private void compare(Block block, String printed) {
        if (block.shown() != null) {
            shown.compare(block.shown(), printed);
        }
    }

    private void bash(Block block, List<String> lines) throws Exception {
        Path script = Files.createTempFile(scratch, "script", ".sh");
        Files.writeString(
                script, String.join("\n", lines.stream().map(shown::meant).toList()) + "\n");
        launcher();
        Path printed = Files.createTempFile(scratch, "printed", ".txt");
        Process process =
                process(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString()), printed);
        if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(block.place() + ": the command does not end");
        }
        ended(block, process.exitValue(), Files.readString(printed));
        compare(block, Files.readString(printed));
    }

    private void serve(Block block, Typed typed) throws Exception {
        close();
        List<String> line = new ArrayList<>(Program.PLAIN);
        line.addAll(typed.words());
        if (!typed.words().contains("--port")) {
            line.addAll(List.of("--port", "0"));
        }
        Path printed = Files.createTempFile(scratch, "server", ".txt");
        Process process = process(line, printed);
        server = process;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_AT_MOST);
        while (!Files.readString(printed).contains("Sign in:  ")
                || !Files.readString(printed).endsWith("\n")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError(block.place() + ": the server does not start: " + Files.readString(printed));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        compare(block, Files.readString(printed));
    }

    private Process process(List<String> line, Path printed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        for (String variable :
                List.of("CI", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITLAB_CI", "JENKINS_URL", "TF_BUILD")) {
            builder.environment().remove(variable);
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void launcher() throws IOException {
        Path launcher = folder.resolve("signalbox");
        if (!Files.exists(launcher)) {
            Files.writeString(launcher, "#!/bin/sh\nexec '" + String.join("' '", Program.PLAIN) + "' \"$@\"\n");
            if (!launcher.toFile().setExecutable(true)) {
                throw new IOException(launcher + " cannot be made a program");
            }
        }
    }

    /** Without comments and blank lines, a line that goes on being one. */
    private static List<String> lines(Block block) {
        List<String> lines = new ArrayList<>();
        String open = "";
        for (String line : block.text().lines().toList()) {
            String whole = open + line.strip();
            open = "";
            if (whole.endsWith("\\")) {
                open = whole.substring(0, whole.length() - 1);
            } else if (!whole.isBlank() && !whole.startsWith("#")) {
                lines.add(whole);
            }
        }
        return lines;
    }

    @Override
    public void close() throws InterruptedException {
        Process running = server;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
            server = null;
        }
    }
}
