package dev.signalbox.dsl.read;

import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code approve}: a hold before a call. */
final class ApproveReader {
    static final List<String> KEYS = List.of(
            "title",
            "show",
            "edit",
            "when",
            "require",
            "by",
            "count",
            "not",
            "within",
            "use_within",
            "recheck",
            "remind",
            "escalate",
            "urgency",
            "note");

    private final Reading reading;
    private final TemplateReader templates;
    private final CommonReader common;

    ApproveReader(Reading reading, TemplateReader templates, CommonReader common) {
        this.reading = reading;
        this.templates = templates;
        this.common = common;
    }

    @Nullable
    Approve read(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "`approve`", KEYS);
        if (fields == null) {
            return null;
        }
        return new Approve(
                templates.text(fields.get("title")),
                templates.bares(fields.list("show")),
                templates.bares(fields.list("edit")),
                templates.bare(fields.get("when")),
                templates.bare(fields.get("require")),
                fields.texts("by"),
                fields.whole("count", 1, 20, 1),
                fields.oneOf("not", Map.of("requester", true), false),
                fields.duration("within"),
                fields.duration("use_within"),
                templates.bare(fields.get("recheck")),
                fields.duration("remind"),
                common.escalate(fields.get("escalate")),
                fields.oneOf("urgency", CommonReader.URGENCIES, dev.signalbox.dsl.model.Urgency.MEDIUM),
                fields.oneOf("note", Map.of("required", true), false),
                fields.place());
    }
}
