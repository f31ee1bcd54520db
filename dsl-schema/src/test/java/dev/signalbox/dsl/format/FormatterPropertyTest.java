package dev.signalbox.dsl.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.format.Formatter.Kind;
import dev.signalbox.dsl.format.Formatter.Result.Formatted;
import dev.signalbox.dsl.format.Formatter.Result.Refused;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Over every file of the language that this project holds, and thousands of damaged ones: what reads is written so that it
 * says the same, keeps every comment before the same key, and is not changed a second time.
 */
class FormatterPropertyTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final String[] SPLINTERS = {
        " ",
        "\n",
        "\n\n",
        "  ",
        "#",
        " # why\n",
        "\n# why\n",
        "\n  # why\n",
        ":",
        ": ",
        "- ",
        "\n- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "|",
        ">",
        "|+\n",
        "|-\n",
        ">2\n",
        "? ",
        "\t",
        "\r\n",
        "---\n",
        "...\n",
        "é",
        "𝄞",
        "a: b",
        "\\",
        "[ ]",
        "{ }",
        "next: x",
        "title: x\n",
        "# signalbox: ignore G101 why\n"
    };

    @Test
    void everyFileThatReadsIsFormattedOnceAndSaysTheSame() throws IOException {
        int formatted = 0;
        for (Map.Entry<String, String> file : files().entrySet()) {
            formatted += holds(file.getKey(), file.getValue()) ? 1 : 0;
        }
        assertTrue(formatted > 60, formatted + " files were formatted");
    }

    @Test
    void aDamagedFileIsRefusedOrFormattedOnceAndSaysTheSame() throws IOException {
        long seed = Long.getLong("signalbox.seed", 20_261_127);
        Random random = new Random(seed);
        List<Map.Entry<String, String>> files = new ArrayList<>(files().entrySet());
        int formatted = 0;
        for (int i = 0; i < Integer.getInteger("signalbox.mutations", 1500); i++) {
            Map.Entry<String, String> file = files.get(random.nextInt(files.size()));
            String text = damaged(file.getValue(), random);
            formatted += holds(file.getKey() + ", seed " + seed + ", damage " + i, text) ? 1 : 0;
        }
        assertTrue(formatted > 150, formatted + " damaged files still read, seed " + seed);
    }

    @Test
    void aCommentStandsBeforeTheKeyItStoodBefore() throws IOException {
        int seen = 0;
        for (Map.Entry<String, String> file : files().entrySet()) {
            String text = file.getValue().replace("\r\n", "\n");
            Kind kind = Kind.of(file.getKey()).orElse(Kind.FLOW);
            YamlFile read = YamlReader.read("", text);
            if (read.root() != null && read.diagnostics().stream().noneMatch(Diagnostic::isError)) {
                String marked = Heard.marked(text);
                if (Formatter.format(marked, kind) instanceof Formatted formatted) {
                    seen += Heard.holds(file.getKey(), formatted.text());
                }
            }
        }
        assertTrue(seen > 2000, seen + " comments");
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int times = random.nextInt(4); times >= 0 && !damaged.isEmpty(); times--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(12)));
                case 1 -> {
                    int end = Math.min(damaged.length(), at + random.nextInt(60));
                    damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
                }
                case 2 -> {
                    // Damage at a blank or a line's end is more often still a file.
                    int blank = Math.max(damaged.indexOf(" ", at), 0);
                    damaged.insert(blank, SPLINTERS[random.nextInt(SPLINTERS.length)]);
                }
                default -> {
                    int end = Math.max(damaged.indexOf("\n", at), 0);
                    damaged.insert(end, SPLINTERS[random.nextInt(SPLINTERS.length)]);
                }
            }
        }
        // A byte order mark inside a text is more than a key in quotes can carry; such a file is refused.
        return damaged.toString().replace("\uFEFF", "");
    }

    /** False when the text does not read, and then is refused. */
    private static boolean holds(String name, String text) {
        Kind kind = Kind.of(name.replaceAll(",.*", "")).orElse(Kind.FLOW);
        YamlFile before = YamlReader.read("", text);
        boolean reads = before.root() != null && before.diagnostics().stream().noneMatch(Diagnostic::isError);
        switch (Formatter.format(text, kind)) {
            case Refused refused -> {
                boolean scalar = reads
                        && !(before.root() instanceof dev.signalbox.dsl.yaml.YamlNode.Mapping)
                        && !(before.root() instanceof dev.signalbox.dsl.yaml.YamlNode.Sequence);
                assertTrue(!reads || scalar, () -> name + ": " + refused.diagnostics() + "\n" + text);
                return false;
            }
            case Formatted formatted -> {
                String once = formatted.text();
                String twice = ((Formatted) Formatter.format(once, kind)).text();
                assertEquals(once, twice, () -> name + " is changed again; it was\n" + text);
                YamlFile after = YamlReader.read("", once);
                assertTrue(before.root() != null && after.root() != null, name);
                assertEquals(before.root().json(), after.root().json(), name);
                return true;
            }
        }
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String folder :
                List.of("../flows", "src/test/resources", "../engine", "../cli/src", "../docs", "../benchmarks/src")) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                for (Path path : found.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().contains("/target/"))
                        .sorted()
                        .toList()) {
                    String name = path.toString();
                    if (name.endsWith(".yaml")) {
                        files.put(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
                    } else if (name.endsWith(".md")) {
                        Matcher block = BLOCK.matcher(Files.readString(path));
                        while (block.find()) {
                            files.put(name + " at " + block.start(), block.group(1));
                        }
                    }
                }
            }
        }
        return files;
    }
}
