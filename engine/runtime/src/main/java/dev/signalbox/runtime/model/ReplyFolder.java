package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The workspace's folder of recorded replies: every {@code *.replies.yaml} in it, read again when one has changed. A
 * missing folder is an empty book. Safe to share between threads.
 */
public final class ReplyFolder implements Supplier<ReplyBook> {
    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<Path, Stamp> stamps = Map.of();
    private ReplyBook book = ReplyBook.EMPTY;

    private record Stamp(FileTime at, long size) {}

    public ReplyFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public ReplyBook get() {
        lock.lock();
        try {
            Map<Path, Stamp> now = look();
            if (!now.equals(stamps)) {
                book = read(now);
                stamps = now;
            }
            return book;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a reply in the flow's own file, in place of one to the same question.
     *
     * @return the file
     */
    public Path record(Effect.ModelCall call, ModelOutcome.Replied replied) {
        return record(new RecordedReply(
                call.flow().value(),
                call.step().state().value(),
                call.question(),
                replied.text(),
                replied.inputTokens(),
                replied.outputTokens(),
                RecordedReply.spelled(call.messages())));
    }

    /** Keeps a reply in the flow's own file, in place of one to the same question. */
    public Path record(RecordedReply reply) {
        if (!reply.flow().matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new Problem(Problem.Kind.INVALID, "`" + reply.flow() + "` is no name for a file of replies.");
        }
        Path file = folder.resolve(reply.flow() + ReplyFile.ENDING);
        lock.lock();
        try {
            new ReplyFile(file)
                    .put(
                            reply,
                            old -> old.flow().equals(reply.flow())
                                    && old.state().equals(reply.state())
                                    && old.question().equals(reply.question()));
            stamps = Map.of();
            return file;
        } finally {
            lock.unlock();
        }
    }

    private Map<Path, Stamp> look() {
        Map<Path, Stamp> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(ReplyFile.ENDING))
                    .toList()) {
                found.put(file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
            }
        } catch (IOException e) {
            throw ReplyFile.unreadable(folder);
        }
        return found;
    }

    private static ReplyBook read(Map<Path, Stamp> files) {
        List<RecordedReply> all = new ArrayList<>();
        files.keySet().forEach(file -> all.addAll(new ReplyFile(file).read().replies()));
        return new ReplyBook(all);
    }
}
