package dev.signalbox.dsl.bundle;

import java.util.Map;

/**
 * What a run pins: a flow's text, the files it names, and what it uses of the workspace (models, shared actions,
 * defaults), so that a later change of any of them does not touch a run under way.
 *
 * @param path the flow file's path in the workspace
 * @param flow the flow file's text
 * @param files the text of each file the flow names, by path
 * @param workspace the used parts of {@code signalbox.yaml} as canonical JSON, which is YAML too
 */
public record Bundle(String path, String flow, Map<String, String> files, String workspace) {
    /** SHA-256 over the canonical JSON of this record, in lower-case hex. */
    public String hash() {
        throw new UnsupportedOperationException();
    }
}
