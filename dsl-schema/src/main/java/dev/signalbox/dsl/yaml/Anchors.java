package dev.signalbox.dsl.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The anchors of a file that may have some. What an alias stands for is counted again each time: a few lines that name each other
 * cost no more than the same values written out. An alias inside its own value, or deeper than a file may nest, is none.
 */
final class Anchors {
    private final Map<String, YamlNode> closed = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param anchor empty for a value without one */
    void begins(String anchor) {
        open.push(anchor);
    }

    void ends(YamlNode node) {
        name(open.pop(), node);
    }

    void name(String anchor, YamlNode node) {
        if (!anchor.isEmpty()) {
            closed.put(anchor, node);
        }
    }

    /** The value of an alias; null where the name is unknown so far, or still open. */
    @Nullable
    YamlNode value(String anchor) {
        return open.contains(anchor) ? null : closed.get(anchor);
    }

    /** How many values and keys it has, and how deep it nests. */
    record Size(int nodes, int depth) {
        static Size of(YamlNode node) {
            return switch (node) {
                case YamlNode.Scalar scalar -> new Size(1, 0);
                case YamlNode.Sequence sequence -> sum(sequence.items(), 0);
                case YamlNode.Mapping mapping ->
                    sum(
                            mapping.entries().values().stream()
                                    .map(YamlNode.Entry::value)
                                    .toList(),
                            mapping.entries().size());
            };
        }

        private static Size sum(Iterable<YamlNode> parts, int keys) {
            int nodes = 1 + keys;
            int depth = 0;
            for (YamlNode part : parts) {
                Size size = of(part);
                nodes += size.nodes();
                depth = Math.max(depth, size.depth());
            }
            return new Size(nodes, depth + 1);
        }
    }
}
