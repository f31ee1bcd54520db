package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.schema.Schemas;
import org.jspecify.annotations.Nullable;

/** The kinds of file that the language has. */
public enum FileKind {
    FLOW(Schemas.Kind.FLOW),
    WORKSPACE(Schemas.Kind.WORKSPACE),
    TEST(Schemas.Kind.TEST);

    private final Schemas.Kind schema;

    FileKind(Schemas.Kind schema) {
        this.schema = schema;
    }

    Schemas.Kind schema() {
        return schema;
    }

    /** The kind of a file by its path in the workspace; null for one that is none of ours. */
    public static @Nullable FileKind of(String path) {
        if (path.equals(WorkspaceReader.FILE)) {
            return WORKSPACE;
        }
        if (path.endsWith(".flow.yaml")) {
            return FLOW;
        }
        return path.endsWith(".test.yaml") ? TEST : null;
    }
}
