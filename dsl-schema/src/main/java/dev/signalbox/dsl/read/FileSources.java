package dev.signalbox.dsl.read;

import dev.signalbox.dsl.media.Media;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder. A path or a link that leads out of the folder is as good as absent, and so is what is no regular
 * file and what lies in a folder {@code .signalbox}. Bytes that are not UTF-8 are read as U+FFFD. Of a file larger than {@link #MAX_BYTES} only the first
 * {@code MAX_BYTES + 1} are read, which every reader refuses.
 */
public final class FileSources implements Sources {
    /** Most bytes of one file that is text. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Most files of a workspace that are listed, and how deep its folders are walked. */
    public static final int MAX_FILES = 20_000;

    private static final int MAX_DEPTH = 20;
    private static final String KEPT = ".signalbox";
    private static final Set<String> SKIPPED = Set.of(KEPT, ".git", "node_modules", "target");

    private final Path root;

    /** @param root the workspace's folder */
    public FileSources(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /** The file of a path inside the folder, links resolved; null when there is none or it lies outside. */
    public @Nullable Path file(String path) {
        try {
            Path file = root.resolve(path).normalize();
            if (path.isEmpty() || !file.startsWith(root) || !Files.isRegularFile(file)) {
                return null;
            }
            Path real = file.toRealPath();
            Path home = root.toRealPath();
            return real.startsWith(home) && !isKept(home.relativize(real)) ? real : null;
        } catch (InvalidPathException | IOException unreadable) {
            return null;
        }
    }

    /** A server keeps its token there: no flow may name it, or its author would be the operator. */
    private static boolean isKept(Path inside) {
        for (Path part : inside) {
            if (part.toString().equals(KEPT)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable String read(String path) {
        byte[] bytes = bytes(path, MAX_BYTES + 1);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Of a file larger than {@link Media#MAX_BYTES} only the first {@code MAX_BYTES + 1}, which every reader refuses. */
    @Override
    public byte @Nullable [] bytes(String path) {
        return bytes(path, Media.MAX_BYTES + 1);
    }

    private byte @Nullable [] bytes(String path, int most) {
        Path file = file(path);
        if (file == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public List<String> paths() {
        List<String> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try {
            Files.walkFileTree(root, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skip = !folder.equals(root)
                            && SKIPPED.contains(folder.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    if (attributes.isRegularFile() || file(path) != null) {
                        found.add(path);
                    }
                    return found.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException wrong) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
        found.sort(null);
        return found;
    }
}
