package dev.signalbox.cli.docs;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.signalbox.runtime.model.ReplyBook;
import dev.signalbox.runtime.standin.StandIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Checks the YAML of one page: whole files where the page has them, fragments and unnamed files in the skeletons' workspace. */
final class YamlBlocks {
    static final Path SKELETONS = Path.of("src/test/resources/docs");
    private static final Pattern FLOW_NAME = Pattern.compile("(?m)^flow: *([a-z][a-z0-9-]*)(?: |$)");
    private static final String KINDS =
            "flow, workspace, test, state, action, llm, or the name of a file that the page shows";

    private final Path folder;
    private final Path scratch;
    private final Map<String, Block> waiting = new LinkedHashMap<>();

    /** @param folder the reader's own; {@code scratch} is for copies */
    YamlBlocks(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /** A file of the page is there; it is checked as soon as somebody uses the folder, for its neighbours may come below it. */
    void written(Block block, String file) {
        waiting.put(file, block);
    }

    /** Checks the files that were written since the last time, each among its neighbours as they are now. */
    void check() throws IOException {
        List<Map.Entry<String, Block>> now = new ArrayList<>(waiting.entrySet());
        waiting.clear();
        for (Map.Entry<String, Block> file : now) {
            Block block = file.getValue();
            parse(block);
            Matcher flow = FLOW_NAME.matcher(block.text());
            if (file.getKey().matches("(.*/)?(signalbox\\.yaml|[\\w.-]+\\.(flow|test)\\.yaml)")) {
                whole(block, file.getKey());
            } else if (isFlow(block.text()) && flow.find()) {
                inPlaceOf(block, file.getKey(), flow.group(1));
            } else {
                world(block);
            }
        }
    }

    static boolean isFlow(String text) {
        return FLOW_NAME.matcher(text).find() && text.contains("\nstates:");
    }

    private void whole(Block block, String file) throws IOException {
        Path written = folder.resolve(file);
        Path workspace = Findings.workspaceOf(folder, written);
        if (!Files.exists(workspace.resolve("signalbox.yaml"))) {
            Path copy = Files.createTempDirectory(scratch, "workspace");
            Files.copy(SKELETONS.resolve("signalbox.yaml"), copy.resolve("signalbox.yaml"));
            Findings.copy(folder, copy);
            Findings.of(copy, file).mustBe(block, block::place);
        } else {
            Findings.of(workspace, workspace.relativize(written).toString()).mustBe(block, block::place);
        }
    }

    /** A version of a flow that stands beside it under a name which is no flow's. */
    private void inPlaceOf(Block block, String file, String flow) throws IOException {
        Path copy = Files.createTempDirectory(scratch, "version");
        Path workspace = Findings.workspaceOf(folder, folder.resolve(file));
        Findings.copy(workspace, copy);
        Files.writeString(copy.resolve(flow + ".flow.yaml"), block.text());
        Findings.of(copy, flow + ".flow.yaml").mustBe(block, block::place);
    }

    /** A block without a file's name. */
    void unnamed(Block block, Map<String, String> shown) throws IOException {
        parse(block);
        String text = block.text();
        String of = block.marks().fragmentOf();
        if (of != null) {
            fragment(block, of, shown);
        } else if (isFlow(text)) {
            Matcher name = FLOW_NAME.matcher(text);
            in(block, name.find() ? name.group(1) + ".flow.yaml" : "", text, block::place, false, false);
        } else if (Pattern.compile("(?m)^signalbox: 1$").matcher(text).find()) {
            in(block, "signalbox.yaml", text, block::place, false, false);
        } else if (Pattern.compile("(?m)^tests:").matcher(text).find()) {
            in(block, "desk.test.yaml", text, block::place, false, false);
        } else if (!world(block)) {
            throw new AssertionError(
                    block.place() + ": no whole file, and nothing says what it is part of. Write above it "
                            + "<!-- fragment of: KIND --> with one of " + KINDS
                            + "; or, for another program's file, <!-- of another program: ITS NAME -->");
        }
    }

    /** A stand-in or recorded replies; false for anything else. */
    private static boolean world(Block block) {
        if (Pattern.compile("(?m)^routes:").matcher(block.text()).find()) {
            new Findings(StandIns.check(block.place(), block.text())).mustBe(block, block::place);
            return true;
        }
        if (Pattern.compile("(?m)^- flow:").matcher(block.text()).find()
                && block.text().contains("\n  question:")) {
            ReplyBook.parse(block.place(), block.text());
            return true;
        }
        return false;
    }

    private void fragment(Block block, String of, Map<String, String> shown) throws IOException {
        String text = block.text();
        String desk = skeleton("desk.flow.yaml");
        Placed placed;
        String file = "desk.flow.yaml";
        try {
            switch (of) {
                case "flow" -> placed = Placed.flow(desk, text);
                case "state" -> placed = Placed.entriesOf("states", desk, text);
                case "action" -> placed = Placed.entriesOf("actions", desk, text);
                case "llm" -> placed = Placed.question(desk, text);
                case "workspace" -> {
                    file = "signalbox.yaml";
                    placed = Placed.parts(skeleton(file), text);
                }
                case "test" -> {
                    file = "desk.test.yaml";
                    placed = Placed.tests(skeleton(file), text);
                }
                default -> {
                    file = of;
                    String around = shown.get(of);
                    if (around == null) {
                        throw new AssertionError(
                                block.place() + ": a fragment is of one of " + KINDS + ", not of " + of);
                    }
                    placed = Placed.parts(around, text);
                }
            }
        } catch (IllegalArgumentException unplaced) {
            throw new AssertionError(
                    block.place() + ": it cannot be placed in a " + of + ": " + unplaced.getMessage(), unplaced);
        }
        String name = file;
        in(
                block,
                name,
                placed.text(),
                line -> placed.within(line) > 0
                        ? block.place(placed.within(line))
                        : block.place() + " (at `"
                                + placed.text()
                                        .lines()
                                        .skip(Math.max(0, line - 1))
                                        .findFirst()
                                        .orElse("")
                                        .strip() + "` of the file around it, "
                                + (shown.containsKey(name) ? name : SKELETONS + "/" + name) + ")",
                true,
                !shown.containsKey(of));
    }

    /** In a workspace of the skeletons and of what the page has shown besides. */
    private void in(
            Block block, String file, String text, IntFunction<String> place, boolean fragment, boolean skeletons)
            throws IOException {
        Path workspace = Files.createTempDirectory(scratch, "skeleton");
        Findings.copy(SKELETONS, workspace);
        Findings.copy(folder, workspace);
        Path written = workspace.resolve(file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, text);
        if (skeletons && !file.equals("signalbox.yaml")) {
            Files.copy(SKELETONS.resolve("signalbox.yaml"), workspace.resolve("signalbox.yaml"), REPLACE_EXISTING);
        }
        Path around = Findings.workspaceOf(workspace, written);
        Findings findings = Findings.of(around, around.relativize(written).toString());
        (fragment ? findings.errors() : findings).mustBe(block, place);
    }

    static void parse(Block block) {
        try {
            new Load(LoadSettings.builder().setLabel(block.place()).build()).loadFromString(block.text());
        } catch (org.snakeyaml.engine.v2.exceptions.YamlEngineException broken) {
            throw new AssertionError(block.place() + ": no YAML: " + broken.getMessage(), broken);
        }
    }

    private static String skeleton(String file) throws IOException {
        return Files.readString(SKELETONS.resolve(file));
    }
}
