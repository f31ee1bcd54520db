package dev.signalbox.cli.docs;

import dev.signalbox.cli.docs.Block.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page read for its fenced blocks, in their order.
 *
 * @param folder the folder of the repository that its reader is taken to stand beside, a copy of which is theirs; or null
 * @param javaOf the folder of the repository whose files the Java of the page is taken from, which their own build compiles; or null
 * @param problems fences without a language and comments that are none of the notation's, each with its place
 */
record Page(String name, @Nullable String folder, @Nullable String javaOf, List<Block> blocks, List<String> problems) {
    private static final Pattern FENCE = Pattern.compile("^( *)(```+)\\s*(\\S*)(.*)$");
    private static final Pattern FILE = Pattern.compile("^ *`([\\w./-]+)`:$");
    private static final Pattern COMMENT = Pattern.compile("^ *<!-- *([a-z-][a-z -]*?) *(?:: *(.*?))? *-->$");
    private static final Pattern CODES = Pattern.compile("[A-Z]\\d{3}(, [A-Z]\\d{3})*");

    static Page of(String name, Path file) throws IOException {
        Reading reading = new Reading(name);
        reading.read(Files.readAllLines(file));
        return new Page(name, reading.folder, reading.javaOf, reading.blocks, reading.problems);
    }

    /** What stands above the next fence is kept until anything else stands there. */
    private static final class Reading {
        private final List<String> problems = new ArrayList<>();
        private final String page;
        private final List<Block> blocks = new ArrayList<>();
        private @Nullable String folder;
        private @Nullable String javaOf;
        private @Nullable String file;
        private Marks marks = Marks.NONE;
        private boolean besideTheLast;

        Reading(String page) {
            this.page = page;
        }

        void read(List<String> lines) {
            for (int at = 0; at < lines.size(); at++) {
                String line = lines.get(at);
                Matcher fence = FENCE.matcher(line);
                Matcher named = FILE.matcher(line);
                Matcher comment = COMMENT.matcher(line);
                if (fence.matches()) {
                    at = block(lines, at, fence);
                } else if (named.matches()) {
                    file = named.group(1);
                    besideTheLast = false;
                } else if (comment.matches()) {
                    mark(at + 1, comment.group(1), comment.group(2));
                } else if (!line.isBlank()) {
                    file = null;
                    marks = Marks.NONE;
                    besideTheLast = false;
                }
            }
        }

        /** The line of its closing fence, counted from 0. */
        private int block(List<String> lines, int opening, Matcher fence) {
            if (fence.group(3).isEmpty()) {
                problems.add(page + ":" + (opening + 1)
                        + ": say the block's language behind its fence; `text` is what is nothing else");
            }
            if (Set.of("bash", "shell", "console", "zsh").contains(fence.group(3))) {
                problems.add(page + ":" + (opening + 1) + ": commands stand in a block of the language `sh`");
            }
            int indent = fence.group(1).length();
            StringBuilder text = new StringBuilder();
            int at = opening + 1;
            while (at < lines.size() && !lines.get(at).strip().equals(fence.group(2))) {
                String line = lines.get(at);
                text.append(line.substring(Math.min(
                                indent, line.length() - line.stripLeading().length())))
                        .append('\n');
                at++;
            }
            if (at == lines.size()) {
                problems.add(page + ":" + (opening + 1) + ": this block is never closed");
            }
            Block block = new Block(page, opening + 2, fence.group(3), text.toString(), file, marks, null);
            boolean output = block.is("text")
                    && file == null
                    && besideTheLast
                    && blocks.getLast().is("sh")
                    && blocks.getLast().shown() == null;
            if (output) {
                blocks.set(blocks.size() - 1, blocks.getLast().withShown(block));
            } else {
                blocks.add(block);
            }
            file = null;
            marks = Marks.NONE;
            besideTheLast = !output;
            return at;
        }

        private void mark(int line, String word, @Nullable String value) {
            switch (word) {
                case "fragment of" -> marks = marks.withFragmentOf(said(line, word, value));
                case "finds" -> marks = marks.withFinds(codes(line, value));
                case "not run" -> marks = marks.withNotRun(said(line, word, value));
                case "of another program" -> marks = marks.withProgram(said(line, word, value));
                case "ctrl-c" -> marks = marks.withInterrupt();
                case "java of" -> javaOf = said(line, word, value);
                case "folder" -> folder = said(line, word, value);
                default ->
                    problems.add(page + ":" + line + ": `" + word
                            + "` is no mark that docs/writing-docs.md knows: fragment of, "
                            + "finds, not run, of another program, ctrl-c, folder, java of");
            }
        }

        private String said(int line, String word, @Nullable String value) {
            if (value == null || value.isBlank()) {
                problems.add(page + ":" + line + ": `" + word + "` needs a word more: <!-- " + word + ": … -->");
                return "";
            }
            return value;
        }

        private Set<String> codes(int line, @Nullable String value) {
            if (value == null || !CODES.matcher(value).matches()) {
                problems.add(page + ":" + line + ": write codes as in <!-- finds: G101, F701 -->");
                return Set.of();
            }
            return new TreeSet<>(List.of(value.split(", ")));
        }
    }
}
