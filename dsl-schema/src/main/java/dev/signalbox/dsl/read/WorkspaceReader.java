package dev.signalbox.dsl.read;

/** Reads {@code signalbox.yaml} into its model. Never throws at a user's file. */
public final class WorkspaceReader {
    /** The workspace file's path in its folder. */
    public static final String FILE = "signalbox.yaml";

    private WorkspaceReader() {}

    public static ReadWorkspace read(String text, Sources sources) {
        throw new UnsupportedOperationException();
    }
}
