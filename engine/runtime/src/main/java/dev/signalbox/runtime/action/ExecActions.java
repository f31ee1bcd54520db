package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.value.Json;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs programs: only those that {@code exec.allow} names, word for word; an argument list, never a shell; an environment
 * with nothing but {@code PATH} and {@code LANG}; no secrets. A try that runs out of time is killed with its children.
 * Output is at most 1 MiB. Exit code 0 is an answer (JSON where the output is JSON, else its text), any other
 * {@code action.exit_N}.
 */
public final class ExecActions {
    private static final int LARGEST_OUTPUT = HttpAnswer.LARGEST_BODY;
    private static final int MESSAGE_OUTPUT = 2_000;
    private static final String SECRET = "${secret.";

    private final Supplier<List<String>> allow;

    /** Reads the list of allowed programs at each use. */
    public ExecActions(Supplier<List<String>> allow) {
        this.allow = allow;
    }

    ActionOutcome call(Effect.ActionCall call, Target.Exec target) throws InterruptedException {
        String stdin = target.stdin() == null ? "" : target.stdin();
        if (!allow.get().contains(target.program())) {
            return failed(
                    "value",
                    "The program " + target.program()
                            + " is not allowed. Add it to exec.allow in signalbox.yaml if flows may run it.");
        }
        if (stdin.contains(SECRET) || target.arguments().stream().anyMatch(argument -> argument.contains(SECRET))) {
            return failed("value", "A program gets no secrets: other programs of the machine can read its arguments.");
        }
        Process process;
        try {
            process = start(target);
        } catch (IOException e) {
            return failed(
                    "value", "The program " + target.program() + " could not be started: " + e.getMessage() + ".");
        }
        return follow(call, target, process, stdin);
    }

    private static Process start(Target.Exec target) throws IOException {
        List<String> command = new ArrayList<>(List.of(target.program()));
        command.addAll(target.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir")));
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
        builder.environment().put("LANG", "C.UTF-8");
        return builder.start();
    }

    private static ActionOutcome follow(Effect.ActionCall call, Target.Exec target, Process process, String stdin)
            throws InterruptedException {
        Duration timeout = call.timeout() == null ? HttpActions.DEFAULT_TIMEOUT : call.timeout();
        FutureTask<byte[]> out = reading(process, process.getInputStream());
        FutureTask<byte[]> err = reading(process, process.getErrorStream());
        Thread.ofVirtual().start(() -> {
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The program does not want to read it all, which is its right.
            }
        });
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                String message = target.program() + " did not end within " + HttpActions.seconds(timeout) + ".";
                return HttpActions.mayNotRepeat(call)
                        ? new ActionOutcome.Unknown("timeout", message)
                        : failed("timeout", message);
            }
            return ended(target, process.exitValue(), out.get(), err.get());
        } catch (ExecutionException e) {
            return failed("value", "The output of " + target.program() + " could not be read.");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static ActionOutcome ended(Target.Exec target, int exit, byte[] out, byte[] err) {
        if (out.length > LARGEST_OUTPUT || err.length > LARGEST_OUTPUT) {
            return failed("value", "The output of " + target.program() + " is larger than 1 MiB.");
        }
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

    private static FutureTask<byte[]> reading(Process process, InputStream stream) {
        return background(() -> {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            try (stream) {
                kept.write(stream.readNBytes(LARGEST_OUTPUT + 1));
            }
            if (kept.size() > LARGEST_OUTPUT) {
                process.destroyForcibly();
            }
            return kept.toByteArray();
        });
    }

    private static <T> FutureTask<T> background(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static ActionOutcome failed(String kind, String message) {
        return new ActionOutcome.Failed(kind, message, null, null);
    }
}
