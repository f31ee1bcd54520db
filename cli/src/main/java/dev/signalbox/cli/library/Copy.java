package dev.signalbox.cli.library;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.lines.LineEnds;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.Overlay;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A flow of the library as somebody's own: what is to be written into a folder, checked before anything is. Nothing that is
 * there is overwritten; a {@code signalbox.yaml} that is there gets what is missing, or the copy is refused with the lines
 * to add.
 *
 * @param files the texts to write, by path relative to the workspace; {@code signalbox.yaml} among them where it changes
 * @param said what happened to {@code signalbox.yaml}, a sentence a line
 */
public record Copy(Map<String, String> files, List<String> said) {
    private static final String REPLIES = "replies/";

    public Copy {
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        said = List.copyOf(said);
    }

    /**
     * @param workspace the workspace around the folder, or null where there is none yet: then {@code into} becomes one
     * @param template the beginning of a new {@code signalbox.yaml}
     */
    public static Copy of(
            Library library, Original like, String name, Path into, @Nullable Path workspace, String template) {
        Needs needs = Needs.of(like.texts().values(), library.workspace());
        return workspace == null
                ? fresh(library, like, name, needs, template)
                : beside(library, like, name, needs, workspace, into);
    }

    private static Copy fresh(Library library, Original like, String name, Needs needs, String template) {
        Map<String, String> files = new LinkedHashMap<>();
        String text = Merge.into(template, needs)
                .orElseThrow(() -> new IllegalStateException("the template takes nothing"))
                .text();
        files.put(Workspaces.FILE, replying(like, text));
        files.putAll(like.named(name, "", REPLIES));
        standIns(needs, needs.maps().getOrDefault("stand_ins", Map.of()).keySet(), library, files);
        return new Copy(files, List.of());
    }

    private static Copy beside(Library library, Original like, String name, Needs needs, Path root, Path into) {
        Sources there = new FileSources(root);
        String text = there.read(Workspaces.FILE);
        LoadedWorkspace before = WorkspaceFolder.load(there);
        if (text == null || before.read().diagnostics().stream().anyMatch(Copy::isError)) {
            throw new Complaint("signalbox.yaml has errors; mend them first ('signalbox validate')");
        }
        unknownTo(before.workspace(), needs);
        Merge.Merged merged = Merge.into(text, needs).orElseThrow(() -> byHand(needs));

        String beside = root.relativize(into).toString().replace('\\', '/');
        String replies = before.workspace().replies();
        String folder = replies == null ? REPLIES : replies.endsWith("/") ? replies : replies + "/";
        Map<String, String> files = new LinkedHashMap<>();
        String now = replies == null ? replying(like, merged.text()) : merged.text();
        if (!now.equals(text)) {
            files.put(Workspaces.FILE, now);
        }
        files.putAll(like.named(name, beside.isEmpty() ? "" : beside + "/", folder));
        standIns(needs, merged.added().getOrDefault("stand_ins", List.of()), library, files);
        files.entrySet().removeIf(file -> !file.getKey().equals(Workspaces.FILE) && same(file, there));
        checked(before, there, files);
        return new Copy(files, said(merged));
    }

    /** The file with a folder of replies, where there are any. */
    private static String replying(Original like, String text) {
        boolean any = like.texts().keySet().stream().anyMatch(path -> path.startsWith(REPLIES));
        String ended = text.endsWith("\n") ? text : text + "\n";
        return any ? LineEnds.as(text, ended + "\nreplies: " + REPLIES + "\n") : text;
    }

    /** Stand-ins keep the name of the service that they stand for; several flows may use one. */
    private static void standIns(Needs needs, Iterable<String> names, Library library, Map<String, String> files) {
        for (String name : names) {
            String path = needs.maps().getOrDefault("stand_ins", Map.of()).get(name);
            String text = path == null ? null : library.texts().get(path);
            if (path != null && text != null) {
                files.put(path, text);
            }
        }
    }

    private static boolean same(Map.Entry<String, String> file, Sources there) {
        String text = there.read(file.getKey());
        if (text != null && !text.equals(file.getValue())) {
            throw new Complaint(file.getKey() + " is there already; nothing was written");
        }
        return text != null;
    }

    /** Somebody of that name who is somebody else would not decide in the flow's test what the library's decides. */
    private static void unknownTo(Workspace workspace, Needs needs) {
        needs.maps().getOrDefault("people", Map.of()).forEach((id, written) -> {
            Workspace.Person there = workspace.people().get(id);
            List<String> lacking = there == null
                    ? List.of()
                    : needs.deciders().stream()
                            .filter(group -> written.matches(".*\\b" + group + "\\b.*"))
                            .filter(group -> !there.groups().contains(group))
                            .toList();
            if (!lacking.isEmpty()) {
                throw new Complaint("`" + id + "` of signalbox.yaml is not in " + String.join(", ", lacking)
                        + ", as the flow's test expects; nothing was written. Who may decide is yours to say: add "
                        + (lacking.size() == 1 ? "that group" : "those groups") + " there, or rename that person");
            }
        });
    }

    private static Complaint byHand(Needs needs) {
        return new Complaint(
                "signalbox.yaml is written in a way that nothing can be put into safely; nothing was written."
                        + " Add what is missing of this and try again:\n\n" + needs.yaml());
    }

    /** What the folder would say with the copy in it, beside what it says without. */
    private static void checked(LoadedWorkspace before, Sources there, Map<String, String> files) {
        Set<String> known = WorkspaceChecker.check(before).diagnostics().stream()
                .map(Copy::line)
                .collect(Collectors.toCollection(HashSet::new));
        List<String> found =
                WorkspaceChecker.check(WorkspaceFolder.load(new Overlay(there, files))).diagnostics().stream()
                        .filter(Copy::isError)
                        .map(Copy::line)
                        .filter(line -> !known.contains(line))
                        .toList();
        if (!found.isEmpty()) {
            throw new Complaint(
                    "the copy does not fit this workspace; nothing was written\n  " + String.join("\n  ", found));
        }
    }

    private static boolean isError(Diagnostic diagnostic) {
        return diagnostic.severity() == Severity.ERROR;
    }

    private static String line(Diagnostic found) {
        return found.place().span().file() + ": " + found.code() + ": " + found.message();
    }

    private static List<String> said(Merge.Merged merged) {
        List<String> said = new ArrayList<>();
        merged.added()
                .forEach((section, names) ->
                        said.add("added to signalbox.yaml, " + section + ": " + String.join(", ", names)));
        merged.kept().forEach((section, names) -> {
            if (!section.equals("env") && !section.equals("groups")) {
                said.add("left in signalbox.yaml as it was, " + section + ": " + String.join(", ", names));
            }
        });
        return said;
    }
}
