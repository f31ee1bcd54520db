package dev.signalbox.dsl.read;

/** Reads a whole workspace folder. */
public final class WorkspaceFolder {
    private WorkspaceFolder() {}

    /** Finds {@code signalbox.yaml} and every flow and test file below it. Without {@code signalbox.yaml} there is a finding (R605). */
    public static LoadedWorkspace load(Sources sources) {
        throw new UnsupportedOperationException();
    }
}
