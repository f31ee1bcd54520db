package dev.signalbox.cli.docs;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code validate} says of one file of a workspace, told at the lines of the page that shows it. */
record Findings(List<Diagnostic> all) {
    static Findings of(Path workspace, String file) {
        return new Findings(
                WorkspaceChecker.check(WorkspaceFolder.load(new FileSources(workspace))).diagnostics().stream()
                        .filter(found -> found.place().span().file().equals(file))
                        .filter(found -> found.severity() != Severity.INFO)
                        .toList());
    }

    Findings errors() {
        return new Findings(all.stream().filter(Diagnostic::isError).toList());
    }

    /** Refuses any finding that the page does not announce, and an announced one that is not there. */
    void mustBe(Block block, IntFunction<String> place) {
        Set<String> codes =
                all.stream().map(Diagnostic::code).map(Code::name).collect(Collectors.toCollection(TreeSet::new));
        if (codes.equals(block.marks().finds())) {
            return;
        }
        String told = all.stream()
                .map(found -> "\n  " + place.apply(found.place().span().line()) + ": "
                        + found.severity().name().toLowerCase(java.util.Locale.ROOT) + " " + found.code() + " "
                        + found.message() + (found.help() == null ? "" : " " + found.help()))
                .collect(Collectors.joining());
        throw new AssertionError(block.place() + ": this block has "
                + (codes.isEmpty() ? "no findings" : "the findings " + codes)
                + ", and the page says "
                + (block.marks().finds().isEmpty()
                        ? "nothing of any"
                        : block.marks().finds())
                + ". Mend the block, or write above it: <!-- finds: " + String.join(", ", codes) + " -->" + told);
    }

    /** The folder with a signalbox.yaml around a file, or the root where none has one. */
    static Path workspaceOf(Path root, Path file) {
        for (Path at = file.getParent(); at != null && at.startsWith(root); at = at.getParent()) {
            if (Files.exists(at.resolve("signalbox.yaml"))) {
                return at;
            }
        }
        return root;
    }

    /** Copies a folder's files, but for what a run of them left. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!from.relativize(file).toString().contains(".signalbox")) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
