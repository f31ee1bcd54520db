package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.expr.ReservedWords;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.Set;
import java.util.regex.Pattern;

/** How names are written. A name of another form is a finding (Y006), and is used as it stands all the same. */
final class Names {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern DASHED = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Pattern FLOW = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*+");
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*+");
    private static final Set<String> ROOTS = Set.of("input", "run", "env", "secret", "error", "decision");

    private Names() {}

    /** A name that expressions use: of data, of an each's item, of a type. */
    static void variable(Reading reading, YamlNode.Scalar name) {
        if (!IDENTIFIER.matcher(name.text()).matches()) {
            wrong(reading, name, "letters, digits and `_`, not starting with a digit");
        } else if (ROOTS.contains(name.text()) || ReservedWords.has(name.text())) {
            reading.add(Diagnostic.of(
                            Code.Y006, name.place(), "`" + name.text() + "` is a word of the expression language.")
                    .withHelp("Choose another name."));
        }
    }

    /** A state, an action, a model, a branch, a context item. */
    static void dashed(Reading reading, YamlNode.Scalar name) {
        if (!DASHED.matcher(name.text()).matches()) {
            wrong(reading, name, "letters, digits, `_` and `-`, not starting with a digit");
        }
    }

    static void flow(Reading reading, YamlNode.Scalar name) {
        if (name.text().length() > 64 || !FLOW.matcher(name.text()).matches()) {
            wrong(reading, name, "lower-case words joined by hyphens");
        }
    }

    static void dotted(Reading reading, YamlNode.Scalar name) {
        if (name.text().length() > 128 || !DOTTED.matcher(name.text()).matches()) {
            wrong(reading, name, "words joined by dots");
        }
    }

    private static void wrong(Reading reading, YamlNode.Scalar name, String form) {
        reading.add(Diagnostic.of(
                Code.Y006,
                name.place(),
                "`" + Reading.clip(name.text()) + "` is no name: a name here is " + form + "."));
    }
}
