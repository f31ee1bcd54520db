package dev.signalbox.core.context;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.model.ContextItem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recorded event on its way through the ladder. Lives for one compilation. */
final class EventLine {
    static final String CLEARED = "[cleared]";

    final Recorded recorded;
    final int unit;
    final boolean pinned;
    private final ContextItem.Format format;
    private final @Nullable Object call;
    private Object value;
    private final boolean struck;

    Verdict verdict = Verdict.KEPT;
    Reason reason = Reason.FITS;
    Manifest.@Nullable Rule rule;
    int before;
    int tokens;
    String text;

    EventLine(Recorded recorded, int unit, boolean pinned, ContextItem item, Redaction redaction) {
        this.recorded = recorded;
        this.unit = unit;
        this.pinned = pinned;
        this.format = item.format();
        Object original = Projection.only(recorded.value(), item.only());
        this.value = redaction.hidesValue(recorded) ? Redaction.STRUCK : redaction.strike(original);
        this.call = recorded.call() == null ? null : redaction.strike(recorded.call());
        this.struck = !value.equals(original) || !java.util.Objects.equals(call, recorded.call());
        this.text = render();
        if (struck) {
            verdict = Verdict.CLEARED;
            reason = Reason.REDACTED;
        }
    }

    boolean gone() {
        return verdict == Verdict.DROPPED || verdict == Verdict.SUMMARISED;
    }

    /** Takes it out. */
    void leave(Verdict why, Reason because, Manifest.Rule by) {
        verdict = why;
        reason = because;
        rule = by;
        tokens = 0;
    }

    String valueText() {
        return value instanceof String string ? string : PlainText.json(value);
    }

    Object value() {
        return value;
    }

    @Nullable
    Object call() {
        return call;
    }

    /** This line's text if its value were that. */
    String withValue(Object other) {
        Object kept = value;
        value = other;
        String rendered = render();
        value = kept;
        return rendered;
    }

    void shorten(Object to, int count, Verdict how, Reason because, Manifest.Rule by) {
        value = to;
        text = render();
        tokens = count;
        verdict = how;
        reason = because;
        rule = by;
    }

    private String render() {
        return switch (format) {
            case TEXT -> plain() + "\n";
            case JSON -> PlainText.json(fields()) + "\n";
            case YAML -> PlainText.yaml(java.util.List.of(fields())) + "\n";
            case XML -> tagged() + "\n";
        };
    }

    private String plain() {
        StringBuilder line = new StringBuilder(recorded.state().value());
        if (call instanceof Map<?, ?> map) {
            line.append(": ").append(map.get("action"));
            Object args = map.get("args");
            if (args != null) {
                line.append(' ').append(PlainText.json(args));
            }
            line.append(" ->");
        }
        return line.append(' ')
                .append(recorded.kind().text())
                .append(": ")
                .append(valueText())
                .toString();
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", recorded.state().value());
        fields.putAll(content());
        return fields;
    }

    private Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        if (call instanceof Map<?, ?> map) {
            map.forEach((key, part) -> content.put(key.equals("action") ? "call" : String.valueOf(key), part));
        }
        content.put(recorded.kind().text(), value);
        return content;
    }

    private String tagged() {
        String body = PlainText.yaml(content()).replace("</event", "<\\/event");
        return "<event state=\"" + recorded.state().value() + "\">\n" + body + "\n</event>";
    }
}
