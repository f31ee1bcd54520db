package dev.signalbox.dsl.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a rule looks like in files: parts of a small workspace, the rest of which is the {@link Frame}'s. */
public record Example(List<Part> parts) {
    public Example {
        parts = List.copyOf(parts);
    }

    /**
     * A file, or what differs in it from the frame's file of that path.
     *
     * @param language what the text is written in, for a page
     */
    public record Part(String file, String language, String text) {}

    /** The whole workspace by path: the frame with the example in it. */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>(Frame.workspace());
        for (Part part : parts) {
            files.put(part.file(), Frame.around(part.file(), part.text()));
        }
        return files;
    }

    /** The parts as they are written; a part that is not the flow's says above which file it belongs to. */
    public String text() {
        return parts.stream()
                .map(part -> (part.file().equals(Frame.FLOW) ? "" : "# " + part.file() + "\n") + part.text())
                .collect(Collectors.joining("\n"));
    }
}
