package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.api.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The workspace's folder of recorded replies: every {@code *.replies.yaml} in it, read again when one has changed. A
 * missing folder is an empty book. Safe to share between threads.
 */
public final class ReplyFolder implements Supplier<ReplyBook> {
    private static final String ENDING = ".replies.yaml";

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
        Path file = folder.resolve(reply.flow() + ENDING);
        lock.lock();
        try {
            Files.createDirectories(folder);
            List<RecordedReply> kept = new ArrayList<>();
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                kept.addAll(parse(file).replies());
            }
            kept.removeIf(old -> old.flow().equals(reply.flow())
                    && old.state().equals(reply.state())
                    && old.question().equals(reply.question()));
            kept.add(reply);
            Path beside = Files.createTempFile(folder, ".", ENDING + ".part");
            Files.writeString(beside, write(kept), StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            stamps = Map.of();
            return file;
        } catch (IOException e) {
            throw unreadable(file);
        } finally {
            lock.unlock();
        }
    }

    static String write(List<RecordedReply> replies) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(4000)
                .setSplitLines(false)
                .build();
        return new Dump(settings)
                .dumpToString(replies.stream().map(RecordedReply::fields).toList());
    }

    private Map<Path, Stamp> look() {
        Map<Path, Stamp> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(ENDING))
                    .toList()) {
                found.put(file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
            }
        } catch (IOException e) {
            throw unreadable(folder);
        }
        return found;
    }

    private static ReplyBook read(Map<Path, Stamp> files) {
        List<RecordedReply> all = new ArrayList<>();
        files.keySet().forEach(file -> all.addAll(parse(file).replies()));
        return new ReplyBook(all);
    }

    private static ReplyBook parse(Path file) {
        try {
            return ReplyBook.parse(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static Problem unreadable(Path path) {
        return new Problem(
                Problem.Kind.UNAVAILABLE,
                "The recorded replies in " + path.getFileName() + " cannot be read or written.");
    }
}
