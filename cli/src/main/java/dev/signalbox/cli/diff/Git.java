package dev.signalbox.cli.diff;

import dev.signalbox.cli.Complaint;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.read.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder as a commit has it, read with the {@code git} program: nothing is checked out.
 *
 * @param top the repository's folder
 * @param revision a commit, branch or tag
 * @param folder inside the repository; empty for its top
 * @param paths of the files below the folder, sorted
 */
record Git(Path top, String revision, String folder, List<String> paths) implements Sources {

    /** What stands at {@code REVISION:PATH}: its workspace, or the folder itself, and the file's path in it; null for a folder. */
    record Found(Git sources, @Nullable String path) {}

    /** @param place the path inside the repository; below {@code here} when it begins with {@code ./} or is found only there */
    static Found find(Path here, String revision, String place) {
        if (revision.startsWith("-")) {
            throw new Complaint("'" + revision + "' is no revision");
        }
        Path top = Path.of(line(here, "rev-parse", "--show-toplevel"));
        String below = line(here, "rev-parse", "--show-prefix");
        List<String> all = List.of(text(top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", revision)
                .split("\0"));
        String written = place.replaceFirst("/+$", "");
        String found = written.startsWith("./") ? below + written.substring(2) : written;
        if (!there(all, found) && there(all, below + found)) {
            found = below + found;
        }
        if (!there(all, found)) {
            throw new Complaint("there is no " + place + " in " + revision);
        }
        boolean file = all.contains(found);
        String folder = file ? workspace(all, found) : found;
        String front = folder.isEmpty() ? "" : folder + "/";
        List<String> paths = new ArrayList<>();
        all.stream().filter(path -> path.startsWith(front)).forEach(path -> paths.add(path.substring(front.length())));
        paths.sort(null);
        Git sources = new Git(top, revision, folder, paths);
        return new Found(sources, file ? found.substring(front.length()) : null);
    }

    private static boolean there(List<String> all, String path) {
        return path.isEmpty() || all.contains(path) || all.stream().anyMatch(one -> one.startsWith(path + "/"));
    }

    /** The nearest folder with a workspace file that the file stands in; its own folder where there is none. */
    private static String workspace(List<String> all, String file) {
        String own = file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
        for (String at = own; ; at = at.contains("/") ? at.substring(0, at.lastIndexOf('/')) : "") {
            if (all.contains(at.isEmpty() ? "signalbox.yaml" : at + "/signalbox.yaml")) {
                return at;
            }
            if (at.isEmpty()) {
                return own;
            }
        }
    }

    @Override
    public @Nullable String read(String path) {
        byte[] bytes = bytes(path);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] bytes(String path) {
        return paths.contains(path) ? output(top, "show", revision + ":" + inRepository(path)) : null;
    }

    /** {@code REVISION:PATH}, as git writes it. */
    String shown(String path) {
        return revision + ":" + inRepository(path);
    }

    private String inRepository(String path) {
        return folder.isEmpty() ? path : folder + "/" + path;
    }

    private static String line(Path folder, String... args) {
        return text(folder, args).strip();
    }

    private static String text(Path folder, String... args) {
        return new String(output(folder, args), StandardCharsets.UTF_8);
    }

    private static byte[] output(Path folder, String... args) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        try {
            Process git = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            byte[] out = bounded(git.getInputStream());
            if (git.waitFor() != 0) {
                throw new Complaint("git cannot show it: 'git " + String.join(" ", args) + "' failed in " + folder);
            }
            return out;
        } catch (IOException missing) {
            throw new Complaint("the git program cannot be run: " + missing.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Complaint("stopped");
        }
    }

    /** All is read, so that the program comes to its end; what is longer than any file may be is not kept. */
    private static byte[] bounded(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (out.size() <= 2 * Media.MAX_BYTES) {
                out.write(buffer, 0, n);
            }
        }
        return out.toByteArray();
    }
}
