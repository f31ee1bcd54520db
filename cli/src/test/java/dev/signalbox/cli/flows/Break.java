package dev.signalbox.cli.flows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that somebody might do to a sample flow and should not. They stand in {@code broken/NAME.txt}: a sentence, then
 * {@code -} what stood there and {@code +} what stands there instead.
 *
 * @param text the broken flow
 */
record Break(String flow, String sentence, String text) {
    static List<Break> of(String flow) {
        List<Break> found = new ArrayList<>();
        for (String section : resource("/broken/" + flow + ".txt").split("(?m)^=== ")) {
            if (!section.isBlank()) {
                List<String> lines = section.lines().toList();
                found.add(new Break(flow, lines.getFirst(), broken(flow, lines.subList(1, lines.size()))));
            }
        }
        return found;
    }

    private static String broken(String flow, List<String> lines) {
        String text = Bench.text(flow);
        List<String> out = new ArrayList<>();
        List<String> in = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("-") && !in.isEmpty()) {
                text = edited(text, out, in);
            }
            (line.startsWith("-") ? out : in).add(line.length() > 1 ? line.substring(2) : "");
        }
        return edited(text, out, in);
    }

    private static String edited(String text, List<String> out, List<String> in) {
        String from = String.join("\n", out);
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new IllegalArgumentException((at < 0 ? "not there: " : "there twice: ") + from);
        }
        String edited = text.substring(0, at) + String.join("\n", in) + text.substring(at + from.length());
        out.clear();
        in.clear();
        return edited;
    }

    private static String resource(String name) {
        try (InputStream in = Break.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    @Override
    public String toString() {
        return flow + ": " + sentence;
    }
}
