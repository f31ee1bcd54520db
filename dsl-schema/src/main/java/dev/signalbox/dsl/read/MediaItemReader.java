package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Cut;
import dev.signalbox.dsl.model.ContextItem.Format;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context item with {@code as}: a picture or a document, from an expression or a file. It is whole or not there, so what cuts
 * a text is refused here.
 */
final class MediaItemReader {
    static final List<String> KEYS = List.of("name", "as", "from", "file", "when", "required", "priority", "stable");
    private static final List<String> SOURCES = List.of("from", "file");
    private static final Map<String, MediaKind> KINDS = kinds();

    private final Reading reading;
    private final TemplateReader templates;

    MediaItemReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    private static Map<String, MediaKind> kinds() {
        Map<String, MediaKind> map = new LinkedHashMap<>();
        for (MediaKind kind : MediaKind.values()) {
            map.put(kind.as(), kind);
        }
        return map;
    }

    static boolean isMedia(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey("as");
    }

    /**
     * @param name of the item, read already; null when it has none
     * @param ofText keys that other items have
     */
    @Nullable
    ContextItem read(YamlNode node, YamlNode.@Nullable Scalar name, List<String> ofText) {
        List<String> known = new ArrayList<>(KEYS);
        known.addAll(ofText);
        Fields fields = Fields.open(reading, node, "an item with `as`", known);
        if (fields == null) {
            return null;
        }
        MediaKind kind = fields.oneOf("as", KINDS);
        refuse(fields);
        Source source = source(fields, kind);
        return name == null || kind == null || source == null
                ? null
                : new ContextItem(
                        name.text(),
                        source,
                        kind,
                        List.of(),
                        Format.TEXT,
                        null,
                        Cut.NEVER,
                        templates.bare(fields.get("when")),
                        fields.flag("required"),
                        fields.whole("priority", 1, 9, 5),
                        fields.flag("stable"),
                        fields.place());
    }

    /** What belongs to a text is one finding, at the first of such keys. */
    private void refuse(Fields fields) {
        for (YamlNode.Entry entry : fields.entries()) {
            String key = entry.name();
            if (!KEYS.contains(key)) {
                String why = key.equals("events")
                        ? "Events are text: an item has `events` or `as`."
                        : "`" + Reading.clip(key)
                                + "` is for text: a picture or document is whole, or it is not there.";
                reading.add(Diagnostic.of(Code.Y006, entry.key().place(), why)
                        .withHelp("Beside `as` stand " + Reading.listed(KEYS) + "."));
                return;
            }
        }
    }

    private @Nullable Source source(Fields fields, @Nullable MediaKind kind) {
        if (fields.has("events")) {
            return null;
        }
        YamlNode.Entry second = fields.has("from") ? fields.entry("file") : null;
        if (second != null) {
            reading.add(Diagnostic.of(
                    Code.Y006, second.key().place(), "An item has one source: `from` or `file`, not both."));
            return null;
        }
        if (fields.has("from")) {
            Expr from = templates.bare(fields.get("from"));
            return from == null ? null : new Source.From(from);
        }
        if (fields.has("file")) {
            YamlNode.Scalar file = fields.text("file");
            return file == null || kind == null ? null : new MediaFiles(reading).read(file, kind);
        }
        reading.add(Diagnostic.of(
                Code.Y005,
                reading.head(fields.node()),
                "An item with `as` needs one of the keys " + Reading.listed(SOURCES) + "."));
        return null;
    }
}
