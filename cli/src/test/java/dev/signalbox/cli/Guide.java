package dev.signalbox.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document lets its reader do: write files, each under a line with its name, and type commands, each with what it
 * prints below it.
 */
record Guide(Map<String, String> files, List<Typed> commands) {
    private static final Pattern FILE = Pattern.compile("(?ms)^`([\\w./-]+)`:\\n\\n```\\w+\\n(.*?)^```$");
    private static final Pattern COMMAND =
            Pattern.compile("(?ms)^```sh\\n\\./signalbox ([^\\n]*)\\n```\\n\\n```text\\n(.*?)^```$");

    /** @param prints what it prints; where it begins with a line of an ellipsis, how that ends */
    record Typed(String line, String prints) {}

    /** What its reader writes, in a folder. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    static Guide of(Path document) throws IOException {
        String text = Files.readString(document);
        Map<String, String> files = new LinkedHashMap<>();
        for (Matcher file = FILE.matcher(text); file.find(); ) {
            files.put(file.group(1), file.group(2));
        }
        List<Typed> commands = new ArrayList<>();
        for (Matcher command = COMMAND.matcher(text); command.find(); ) {
            commands.add(new Typed(command.group(1), command.group(2)));
        }
        return new Guide(files, commands);
    }
}
