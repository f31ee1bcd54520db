package dev.signalbox.cli.validate;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.RewrittenFile;
import dev.signalbox.dsl.fix.Mended;
import dev.signalbox.dsl.fix.SafeFixes;
import dev.signalbox.dsl.lines.Patch;
import dev.signalbox.dsl.read.FileSources;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the safe fixes of the files that were named, or shows them. */
record Mending(Terminal terminal) {
    /** Prints a patch and writes nothing. */
    int show(Map<Path, Set<Path>> groups) {
        int changed = 0;
        int fixes = 0;
        for (Map.Entry<Path, Set<Path>> group : groups.entrySet()) {
            Mended mended = mended(group.getKey(), group.getValue());
            for (Map.Entry<String, Mended.File> file : mended.files().entrySet()) {
                terminal.out()
                        .print(Patch.of(
                                slashed(terminal.show(group.getKey().resolve(file.getKey()))),
                                file.getValue().before(),
                                file.getValue().after()));
            }
            changed += mended.files().size();
            fixes += mended.made().size();
        }
        terminal.remark(changed == 0 ? "nothing to mend" : "would mend " + told(fixes, changed));
        return changed == 0 ? Exit.FINE : Exit.FINDINGS;
    }

    /** Writes each file that changes. */
    void write(Map<Path, Set<Path>> groups) {
        int changed = 0;
        int fixes = 0;
        for (Map.Entry<Path, Set<Path>> group : groups.entrySet()) {
            Mended mended = mended(group.getKey(), group.getValue());
            for (Map.Entry<String, Mended.File> file : mended.files().entrySet()) {
                Path path = group.getKey().resolve(file.getKey());
                Path real = new FileSources(group.getKey()).file(file.getKey());
                if (real == null) {
                    throw new Complaint(terminal.show(path) + " is no longer there, so it was not mended");
                }
                RewrittenFile.write(
                        real,
                        terminal.show(path),
                        file.getValue().before(),
                        file.getValue().after());
            }
            changed += mended.files().size();
            fixes += mended.made().size();
        }
        if (changed > 0) {
            terminal.remark("mended " + told(fixes, changed));
        }
    }

    private static Mended mended(Path folder, Set<Path> files) {
        Set<String> wanted = new TreeSet<>();
        files.forEach(file -> wanted.add(slashed(folder.relativize(file).toString())));
        return SafeFixes.of(new FileSources(folder), wanted);
    }

    private static String slashed(String path) {
        return path.replace('\\', '/');
    }

    private static String told(int fixes, int files) {
        return fixes + (fixes == 1 ? " finding in " : " findings in ") + files + (files == 1 ? " file" : " files");
    }
}
