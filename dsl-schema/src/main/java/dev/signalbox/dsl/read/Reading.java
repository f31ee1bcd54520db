package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the readers of one file share: its findings, its numbered expressions, the files it names. Used by one thread. */
final class Reading {
    private final String path;
    private final Sources sources;
    private final Places places;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<Expr> expressions = new ArrayList<>();
    private final SortedMap<String, String> files = new TreeMap<>();
    private final SortedMap<String, String> media = new TreeMap<>();

    Reading(String path, Sources sources, Places places) {
        this.path = path;
        this.sources = sources;
        this.places = places;
    }

    String path() {
        return path;
    }

    Places places() {
        return places;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    List<Expr> expressions() {
        return expressions;
    }

    SortedMap<String, String> files() {
        return files;
    }

    /** The pictures and documents that the file names, as base64 by path. */
    SortedMap<String, String> media() {
        return media;
    }

    void add(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    boolean errorAt(Place place) {
        return diagnostics.stream()
                .anyMatch(d -> d.isError() && d.place().span().equals(place.span()));
    }

    /** A value that is not what it has to be (Y006). */
    void wrong(YamlNode node, String expected) {
        add(Diagnostic.of(
                Code.Y006,
                node.place(),
                subject(node.place().path()) + " must be " + expected + ", not " + described(node) + "."));
    }

    /** A value out of a closed list (Y006), with a did-you-mean. */
    void notOneOf(YamlNode node, Collection<String> known) {
        String word = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        add(Diagnostic.of(
                        Code.Y006,
                        node.place(),
                        subject(node.place().path()) + " must be one of " + listed(known) + ", not " + described(node)
                                + ".")
                .withSuggestion(Nearest.to(word, known)));
    }

    /** A key that does not belong there (Y004), with a did-you-mean. */
    void unknownKey(YamlNode.Scalar key, String owner, Collection<String> known) {
        add(misspelt(
                Diagnostic.of(Code.Y004, key.place(), "`" + clip(key.text()) + "` is no key of " + owner + ".")
                        .withHelp(known.isEmpty() ? null : "Known here: " + String.join(", ", known) + "."),
                key.text(),
                known));
    }

    /** A key's finding with the nearest of the known ones, to be written unasked when it is the only one near and stands nowhere beside. */
    Diagnostic misspelt(Diagnostic found, String written, Collection<String> known) {
        String sure = Nearest.sure(written, known);
        String path = found.place().path();
        boolean taken = sure == null || places.key(path.substring(0, path.lastIndexOf('/') + 1) + sure) != null;
        return sure == null || taken
                ? found.withSuggestion(Nearest.to(written, known))
                : found.withSafeSuggestion(sure);
    }

    /** A key that has to be there and is not (Y005), told at the key that owns the mapping. */
    void missing(YamlNode owner, String what, String key) {
        add(Diagnostic.of(Code.Y005, head(owner), what + " needs the key `" + key + "`."));
    }

    /** The key of a node, or where the node starts when it has none. */
    Place head(YamlNode node) {
        Place key = places.key(node.place().path());
        if (key != null) {
            return key;
        }
        Span span = node.place().span();
        return new Place(
                Span.point(span.file(), span.line(), span.column()),
                node.place().path());
    }

    Expr expression(String source, Place place, List<Expr.Bend> bends) {
        Expr expr = new Expr(expressions.size(), source, place, bends);
        expressions.add(expr);
        return expr;
    }

    /** Whether there is a file of that path in the workspace. */
    boolean has(String resolved) {
        return sources.read(resolved) != null;
    }

    /** The text of a file that a node names, by a path relative to this file; null with a finding when there is none. */
    @Nullable
    String file(YamlNode node, String reference) {
        String resolved = resolve(reference);
        String text = resolved == null ? null : sources.read(resolved);
        if (resolved == null || text == null) {
            noFile(node, reference, resolved);
            return null;
        }
        if (text.length() > FileSources.MAX_BYTES || text.indexOf('\uFFFD') >= 0 || text.indexOf('\0') >= 0) {
            add(Diagnostic.of(Code.Y006, node.place(), "`" + clip(resolved) + "` is not UTF-8 text of at most 1 MiB.")
                    .withHelp("A picture or document is a context item with `as: image` or `as: document`."));
            return null;
        }
        files.put(resolved, text);
        return text;
    }

    /** The bytes of a file that a node names, at most one more than a picture may have; null with a finding when there is none. */
    byte @Nullable [] bytes(YamlNode node, String reference) {
        String resolved = resolve(reference);
        byte[] bytes = resolved == null ? null : sources.bytes(resolved);
        if (bytes == null) {
            noFile(node, reference, resolved);
        }
        return bytes;
    }

    private void noFile(YamlNode node, String reference, @Nullable String resolved) {
        String why = resolved == null
                ? "`" + clip(reference) + "` leads out of the workspace."
                : "There is no file `" + clip(resolved) + "` in the workspace.";
        add(Diagnostic.of(Code.Y006, node.place(), why).withHelp("A path is relative to the file that names it."));
    }

    /** A path in the workspace, or null when it would lead out of it. */
    @Nullable
    String resolve(String reference) {
        if (reference.isEmpty()
                || reference.startsWith("/")
                || reference.indexOf('\\') >= 0
                || reference.contains(":")) {
            return null;
        }
        List<String> parts = new ArrayList<>(List.of(path.split("/")));
        parts.removeLast();
        for (String part : reference.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return null;
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? null : String.join("/", parts);
    }

    /** What a pointer names, for a sentence: {@code `visits`}, {@code item 2 of `show`}. */
    static String subject(String pointer) {
        if (pointer.isEmpty()) {
            return "The file";
        }
        int cut = pointer.lastIndexOf('/');
        String last = pointer.substring(cut + 1).replace("~1", "/").replace("~0", "~");
        if (last.matches("[0-9]{1,5}") && cut > 0) {
            String owner = pointer.substring(pointer.lastIndexOf('/', cut - 1) + 1, cut);
            return "Item " + (Integer.parseInt(last) + 1) + " of `" + owner + "`";
        }
        return "`" + clip(last) + "`";
    }

    static String described(YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence -> "a list";
            case YamlNode.Mapping mapping -> "a mapping";
            case YamlNode.Scalar scalar ->
                switch (scalar.value()) {
                    case String text -> text.isEmpty() ? "an empty text" : "`" + clip(text) + "`";
                    case Boolean flag -> "the boolean `" + flag + "`";
                    case Number number -> "the number `" + clip(scalar.text()) + "`";
                    default -> "nothing";
                };
        };
    }

    static String listed(Collection<String> words) {
        return "`" + String.join("`, `", words) + "`";
    }

    static String clip(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= 60 ? line : line.substring(0, 57) + "…";
    }
}
