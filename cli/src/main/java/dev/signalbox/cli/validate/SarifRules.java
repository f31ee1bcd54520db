package dev.signalbox.cli.validate;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.rules.RuleBook;
import dev.signalbox.dsl.rules.RuleEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rule as SARIF describes it: in the words of {@code explain}. There is no page on the web yet, so no address is given. */
final class SarifRules {
    private SarifRules() {}

    static Map<String, Object> of(Code code) {
        RuleEntry explain = RuleBook.of(code);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code.name());
        rule.put("name", name(code.title()));
        rule.put("shortDescription", Sarif.message(code.title()));
        rule.put("fullDescription", Sarif.message(explain.what()));
        rule.put("defaultConfiguration", Map.of("level", Sarif.level(code.severity())));
        Map<String, Object> help = new LinkedHashMap<>();
        help.put("text", explain.text());
        help.put("markdown", markdown(explain));
        rule.put("help", help);
        return rule;
    }

    /** {@code UnreachableState}: SARIF asks for a name in Pascal case. */
    private static String name(String title) {
        StringBuilder name = new StringBuilder();
        for (String word : title.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }

    private static String markdown(RuleEntry explain) {
        return explain.what() + "\n\nInstead of\n\n```yaml\n" + explain.bad().text() + "\n```\n\nwrite\n\n```yaml\n"
                + explain.good().text() + "\n```\n\nWhy: " + explain.why();
    }
}
