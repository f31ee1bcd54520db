package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.fix.Mended;
import dev.signalbox.dsl.fix.SafeFixes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is mended unasked is mended for good, and does no harm. */
class SafeFixesTest {
    private static final Set<Code> NO_TREE = EnumSet.of(Code.Y001, Code.Y003, Code.Y008, Code.Y012);

    private static final String FLOW = """
            signalbox: 1
            flow: f
            version: 1.0.0
            start: s
            limits: { steps: 5 }
            data: { n: { type: number }, t: { type: string } }
            states:
              s: { set: { n: 1, t: "a" }, next: w }
              w:
                LINE
              d: { end: succeeded, output: {} }
            """;

    private static String line(String line) {
        return FLOW.replace("LINE", line);
    }

    private static String mended(String text) {
        Mended mended = SafeFixes.of(
                Texts.sources(Map.of("f.flow.yaml", text, "signalbox.yaml", "signalbox: 1\n")), Set.of("f.flow.yaml"));
        Mended.File file = mended.files().get("f.flow.yaml");
        return file == null ? text : file.after();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nxt: d|next: d",
                "next: [ { when: n > 1 and n < 3, to: d }, { to: d } ]|next: [ { when: n > 1 && n < 3, to: d }, { to: d } ]",
                "next: [ { when: 'n = 1', to: d }, { to: d } ]|next: [ { when: 'n == 1', to: d }, { to: d } ]",
                "next: [ { when: \"${t == 'a'}\", to: d }, { to: d } ]|next: [ { when: t == 'a', to: d }, { to: d } ]",
                "{ title: no, next: d }|{ title: \"no\", next: d }",
                "{ visits: 0o12, next: d }|{ visits: 10, next: d }",
                "{ set: { t: ${t} }, next: d }|{ set: { t: \"${t}\" }, next: d }",
            })
    void mends(String wrong, String right) {
        assertEquals(line(right), mended(line(wrong)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "next: dd", // a state is the author's to name
                "{ visits: 010, next: d }", // ten, or eight
                "{ nextt: d, next: d }", // what was meant stands there already
                "next: [ { when: n == 'a', to: d }, { to: d } ]",
                "{ set: { t: a${t} }, next: d }",
            })
    void leavesToTheAuthor(String doubtful) {
        assertEquals(line(doubtful), mended(line(doubtful)));
    }

    @Test
    void putsAConditionWithoutQuotesIntoThem() {
        String wrong = line("set:\n      t: ${n > 1 ? 'a' : 'b'}\n    next: d");

        assertEquals(line("set:\n      t: \"${n > 1 ? 'a' : 'b'}\"\n    next: d"), mended(wrong));
    }

    @ParameterizedTest
    @MethodSource("dev.signalbox.dsl.read.BrokenFilesTest#corpus")
    void ofABrokenFileNothingIsWorseAndASecondTimeChangesNothing(BrokenFilesTest.Broken broken) {
        String path = switch (broken.kind()) {
            case "workspace" -> "signalbox.yaml";
            case "test" -> "f.test.yaml";
            default -> "f.flow.yaml";
        };
        Map<String, String> files = new TreeMap<>(Map.of("signalbox.yaml", "signalbox: 1\n"));
        if (!path.equals("f.flow.yaml")) {
            files.put("f.flow.yaml", line("next: d"));
        }
        files.put(path, broken.text());

        doesNoHarm(files, path);
    }

    @Test
    void ofAFileWithRandomSlipsNothingIsWorseAndASecondTimeChangesNothing() {
        String whole = Texts.resource("refund-desk.flow.yaml");
        for (long seed = 1; seed <= 150; seed++) {
            String text = slipped(whole, new Random(seed));
            long which = seed;
            try {
                doesNoHarm(
                        new TreeMap<>(Map.of(
                                "signalbox.yaml", Texts.resource("signalbox.yaml"), "refund-desk.flow.yaml", text)),
                        "refund-desk.flow.yaml");
            } catch (AssertionError wrong) {
                throw new AssertionError("seed " + which + ": " + wrong.getMessage() + "\n" + text, wrong);
            }
        }
    }

    /** A letter left out, doubled or swapped with the next, in three places. */
    private static String slipped(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int i = 0; i < 3; i++) {
            int at = random.nextInt(text.length() - 2);
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> {
                    char first = text.charAt(at);
                    text.setCharAt(at, text.charAt(at + 1));
                    text.setCharAt(at + 1, first);
                }
            }
        }
        return text.toString();
    }

    private static void doesNoHarm(Map<String, String> files, String path) {
        Mended once = SafeFixes.of(Texts.sources(files), Set.of(path));
        Map<String, String> after = new TreeMap<>(files);
        once.files().forEach((name, file) -> after.put(name, file.after()));

        assertEquals(Map.of(), SafeFixes.of(Texts.sources(after), Set.of(path)).files(), "it is mended twice");
        CheckedWorkspace before = WorkspaceChecker.check(WorkspaceFolder.load(Texts.sources(files)));
        CheckedWorkspace now = WorkspaceChecker.check(WorkspaceFolder.load(Texts.sources(after)));
        // Errors that nobody could see before the file could be read are no harm.
        boolean furtherRead = unread(before, path) && !unread(now, path);
        assertTrue(
                furtherRead || errors(now) <= errors(before) || readerErrors(now, path) < readerErrors(before, path),
                () -> before.diagnostics() + "\nbecame\n" + now.diagnostics());
    }

    private static boolean unread(CheckedWorkspace checked, String path) {
        return checked.diagnostics().stream()
                .anyMatch(found -> found.isError()
                        && NO_TREE.contains(found.code())
                        && found.place().span().file().equals(path));
    }

    private static long errors(CheckedWorkspace checked) {
        return checked.diagnostics().stream().filter(Diagnostic::isError).count();
    }

    /** Those of reading alone: while there is one, the file is not checked. */
    private static long readerErrors(CheckedWorkspace checked, String path) {
        ReadFlow flow = checked.loaded().flows().get(path);
        return flow == null
                ? 0
                : flow.diagnostics().stream().filter(Diagnostic::isError).count();
    }
}
