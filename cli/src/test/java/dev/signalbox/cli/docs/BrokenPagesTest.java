package dev.signalbox.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that shows what is not so is told, at its line and with what to do; one that is right is not. */
class BrokenPagesTest {
    private static final String FLOW = """
            signalbox: 1
            flow: small
            limits: { steps: 5, duration: 1h }
            start: look
            states:
              look: { next: done }
              done: { end: succeeded }
            """;

    @TempDir
    Path folder;

    @Test
    void what_is_right_is_read_to_its_end() throws Exception {
        read("`signalbox.yaml`:\n\n" + yaml("signalbox: 1\n") + "\n`small.flow.yaml`:\n\n" + yaml(FLOW)
                + "\n```sh\n./signalbox validate .\n```\n\n```text\n2 files, nothing wrong\n```\n");
    }

    @Test
    void a_command_that_prints_something_else() {
        told(
                "```sh\n./signalbox explain G101\n```\n\n```text\nG101 is fine\n```\n",
                "page.md:6",
                "prints something else");
    }

    @Test
    void a_command_that_fails_and_shows_nothing() {
        told(
                "```sh\n./signalbox validate nothing.flow.yaml\n```\n",
                "page.md:2",
                "ends with 2",
                "<!-- not run: WHY -->");
    }

    @Test
    void a_command_of_a_shell_that_fails() {
        told("```sh\nfalse | cat\n```\n", "page.md:2", "ends with 1");
    }

    @Test
    void a_file_with_a_finding_that_the_page_does_not_announce() {
        String page = "`signalbox.yaml`:\n\n" + yaml("signalbox: 1\n") + "\n`small.flow.yaml`:\n\n"
                + yaml(FLOW.replace("next: done", "next: doen"));
        told(page, "page.md:15: error G101 There is no state `doen`", "<!-- finds: G101 -->");
        told(page.replace("`small.flow.yaml`:", "<!-- finds: C402 -->\n`small.flow.yaml`:"), "the page says [C402]");
    }

    @Test
    void an_announced_finding_that_is_not_there() {
        told("<!-- finds: G101 -->\n" + yaml(FLOW), "page.md:3", "has no findings");
    }

    @Test
    void a_fragment_is_checked_where_it_is_placed() throws Exception {
        read("<!-- fragment of: state -->\n"
                + yaml("decide: { next: [{ when: order.total > 5, to: done }, { to: hand_over }] }\n"));
        told(
                "<!-- fragment of: state -->\n"
                        + yaml("decide:\n  next: [{ when: order.totl > 5, to: done }, { to: hand_over }]\n"),
                "page.md:4: error E202",
                "did you mean `total`");
        told("<!-- fragment of: state -->\n" + yaml("decide: { next: nowhere }\n"), "page.md:3: error G101");
        told("<!-- fragment of: workspace -->\n" + yaml("people: { sam: { groups: [nobody] } }\n"), "page.md:3: error");
        told("<!-- fragment of: test -->\n" + yaml("people: { nowhere: { approve: {} } }\n"), "page.md:3");
        told("<!-- fragment of: sonnet -->\n" + yaml("a: 1\n"), "page.md:3", "not of sonnet");
    }

    @Test
    void a_fragment_of_a_file_that_the_page_shows_is_placed_in_it() throws Exception {
        String page = "`signalbox.yaml`:\n\n" + yaml("signalbox: 1\n") + "\n`small.flow.yaml`:\n\n" + yaml(FLOW)
                + "\n<!-- fragment of: small.flow.yaml -->\n";
        read(page + yaml("states:\n  look: { set: {}, next: done }\n"));
        told(page + yaml("states:\n  look: { next: gone }\n"), "page.md:22: error G101");
    }

    @Test
    void a_block_of_which_nobody_knows_what_it_is() {
        told(yaml("some: thing\n"), "page.md:2", "nothing says what it is part of", "<!-- fragment of: KIND -->");
    }

    @Test
    void java_that_does_not_compile() throws Exception {
        read("```java\nString text = \"a\";\nSystem.out.println(text);\n```\n");
        told("```java\nString text = \"a\";\nint number = text;\n```\n", "page.md:3: incompatible types");
        told(
                "```java\npublic record Parcel(String order) {\n    int weight() { return order; }\n}\n```\n",
                "page.md:3");
    }

    @Test
    void java_that_does_not_stand_where_the_page_says() throws Exception {
        String from = "<!-- java of: cli/src/test -->\n\n";
        read(from + "```java\n@Test\nvoid java_that_does_not_stand_where_the_page_says() throws Exception {\n```\n");
        told(
                from + "```java\nvoid java_that_stands_nowhere" + "_at_all() {}\n```\n",
                "page.md:4",
                "stand in no Java file");
    }

    @Test
    void json_and_yaml_that_do_not_parse() {
        told("```json\n{ \"a\": }\n```\n", "page.md:2", "no JSON");
        told("<!-- of another program: Ansible -->\n" + yaml("a: [\n"), "page.md:3", "no YAML");
    }

    @Test
    void a_file_outside_the_readers_folder() {
        told("`../escaped.txt`:\n\n```text\nout\n```\n", "page.md:4", "in its reader's folder alone");
    }

    @Test
    void a_fence_or_a_mark_that_is_none_of_the_notation() throws IOException {
        assertTrue(page("```\nls\n```\n").problems().getFirst().startsWith("page.md:1: say the block's language"));
        assertTrue(page("```bash\nls\n```\n").problems().getFirst().contains("`sh`"));
        assertTrue(page("<!-- not runn: it is late -->\n")
                .problems()
                .getFirst()
                .startsWith("page.md:1: `not runn` is no mark"));
        assertTrue(page("<!-- not run: -->\n").problems().getFirst().contains("needs a word more"));
        assertTrue(page("<!-- finds: everything -->\n").problems().getFirst().contains("write codes"));
        assertTrue(page("```sh\nls\n").problems().getFirst().contains("never closed"));
    }

    @Test
    void what_is_not_run_is_counted_and_says_why() throws Exception {
        Page page = page("<!-- not run: it needs Docker -->\n```sh\ndocker run nobody\n```\n");

        assertEquals(Kind.NOT_RUN, Kind.of(page.blocks().getFirst()));
        assertEquals("it needs Docker", page.blocks().getFirst().marks().notRun());
        read("<!-- not run: it needs Docker -->\n```sh\nfalse\n```\n");
    }

    @Test
    void an_id_that_a_page_shows_is_the_one_that_was_printed() throws Exception {
        read("`signalbox.yaml`:\n\n" + yaml("signalbox: 1\npeople: { sam: { name: Sam, roles: [operator] } }\n")
                + "\n`small.flow.yaml`:\n\n" + yaml(FLOW)
                + "\n```sh\n./signalbox run small\n```\n\n```text\nrun 00000000-0000-7000-8000-000000000000 of small 0.0.0\n…\n```\n"
                + "\n```sh\n./signalbox runs show 00000000-0000-7000-8000-000000000000\n```\n");
    }

    private static String yaml(String text) {
        return "```yaml\n" + text + "```\n";
    }

    private Page page(String text) throws IOException {
        return Page.of("page.md", Files.writeString(folder.resolve("page.md"), text));
    }

    private void read(String text) throws Exception {
        Page page = page(text);
        assertEquals(java.util.List.of(), page.problems());
        try (PageWalk walk = new PageWalk(page, Path.of(".."), Files.createTempDirectory(folder, "walk"), Map.of())) {
            for (Block block : page.blocks()) {
                walk.read(block);
            }
        }
    }

    private void told(String text, String... parts) {
        String message = String.valueOf(
                assertThrows(AssertionError.class, () -> read(text)).getMessage());
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
    }
}
