package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.model.Lint;
import dev.signalbox.dsl.yaml.YamlNode;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Reads {@code .signalbox-lint}: how much which finding weighs, everywhere and in the files of a pattern. */
final class LintReader {
    static final String KEY = ".signalbox-lint";

    private static final String IN = "in";
    private static final List<String> CODES =
            Arrays.stream(Code.values()).map(Code::name).toList();
    private static final Map<String, Lint.Level> LEVELS = levels();

    private final Reading reading;

    private LintReader(Reading reading) {
        this.reading = reading;
    }

    private static Map<String, Lint.Level> levels() {
        Map<String, Lint.Level> levels = new LinkedHashMap<>();
        levels.put("off", Lint.Level.OFF);
        levels.put("info", Lint.Level.INFO);
        levels.put("warning", Lint.Level.WARNING);
        levels.put("error", Lint.Level.ERROR);
        return levels;
    }

    static Lint read(Reading reading, Fields workspace) {
        Fields lint = Fields.any(reading, workspace.get(KEY), "`" + KEY + "`");
        if (lint == null) {
            return Lint.NONE;
        }
        LintReader reader = new LintReader(reading);
        List<Lint.Within> within = new ArrayList<>();
        for (YamlNode.Entry entry : lint.entriesOf(IN)) {
            reader.within(entry, within);
        }
        return new Lint(reader.levels(lint, true), within);
    }

    /** {@code off} is the word here, in quotes or not, though tools of YAML 1.1 read a boolean (Y010). */
    static List<Diagnostic> withoutOff(List<Diagnostic> found) {
        return found.stream()
                .filter(one -> one.code() != Code.Y010 || !one.place().path().startsWith("/" + KEY + "/"))
                .toList();
    }

    private void within(YamlNode.Entry entry, List<Lint.Within> within) {
        Fields levels = Fields.any(reading, entry.value(), "`" + KEY + "`");
        if (levels == null) {
            return;
        }
        Map<Code, Lint.Level> read = levels(levels, false);
        try {
            within.add(new Lint.Within(
                    entry.name(), FileSystems.getDefault().getPathMatcher("glob:" + entry.name()), read));
        } catch (PatternSyntaxException wrong) {
            reading.add(Diagnostic.of(
                            Code.Y006,
                            entry.key().place(),
                            "`" + Reading.clip(entry.name()) + "` is no pattern of paths.")
                    .withHelp("`*` is a part of a name, `**` goes through folders: `drafts/**`."));
        }
    }

    private Map<Code, Lint.Level> levels(Fields fields, boolean top) {
        Map<Code, Lint.Level> found = new EnumMap<>(Code.class);
        for (YamlNode.Entry entry : fields.entries()) {
            if (top && entry.name().equals(IN)) {
                continue;
            }
            if (!CODES.contains(entry.name())) {
                reading.add(Diagnostic.of(
                                Code.Y004,
                                entry.key().place(),
                                "There is no rule `" + Reading.clip(entry.name()) + "`.")
                        .withHelp("A rule goes by its code, such as B303; `" + IN + "` holds patterns of paths.")
                        .withSuggestion(Nearest.to(entry.name(), CODES)));
                continue;
            }
            Lint.Level level = fields.oneOf(entry.name(), LEVELS);
            Code code = Code.valueOf(entry.name());
            if (level != null && code.severity() == Severity.ERROR && level != Lint.Level.ERROR) {
                reading.add(
                        Diagnostic.of(
                                        Code.Y006,
                                        entry.value().place(),
                                        "`" + code + "` (" + code.title() + ") is an error, and stays one.")
                                .withHelp(
                                        "A flow with an error cannot run, so nothing here makes it pass. Warnings and infos may weigh more or less."));
            } else if (level != null) {
                found.put(code, level);
            }
        }
        return found;
    }
}
