package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which operations of a document are wanted: by id, tag, method ({@code GET}), path, or method and path; {@code *} stands for any
 * characters. One that is wanted and not there is an error, so that a slip of the pen does not import less in silence.
 */
final class Choice {
    private static final int MOST_NAMED = 12;

    private Choice() {}

    static List<Operations.Operation> of(List<Operations.Operation> all, List<String> only) throws NotAnOpenApi {
        if (only.isEmpty()) {
            return all;
        }
        Map<String, Pattern> wanted = new LinkedHashMap<>();
        only.forEach(word -> wanted.put(word, pattern(word)));
        List<Operations.Operation> chosen = new ArrayList<>();
        Set<String> used = new HashSet<>();
        Set<String> offered = new TreeSet<>();
        for (Operations.Operation operation : all) {
            List<String> called = called(operation);
            offered.addAll(called);
            List<String> meant = wanted.entrySet().stream()
                    .filter(word -> called.stream()
                            .anyMatch(name -> word.getValue().matcher(name).matches()))
                    .map(Map.Entry::getKey)
                    .toList();
            used.addAll(meant);
            if (!meant.isEmpty()) {
                chosen.add(operation);
            }
        }
        for (String word : only) {
            if (!used.contains(word)) {
                String near = Nearest.to(word, offered);
                throw new NotAnOpenApi("The document has no operation, path and tag called " + word + "."
                        + (near == null ? " --list shows all." : " Did you mean " + near + "?"));
            }
        }
        return chosen;
    }

    private static List<String> called(Operations.Operation operation) {
        List<String> names = new ArrayList<>(operation.tags());
        String id = operation.node().text("operationId");
        names.add(id.isEmpty() ? operation.name() : id);
        names.add(operation.name());
        names.add(operation.method().toUpperCase(Locale.ROOT));
        names.add(operation.path());
        names.add(operation.request());
        return names;
    }

    private static Pattern pattern(String word) {
        return Pattern.compile(Pattern.quote(word).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    /** How to want less, for a document that is too much for one file. */
    static String less(List<OpenApiImport.Offer> offers) {
        Map<String, Integer> tags = new LinkedHashMap<>();
        Map<String, Integer> paths = new LinkedHashMap<>();
        for (OpenApiImport.Offer offer : offers) {
            offer.tags().forEach(tag -> tags.merge(tag, 1, Integer::sum));
            String path = offer.request().split(" ", 2)[1];
            String[] parts = path.split("/");
            String begins = parts.length > 2 ? "/" + parts[1] + "/" + parts[2] : path;
            paths.merge(begins.replaceFirst("[{(].*", "") + "*", 1, Integer::sum);
        }
        return " Take what your flows call: --only takes ids, tags, methods and paths, with * for any characters, and --list shows"
                + " all operations."
                + (tags.size() > 1
                        ? " The tags with most: " + most(tags) + "."
                        : paths.size() > 1 ? " The paths with most: " + most(paths) + "." : "");
    }

    private static String most(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted((one, other) -> other.getValue() - one.getValue())
                .limit(MOST_NAMED)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
