package dev.signalbox.dsl.mutate;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Faults of a whole part of the tree, a value or an entry with all that is in it: gone, doubled, or in another's place. */
final class Trees {
    /** A part of the text, from its first character up to the one behind its last. */
    private record Part(int from, int to) {
        String of(String text) {
            return text.substring(from, to);
        }
    }

    private Trees() {}

    static String delete(String text, Random random) {
        Part one = any(text, random);
        return text.substring(0, one.from()) + text.substring(one.to());
    }

    static String duplicate(String text, Random random) {
        Part one = any(text, random);
        String line = "\n" + " ".repeat(column(text, one.from()));
        String between = random.nextBoolean() ? line : ", ";
        return text.substring(0, one.to()) + between + one.of(text) + text.substring(one.to());
    }

    /** One part stands where another stood. */
    static String replace(String text, Random random) {
        Part one = any(text, random);
        return text.substring(0, one.from()) + any(text, random).of(text) + text.substring(one.to());
    }

    static String swap(String text, Random random) {
        Part one = any(text, random);
        Part other = any(text, random);
        Part first = one.from() <= other.from() ? one : other;
        Part second = first.equals(one) ? other : one;
        return first.to() > second.from()
                ? text
                : text.substring(0, first.from())
                        + second.of(text)
                        + text.substring(first.to(), second.from())
                        + first.of(text)
                        + text.substring(second.to());
    }

    private static int column(String text, int at) {
        return at - text.lastIndexOf('\n', at - 1) - 1;
    }

    private static Part any(String text, Random random) {
        String body = text.startsWith("\ufeff") ? text.substring(1) : text;
        int shift = text.length() - body.length();
        YamlNode root = YamlReader.read("f", text).root();
        List<Part> parts = new ArrayList<>();
        if (root != null) {
            collect(root, starts(body), shift, parts);
        }
        return parts.isEmpty() ? new Part(0, text.length()) : parts.get(random.nextInt(parts.size()));
    }

    private static void collect(YamlNode node, List<Integer> starts, int shift, List<Part> parts) {
        switch (node) {
            case YamlNode.Scalar scalar -> {}
            case YamlNode.Sequence list ->
                list.items().forEach(item -> {
                    parts.add(part(item.place().span(), item.place().span(), starts, shift));
                    collect(item, starts, shift, parts);
                });
            case YamlNode.Mapping mapping ->
                mapping.entries().values().forEach(entry -> {
                    Span key = entry.key().place().span();
                    Span value = entry.value().place().span();
                    parts.add(part(key, value, starts, shift));
                    parts.add(part(value, value, starts, shift));
                    collect(entry.value(), starts, shift, parts);
                });
        }
    }

    private static Part part(Span first, Span last, List<Integer> starts, int shift) {
        int from = starts.get(first.line() - 1) + first.column() - 1 + shift;
        int to = starts.get(last.endLine() - 1) + last.endColumn() - 1 + shift;
        return new Part(from, Math.max(from, to));
    }

    private static List<Integer> starts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                starts.add(i + 1);
            }
        }
        return starts;
    }
}
