package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs: only those that {@code exec.allow} names ({@link Programs} says which file that is); an argument list, never a
 * shell; a folder of its own that is gone afterwards; an environment with nothing but {@code PATH}, {@code LANG}, and that folder
 * as {@code HOME} and {@code TMPDIR}; no secrets. However a call ends, whatever the program started ends with it. A try that runs
 * out of time is asked to end and killed a moment later. Output is at most 1 MiB, of the error output the first 64 KiB are kept.
 * Exit code 0 is an answer (JSON where the output is JSON, else its text), any other {@code action.exit_N}.
 */
public final class ExecActions {
    private static final Logger LOG = LoggerFactory.getLogger(ExecActions.class);
    private static final int LARGEST_OUTPUT = HttpAnswer.LARGEST_BODY;
    private static final int KEPT_COMPLAINT = 64 * 1024;
    private static final int MESSAGE_OUTPUT = 2_000;
    private static final String SECRET = "${secret.";
    private static final String FOLDERS = "/usr/local/bin:/usr/bin:/bin";
    /** How long a program may take to end when it is asked to. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** How long what is left in a pipe may take to be read, once nothing should write to it any more. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final Supplier<List<String>> allow;
    private final String path;
    private final Programs programs;

    /** Reads the list of allowed programs at each use. */
    public ExecActions(Supplier<List<String>> allow) {
        this(allow, System.getenv("PATH"));
    }

    ExecActions(Supplier<List<String>> allow, @Nullable String path) {
        this.allow = allow;
        this.path = path == null || path.isEmpty() ? FOLDERS : path;
        this.programs = new Programs(this.path);
    }

    ActionOutcome call(Effect.ActionCall call, Target.Exec target) throws InterruptedException {
        String stdin = target.stdin() == null ? "" : target.stdin();
        Path folder;
        Path program;
        try {
            program = programs.find(target.program(), allow.get());
            if (stdin.contains(SECRET) || target.arguments().stream().anyMatch(argument -> argument.contains(SECRET))) {
                throw new Refusal("A program gets no secrets: other programs of the machine can read its arguments.");
            }
            folder = Files.createTempDirectory("signalbox-exec-");
        } catch (Refusal refusal) {
            return failed("value", refusal.sentence());
        } catch (IOException e) {
            return failed(
                    "value",
                    "The program " + target.program() + " could not be started: no folder for it: " + e.getMessage()
                            + ".");
        }
        ProcessTree tree = new ProcessTree();
        try {
            Process process = start(program, target, folder, tree);
            try {
                return follow(call, target, process, tree, stdin);
            } finally {
                tree.kill(process);
                process.destroyForcibly(); // and its pipes are closed, whoever else may hold them
            }
        } catch (IOException e) {
            return failed(
                    "value", "The program " + target.program() + " could not be started: " + e.getMessage() + ".");
        } finally {
            delete(folder);
        }
    }

    private Process start(Path program, Target.Exec target, Path folder, ProcessTree tree) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(target.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", path);
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put(ProcessTree.MARK, tree.mark());
        return builder.start();
    }

    private static ActionOutcome follow(
            Effect.ActionCall call, Target.Exec target, Process process, ProcessTree tree, String stdin)
            throws InterruptedException {
        Duration timeout = call.timeout() == null ? HttpActions.DEFAULT_TIMEOUT : call.timeout();
        Drain out = Drain.of(process.getInputStream(), LARGEST_OUTPUT, process::destroyForcibly);
        Drain err = Drain.of(process.getErrorStream(), KEPT_COMPLAINT, () -> {});
        Thread.ofPlatform().daemon().name("signalbox-exec-input").start(() -> feed(process, stdin));
        boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            tree.end(process, GRACE);
            return ambiguous(
                    call, "timeout", target.program() + " did not end within " + HttpActions.seconds(timeout) + ".");
        }
        // What it leaves behind may hold its pipes open, and must not go on after its call is over.
        tree.kill(process);
        byte[] said = out.bytes(REST);
        if (out.overflowed()) {
            return ambiguous(
                    call, "value", "The output of " + target.program() + " is larger than 1 MiB; it was ended.");
        }
        return ended(target, process.exitValue(), said, err.bytes(REST));
    }

    private static void feed(Process process, String stdin) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program does not want to read it all, which is its right.
        }
    }

    /** It was ended in the middle of what it did. */
    private static ActionOutcome ambiguous(Effect.ActionCall call, String kind, String message) {
        return HttpActions.mayHaveHappened(call) ? new ActionOutcome.Unknown(kind, message) : failed(kind, message);
    }

    private static ActionOutcome ended(Target.Exec target, int exit, byte[] out, byte[] err) {
        String text = new String(out, StandardCharsets.UTF_8).stripTrailing();
        String complaint = new String(err, StandardCharsets.UTF_8).stripTrailing();
        Object result = value(text);
        Object response = Map.of("exit", (long) exit, "body", result, "stderr", complaint);
        if (exit == 0) {
            return new ActionOutcome.Answered(result, response);
        }
        String said = complaint.isEmpty() ? text : complaint;
        String message = target.program() + " ended with " + exit
                + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(said.length(), MESSAGE_OUTPUT)));
        return new ActionOutcome.Failed("action.exit_" + exit, message, response, null);
    }

    private static Object value(String text) {
        if (text.isEmpty()) {
            return Json.NULL;
        }
        try {
            return Values.parse(text);
        } catch (Refusal refusal) {
            return text;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | RuntimeException left) {
            LOG.warn("A program's folder {} could not be taken away: {}", folder, left.getMessage());
        }
    }

    private static ActionOutcome failed(String kind, String message) {
        return new ActionOutcome.Failed(kind, message, null, null);
    }
}
