package dev.signalbox.runtime.model;

import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.runtime.api.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One file of recorded replies. Each change is written whole beside it and moved into its place, so that a reply that was
 * answered is never lost. A file that is not there has no replies. A {@link Problem} names one that cannot be read or written.
 */
public final class ReplyFile {
    static final String ENDING = ".replies.yaml";

    /** Less than a file of a workspace may have by a very long question and its reply. */
    private static final long FULL = FileSources.MAX_BYTES - 128 * 1024;

    private final Path file;

    public ReplyFile(Path file) {
        this.file = file;
    }

    public ReplyBook read() {
        return ReplyBook.parse(name(), text());
    }

    /** Keeps a reply in the place of the first that the predicate takes, or at the end. */
    public void put(RecordedReply reply, Predicate<RecordedReply> instead) {
        String before = text();
        List<RecordedReply> there = ReplyBook.parse(name(), before).replies();
        int at = -1;
        for (int i = 0; i < there.size() && at < 0; i++) {
            at = instead.test(there.get(i)) ? i : -1;
        }
        write(new ReplyText(name(), before).with(reply, at));
    }

    /** Removes the entries of those numbers, as {@link ReplyBook#replies} lists them. */
    public void remove(Set<Integer> entries) {
        write(new ReplyText(name(), text()).without(entries));
    }

    /** Whether it has become so large that a workspace would refuse to read a longer one. */
    public boolean isFull() {
        try {
            return Files.exists(file) && Files.size(file) > FULL;
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }

    private String text() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private void write(String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, ".", ENDING + ".part");
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    static Problem unreadable(Path path) {
        return new Problem(
                Problem.Kind.UNAVAILABLE,
                "The recorded replies in " + path.getFileName() + " cannot be read or written.");
    }
}
