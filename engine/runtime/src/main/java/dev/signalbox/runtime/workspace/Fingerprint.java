package dev.signalbox.runtime.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Whether files have changed, by their times and sizes: cheap enough to be asked at every start of a run. */
record Fingerprint(Map<Path, Mark> marks) {
    private static final Mark ABSENT = new Mark(-1, -1);

    private record Mark(long nanos, long size) {}

    /** Of these files and folders as they are now; one that is not there is remembered as that. */
    static Fingerprint of(Set<Path> paths) {
        Map<Path, Mark> marks = new LinkedHashMap<>();
        paths.forEach(path -> marks.put(path, mark(path)));
        return new Fingerprint(marks);
    }

    boolean stillHolds() {
        return marks.entrySet().stream().allMatch(entry -> mark(entry.getKey()).equals(entry.getValue()));
    }

    private static Mark mark(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            long nanos = attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
            return new Mark(nanos, attributes.size());
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
