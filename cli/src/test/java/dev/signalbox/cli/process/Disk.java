package dev.signalbox.cli.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A database's files and what can happen to them behind the program's back. */
final class Disk {
    private static final int PAGE = 4096;

    private final Path folder;
    private final Path database;

    Disk(Path workspace) {
        folder = workspace.resolve(".signalbox");
        database = folder.resolve("signalbox.db");
    }

    Path database() {
        return database;
    }

    Path log() {
        return folder.resolve("signalbox.db-wal");
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String end : List.of("", "-wal", "-shm")) {
            Path file = folder.resolve("signalbox.db" + end);
            if (Files.exists(file)) {
                files.add(file);
            }
        }
        return files;
    }

    /** Copies the database and its log elsewhere. The index of the log is made anew from it. */
    void copyTo(Path other) throws IOException {
        Files.createDirectories(other);
        for (Path file : List.of(database, log())) {
            if (Files.exists(file)) {
                Files.copy(file, other.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The database as it was copied. */
    void bringBackFrom(Path other) throws IOException {
        delete();
        try (Stream<Path> copies = Files.list(other)) {
            for (Path copy : copies.toList()) {
                Files.copy(copy, folder.resolve(copy.getFileName()));
            }
        }
    }

    void delete() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    /** Puts other bytes in place of every page but the first, which says what the file is. */
    void scratch(Random random) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            byte[] other = new byte[PAGE];
            for (long at = PAGE; at < file.length(); at += PAGE) {
                random.nextBytes(other);
                file.seek(at);
                file.write(other);
            }
        }
    }

    static void cut(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    /** Gives the exit code of a small program of the system's. */
    static int system(String... line) throws Exception {
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError(String.join(" ", line) + " does not end");
        }
        return process.exitValue();
    }
}
