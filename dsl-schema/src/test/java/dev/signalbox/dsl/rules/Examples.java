package dev.signalbox.dsl.rules;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examples as the checker sees them: a folder in memory. */
final class Examples {
    private Examples() {}

    static List<Diagnostic> check(Example example) {
        return WorkspaceChecker.check(WorkspaceFolder.load(new Files(example.files())))
                .diagnostics();
    }

    private record Files(Map<String, String> files) implements Sources {
        @Override
        public @Nullable String read(String path) {
            return files.get(path);
        }

        @Override
        public List<String> paths() {
            return List.copyOf(files.keySet());
        }
    }
}
