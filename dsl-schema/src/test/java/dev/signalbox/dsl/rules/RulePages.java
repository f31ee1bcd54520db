package dev.signalbox.dsl.rules;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Family;
import dev.signalbox.dsl.diagnostic.HumanReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pages under {@code docs/rules}, made of the book: one for each code, and a table of all. */
final class RulePages {
    private RulePages() {}

    /** Each page's text by its name. */
    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", contents());
        for (Code code : Code.values()) {
            pages.put(code + ".md", page(RuleBook.of(code)));
        }
        return pages;
    }

    private static String contents() {
        StringBuilder page = new StringBuilder("""
                # Rules

                Every finding has a code: a letter for its family and three digits, never reused for another rule. `signalbox explain CODE`
                prints its page. An error keeps a flow from running; a warning or an information does not.

                An **exact** rule finds only what is certainly so, by the file alone or by what the language defines. A **heuristic** may be
                wrong about a right file, so it is no error by default. Each page says which, and how.

                A finding that is right to stand is suppressed by a comment on the line above it, with a reason:
                `# signalbox: ignore B303 the workspace sets the limits`. Safety errors (S) cannot be suppressed.

                These pages are made of the files in `dsl-schema/src/main/resources/dev/signalbox/dsl/rules`, and a test runs every example
                on them: the bad one has its finding and no other, the good one has none. After a change,
                `mvn -pl dsl-schema test -Dtest=RulePagesTest -Dregenerate` writes the pages again.
                """);
        for (Family family : Family.values()) {
            List<Code> codes = Arrays.stream(Code.values())
                    .filter(code -> code.family() == family)
                    .toList();
            if (!codes.isEmpty()) {
                page.append("\n## ").append(family).append(": ").append(family.title());
                page.append("\n\n| code | rule | severity | |\n|---|---|---|---|\n");
                codes.forEach(code -> page.append(row(RuleBook.of(code))));
            }
        }
        page.append("""

                ## The frame of the examples

                An example shows only what it is about. The rest is this small workspace: a key at the top of an example stands in place of the
                frame's, and an example that begins with `signalbox:` is a whole file.
                """);
        for (String file : List.of(Frame.FLOW, Frame.WORKSPACE, Frame.TEST)) {
            page.append('\n').append(block("yaml", file, Frame.text(file)));
        }
        return page.toString();
    }

    private static String row(RuleEntry rule) {
        return "| [" + rule.code() + "](" + rule.code() + ".md) | "
                + rule.code().title() + " | " + rule.severity() + " | " + rule.exactness() + " |\n";
    }

    private static String page(RuleEntry rule) {
        String severity = rule.severity().substring(0, 1).toUpperCase(Locale.ROOT)
                + rule.severity().substring(1);
        return "# " + rule.code() + " " + rule.code().title() + "\n\n" + rule.what() + "\n\n**Why.** " + rule.why()
                + "\n\n**" + severity + ", " + rule.exactness() + ".** " + rule.certainty()
                + "\n\n## Instead of\n\n" + blocks(rule.bad()) + report(rule) + "\n## write\n\n" + blocks(rule.good())
                + "\nWhat stands around the examples is in [the list of rules](README.md#the-frame-of-the-examples).\n";
    }

    /** What the checker says; what compares two files is not said of one workspace. */
    private static String report(RuleEntry rule) {
        Map<String, String> files = rule.bad().files();
        List<Diagnostic> found = Examples.check(rule.bad());
        return found.isEmpty()
                ? ""
                : "\n"
                        + block(
                                "text",
                                "",
                                new HumanReport(files::get, false).write(found).stripTrailing() + "\n");
    }

    private static String blocks(Example example) {
        return String.join(
                "\n",
                example.parts().stream()
                        .map(part -> block(part.language(), part.file(), part.text()))
                        .toList());
    }

    private static String block(String language, String file, String text) {
        return "```" + (language + " " + file).strip() + "\n" + text + "```\n";
    }
}
