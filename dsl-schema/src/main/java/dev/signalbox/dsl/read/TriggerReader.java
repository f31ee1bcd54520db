package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code triggers}: what starts runs besides people. */
final class TriggerReader {
    static final List<String> KINDS = List.of("http", "schedule", "event");
    private static final Pattern CRON = Pattern.compile("\\S+( +\\S+){4}");
    private static final Pattern CRON_FIELD = Pattern.compile("[0-9A-Za-z*?/,#L-]+");

    private final Reading reading;
    private final TemplateReader templates;

    TriggerReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    List<Trigger> read(Fields flow) {
        List<Trigger> found = new ArrayList<>();
        for (YamlNode item : flow.list("triggers")) {
            Trigger trigger = trigger(item);
            if (trigger != null) {
                found.add(trigger);
            }
        }
        return found;
    }

    private @Nullable Trigger trigger(YamlNode node) {
        Fields fields = Fields.open(reading, node, "a trigger", KINDS);
        if (fields == null) {
            return null;
        }
        List<String> kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.size() != 1) {
            Code code = kinds.isEmpty() ? Code.Y005 : Code.Y006;
            reading.add(Diagnostic.of(
                    code, reading.head(node), "A trigger has exactly one of the keys " + Reading.listed(KINDS) + "."));
            return null;
        }
        YamlNode settings = fields.get(kinds.getFirst());
        return switch (kinds.getFirst()) {
            case "http" -> http(settings);
            case "schedule" -> schedule(settings);
            default -> event(settings);
        };
    }

    private @Nullable Trigger http(@Nullable YamlNode node) {
        Fields http = Fields.open(reading, node, "an `http` trigger", List.of("path", "hmac", "input"));
        if (http == null) {
            return null;
        }
        YamlNode.Scalar path = http.needText("path");
        if (path != null && !path.text().startsWith("/")) {
            reading.wrong(path, "a path that starts with `/`");
        }
        Fields hmac = Fields.open(reading, http.need("hmac"), "`hmac`", List.of("secret", "header"));
        YamlNode.Scalar secret = hmac == null ? null : hmac.needText("secret");
        YamlNode.Scalar header = hmac == null ? null : hmac.needText("header");
        Template input = templates.fields(http.get("input"), http.place());
        return path == null || secret == null || header == null
                ? null
                : new Trigger.Http(path.text(), secret.text(), header.text(), input, http.place());
    }

    private @Nullable Trigger schedule(@Nullable YamlNode node) {
        Fields schedule = Fields.open(reading, node, "a `schedule` trigger", List.of("cron", "zone", "input"));
        if (schedule == null) {
            return null;
        }
        YamlNode.Scalar cron = schedule.needText("cron");
        if (cron != null && !isCron(cron.text())) {
            reading.wrong(cron, "a cron expression of five fields such as `0 9 * * MON`");
        }
        YamlNode.Scalar zone = schedule.text("zone");
        if (zone != null && !isZone(zone.text())) {
            reading.wrong(zone, "a time zone such as `Europe/Berlin`");
        }
        Template input = templates.fields(schedule.get("input"), schedule.place());
        return cron == null
                ? null
                : new Trigger.Schedule(cron.text(), zone == null ? null : zone.text(), input, schedule.place());
    }

    private static boolean isCron(String text) {
        String[] parts = text.strip().split(" +");
        return CRON.matcher(text.strip()).matches()
                && List.of(parts).stream()
                        .allMatch(part -> CRON_FIELD.matcher(part).matches());
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException none) {
            return false;
        }
    }

    private @Nullable Trigger event(@Nullable YamlNode node) {
        Fields event = Fields.open(reading, node, "an `event` trigger", List.of("name", "input"));
        YamlNode.Scalar name = event == null ? null : event.needText("name");
        if (event == null || name == null || name.text().isEmpty()) {
            return null;
        }
        Names.dotted(reading, name);
        return new Trigger.Event(
                new EventName(name.text()), templates.fields(event.get("input"), event.place()), event.place());
    }
}
