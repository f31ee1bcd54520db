package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 (core schema) into a tree with places. It takes the parser's events one by one and stops at the first
 * that crosses a limit, so that neither depth nor size of a hostile file costs more than the limit. It never throws at a
 * text.
 */
public final class YamlReader {
    /** Most bytes of a file, in UTF-8. */
    public static final int MAX_BYTES = 256 * 1024;

    /** How deep collections may nest. */
    public static final int MAX_DEPTH = 50;

    /** Most scalars, lists and mappings of one file together, keys included. */
    public static final int MAX_NODES = 10_000;

    /**
     * How much of a text is read. The language's own files have {@link #OF_A_FILE}; a description of another system may be larger.
     *
     * @param foreign whether it is such a description, which was not written for this reader: aliases stand for what they name, each
     *     counted as if it were written out, and an integer beyond 64 bits is the nearest double
     */
    public record Extent(int bytes, int nodes, boolean foreign) {
        public static final Extent OF_A_FILE = new Extent(MAX_BYTES, MAX_NODES, false);
    }

    private YamlReader() {}

    /** @param file the path that places carry */
    public static YamlFile read(String file, String text) {
        return read(file, text, Extent.OF_A_FILE);
    }

    /** @param file the path that places carry */
    public static YamlFile read(String file, String text, Extent most) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        LineMap lines = new LineMap(file, body);
        Diagnostic refused = refuseUnread(lines, body, most.bytes());
        if (refused != null) {
            return new YamlFile(file, null, List.of(refused), List.of());
        }
        TreeBuilder builder = new TreeBuilder(lines, most);
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setCodePointLimit(Math.max(1, body.length()))
                    .build();
            for (Event event : new Parse(settings).parseString(body)) {
                if (!builder.accept(event)) {
                    break;
                }
            }
        } catch (MarkedYamlEngineException wrong) {
            builder.report(SyntaxErrors.of(wrong, lines));
        } catch (YamlEngineException wrong) {
            builder.report(SyntaxErrors.unmarked(wrong, lines));
        } catch (RuntimeException | StackOverflowError wrong) {
            builder.report(SyntaxErrors.plain(lines, 0, "This is not YAML that can be read."));
        }
        return finish(file, lines, builder);
    }

    private static YamlFile finish(String file, LineMap lines, TreeBuilder builder) {
        List<Diagnostic> found = new ArrayList<>(builder.diagnostics());
        YamlNode root = builder.root();
        if (root == null && found.stream().noneMatch(Diagnostic::isError)) {
            found.add(SyntaxErrors.plain(lines, 0, "The file is empty."));
        }
        return new YamlFile(file, root, found, Comments.suppressions(lines, builder.blocks()));
    }

    /** What is wrong with the text before any of it is parsed, or null. */
    private static @Nullable Diagnostic refuseUnread(LineMap lines, String body, int most) {
        if (body.length() > most || utf8Length(body) > most) {
            return SyntaxErrors.plain(
                    lines, 0, "The file is larger than " + most / 1024 + " KiB, the most that is read.");
        }
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\uFFFD') {
                return SyntaxErrors.plain(lines, i, "The file is not UTF-8 text.")
                        .withHelp(
                                "Save it as UTF-8: an editor or a shell wrote it in another encoding, such as UTF-16 or Latin-1.");
            }
            boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
            if (control || c == 0x7f || (Character.isSurrogate(c) && loneSurrogate(body, i))) {
                return SyntaxErrors.plain(lines, i, String.format("The file is not text: it holds U+%04X.", (int) c));
            }
        }
        return null;
    }

    private static boolean loneSurrogate(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && loneSurrogate(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** A place for a whole file that has no tree. */
    public static Place top(String file) {
        return new Place(dev.signalbox.dsl.diagnostic.Span.point(file, 1, 1), "");
    }

    static Diagnostic finding(Code code, LineMap lines, int from, int to, String path, String message) {
        return Diagnostic.of(code, new Place(lines.span(from, to), path), message);
    }
}
