package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.read.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The workspace of the refund desk, in which somebody writes: {@code ‸} is where the cursor stands. */
final class Shop {
    static final String FLOW = "refund-desk.flow.yaml";
    static final String TEST = "refund-desk.test.yaml";
    static final String WORKSPACE = "signalbox.yaml";

    private final TreeMap<String, String> files = new TreeMap<>();

    Shop() {
        for (String name : List.of(FLOW, TEST, WORKSPACE)) {
            files.put(name, resource(name));
        }
    }

    static String resource(String name) {
        try (InputStream in = Shop.class.getResourceAsStream("/dev/signalbox/dsl/read/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    Shop with(String path, String text) {
        files.put(path, text);
        return this;
    }

    String text(String path) {
        return files.get(path);
    }

    Sources sources() {
        return new Sources() {
            @Override
            public @Nullable String read(String path) {
                return files.get(path);
            }

            @Override
            public List<String> paths() {
                return List.copyOf(files.keySet());
            }
        };
    }

    Desk desk() {
        return Desk.of(sources());
    }

    /** What is proposed when a part of a file's text, which stands there once, has been replaced by what is being written. */
    List<Proposal> writing(String path, String part, String written) {
        return at(path, replaced(path, part, written));
    }

    String replaced(String path, String part, String written) {
        String text = text(path);
        int at = text.indexOf(part);
        if (at < 0 || text.indexOf(part, at + 1) >= 0) {
            throw new IllegalArgumentException("not there once: " + part);
        }
        return text.replace(part, written);
    }

    List<Proposal> at(String path, String marked) {
        return Completion.at(desk(), path, marked.replace("‸", ""), marked.indexOf('‸'));
    }

    static List<String> labels(List<Proposal> proposals) {
        return proposals.stream().map(Proposal::label).toList();
    }

    static Map<String, Proposal> byLabel(List<Proposal> proposals) {
        Map<String, Proposal> found = new TreeMap<>();
        proposals.forEach(one -> found.putIfAbsent(one.label(), one));
        return found;
    }

    /** The text after a proposal has been taken. */
    static String taken(String marked, Proposal proposal) {
        String text = marked.replace("‸", "");
        return text.substring(0, proposal.from()) + proposal.insert() + text.substring(proposal.to());
    }
}
