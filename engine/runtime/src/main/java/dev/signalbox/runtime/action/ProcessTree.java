package dev.signalbox.runtime.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program and everything it started, also what it has let go of: a child that outlived its parent, or leads a session of its own,
 * is found by a mark in the environment that every child inherits. Where a system does not show environments (any but Linux) only
 * children still under their parent are found; so is a child that has cleared its environment.
 */
final class ProcessTree {
    /** The environment name of the mark. */
    static final String MARK = "SIGNALBOX_CALL";

    private static final Path PROC = Path.of("/proc");
    /** What forks while it is being ended is met in a later round. */
    private static final int ROUNDS = 20;

    private static final Duration MOMENT = Duration.ofMillis(100);

    private final String mark = UUID.randomUUID().toString();

    String mark() {
        return mark;
    }

    /** Asks the program to end, and ends all of the tree that has not by then. */
    void end(Process process, Duration grace) {
        process.destroy();
        try {
            process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(process);
    }

    /** Ends the tree at once. What is in the program's pipes can be read still: {@code Process.destroyForcibly} would close them. */
    void kill(Process process) {
        Set<ProcessHandle> found = new HashSet<>();
        process.descendants().forEach(found::add);
        process.toHandle().destroyForcibly();
        found.forEach(ProcessHandle::destroyForcibly);
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> left = marked();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(ProcessTree::awaitEnd);
        }
    }

    private static void awaitEnd(ProcessHandle killed) {
        try {
            killed.onExit().get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The next round looks again.
        }
    }

    private Set<ProcessHandle> marked() {
        Set<ProcessHandle> found = new HashSet<>();
        byte[] wanted = (MARK + "=" + mark).getBytes(StandardCharsets.US_ASCII);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path one : all) {
                if (holds(one.resolve("environ"), wanted)) {
                    ProcessHandle.of(Long.parseLong(one.getFileName().toString()))
                            .filter(ProcessHandle::isAlive)
                            .ifPresent(found::add);
                }
            }
        } catch (IOException | RuntimeException none) {
            return found; // no such folder here
        }
        return found;
    }

    private static boolean holds(Path file, byte[] wanted) {
        try {
            String environment = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return environment.contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException | RuntimeException gone) {
            return false; // ended meanwhile, or another user's
        }
    }
}
