package dev.signalbox.runtime.action;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which file an allowed program is. Only what {@code exec.allow} names, word for word, is a program; a name without a slash is
 * looked for in the absolute folders of the engine's own {@code PATH}, once, and stays that file while the engine lives. A file
 * that everybody on the machine may write to, a link that leads elsewhere than it first did, and a relative path are refused.
 */
final class Programs {
    private final String path;
    private final Map<String, Found> known = new ConcurrentHashMap<>();

    /** @param started the path it is started by, so that a program of many names knows which was meant; {@code real} the file behind it */
    private record Found(Path started, Path real) {}

    /** @param path the folders to look in, as {@code PATH} writes them */
    Programs(String path) {
        this.path = path;
    }

    /** The path to start it by. */
    Path find(String program, List<String> allow) throws Refusal {
        if (!allow.contains(program)) {
            throw new Refusal("The program " + program
                    + " is not allowed. Add it to exec.allow in signalbox.yaml if flows may run it.");
        }
        Found before = known.get(program);
        Found now = before == null ? resolve(program) : again(program, before);
        known.putIfAbsent(program, now);
        return now.started();
    }

    private Found resolve(String program) throws Refusal {
        if (program.indexOf('/') < 0 && program.indexOf(File.separatorChar) < 0) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                Path candidate =
                        folder.startsWith("/") || Path.of(folder).isAbsolute() ? Path.of(folder, program) : null;
                if (candidate != null && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return new Found(candidate, real(program, candidate));
                }
            }
            throw new Refusal("The program " + program + " could not be started: no folder of PATH has it.");
        }
        Path given = Path.of(program);
        if (!given.isAbsolute()) {
            throw new Refusal("The program " + program
                    + " is named by a path that depends on a folder. Write the whole path, or the name alone.");
        }
        if (!Files.isRegularFile(given) || !Files.isExecutable(given)) {
            throw new Refusal("The program " + program + " could not be started: no such program.");
        }
        return new Found(given, real(program, given));
    }

    private static Found again(String program, Found before) throws Refusal {
        if (!Files.isRegularFile(before.started())) {
            throw new Refusal("The program " + program + " could not be started: it is gone.");
        }
        Path now = real(program, before.started());
        if (!now.equals(before.real())) {
            throw new Refusal("The program " + program + " was " + before.real() + " and leads to " + now
                    + " now. Start Signalbox again if that is meant.");
        }
        return before;
    }

    private static Path real(String program, Path file) throws Refusal {
        try {
            Path real = file.toRealPath();
            boolean posix = Files.getFileStore(real).supportsFileAttributeView("posix");
            if (posix
                    && Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS)
                            .contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new Refusal("The program " + program + " is a file that everybody on this machine may change ("
                        + real + ").");
            }
            return real;
        } catch (IOException e) {
            throw new Refusal("The program " + program + " could not be started: " + e.getMessage() + ".");
        }
    }
}
