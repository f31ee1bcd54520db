package dev.signalbox.cli.docs;

import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reader of one page, who writes its files and types its commands in the page's order, in a folder that was empty. */
final class PageWalk implements AutoCloseable {
    private final Page page;
    private final Path root;
    private final Path folder;
    private final YamlBlocks yaml;
    private final JavaBlocks java;
    private final Commands commands;
    private final Map<String, String> written = new LinkedHashMap<>();

    /** @param root the repository's; {@code own} is a folder that is there for this walk alone */
    PageWalk(Page page, Path root, Path own, Map<String, String> environment) throws IOException {
        this.page = page;
        this.root = root;
        folder = Files.createDirectories(own.resolve("reader"));
        Path scratch = Files.createDirectories(own.resolve("scratch"));
        String given = page.folder();
        if (given != null) {
            Findings.copy(root.resolve(given), folder.resolve(given));
        }
        yaml = new YamlBlocks(folder, scratch);
        java = new JavaBlocks(own.resolve("classes"));
        commands = new Commands(folder, scratch, environment);
    }

    void read(Block block) throws Exception {
        switch (Kind.of(block)) {
            case NOT_RUN, SHOWN -> {}
            case COMMAND -> {
                AssertionError wrong = checked();
                commands.type(block);
                if (wrong != null) {
                    throw wrong;
                }
            }
            case FILE -> write(block);
            case FRAGMENT, WHOLE -> yaml.unnamed(block, written);
            case OF_ANOTHER_PROGRAM -> {
                if (block.is("yaml", "yml")) {
                    YamlBlocks.parse(block);
                }
                if (block.file() != null) {
                    put(block, block.file());
                }
            }
            case DATA -> parse(block);
            case JAVA -> {
                if (block.file() != null) {
                    put(block, block.file());
                }
                String excerpts = page.javaOf();
                if (excerpts == null) {
                    java.compile(block);
                } else {
                    Excerpts.mustHave(root.resolve(excerpts), block);
                }
            }
        }
        if (block == page.blocks().getLast()) {
            yaml.check();
        }
    }

    /** What is wrong with the files written until now; the command below them is typed all the same. */
    private @Nullable AssertionError checked() throws IOException {
        try {
            yaml.check();
            return null;
        } catch (AssertionError wrong) {
            return wrong;
        }
    }

    private void write(Block block) throws IOException {
        String file = block.file();
        if (file == null) {
            throw new IllegalArgumentException(block.place());
        }
        if (written.containsKey(file)) {
            yaml.check();
        }
        if (block.is("json") && file.endsWith(".json")) {
            parse(block);
        }
        put(block, file);
        written.put(file, block.text());
        if (block.is("yaml", "yml")) {
            yaml.written(block, file);
        }
    }

    private void put(Block block, String file) throws IOException {
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder)) {
            throw new AssertionError(block.place() + ": a page writes in its reader's folder alone, not to " + file);
        }
        Files.createDirectories(path.getParent());
        Files.writeString(path, block.text());
    }

    private static void parse(Block block) {
        try {
            JsonText.parse(block.text());
        } catch (RuntimeException broken) {
            throw new AssertionError(block.place() + ": no JSON: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void close() throws Exception {
        commands.close();
    }
}
