package dev.signalbox.cli.lsp;

import dev.signalbox.dsl.assist.Desk;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One workspace folder as the client sees it: what is open in the place of what is on the disk. */
final class Project {
    private final Path root;
    private final OpenFiles open;
    private volatile @Nullable Desk desk;
    private volatile Map<String, List<Diagnostic>> findings = Map.of();

    Project(Path root, OpenFiles open) {
        this.root = root;
        this.open = open;
    }

    Path root() {
        return root;
    }

    /** The path of a file in this workspace. */
    String path(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    Path file(String path) {
        return root.resolve(path).normalize();
    }

    /** The address of a file, as the client writes it when it has it open. */
    String uri(String path) {
        Path file = file(path);
        OpenFiles.OpenFile known = open.get(file);
        return known == null ? file.toUri().toString() : known.uri();
    }

    /** All files as they stand now. */
    Desk now() {
        Map<String, String> texts = new LinkedHashMap<>();
        open.all().forEach((file, opened) -> {
            if (file.startsWith(root)) {
                texts.put(path(file), opened.text());
            }
        });
        Desk read = Desk.of(new Overlay(new FileSources(root), texts));
        desk = read;
        return read;
    }

    /** All files as they were last read: recent enough for what another file says. */
    Desk recent() {
        Desk known = desk;
        return known == null ? now() : known;
    }

    /** Every finding by file, suppressions applied; a file without any has an empty list. */
    Map<String, List<Diagnostic>> check() {
        Desk read = now();
        Map<String, List<Diagnostic>> found = new LinkedHashMap<>();
        read.loaded().flows().keySet().forEach(path -> found.put(path, new ArrayList<>()));
        read.loaded().tests().keySet().forEach(path -> found.put(path, new ArrayList<>()));
        for (Diagnostic one : WorkspaceChecker.check(read.loaded()).told()) {
            found.computeIfAbsent(one.place().span().file(), path -> new ArrayList<>())
                    .add(one);
        }
        findings = Map.copyOf(found);
        return found;
    }

    /** What the last check said of a file. */
    List<Diagnostic> findings(String path) {
        return findings.getOrDefault(path, List.of());
    }
}
