package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code triggers}: what starts runs besides people. */
final class TriggerReader {
    static final List<String> KINDS = List.of("http", "schedule", "event");
    private static final Map<String, Trigger.Missed> MISSED =
            Map.of("latest", Trigger.Missed.LATEST, "skip", Trigger.Missed.SKIP, "all", Trigger.Missed.ALL);
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
        Trigger.Signature signature = signature(http.need("hmac"));
        Template input = templates.fields(http.get("input"), http.place());
        return path == null || signature == null ? null : new Trigger.Http(path.text(), signature, input, http.place());
    }

    private Trigger.@Nullable Signature signature(@Nullable YamlNode node) {
        Fields hmac = Fields.open(reading, node, "`hmac`", List.of("secret", "header", "timestamp", "id", "tolerance"));
        if (hmac == null) {
            return null;
        }
        YamlNode.Scalar secret = hmac.needText("secret");
        YamlNode.Scalar header = Fields.nameOf(reading, hmac.get("header"));
        YamlNode.Scalar timestamp = Fields.nameOf(reading, hmac.get("timestamp"));
        YamlNode.Scalar id = Fields.nameOf(reading, hmac.get("id"));
        for (YamlNode.Scalar own : java.util.Arrays.asList(timestamp, id)) {
            if (own != null && !hmac.has("header")) {
                reading.wrong(
                        own,
                        "left out beside Standard Webhooks, whose headers are fixed; name the signature's `header` too");
            }
        }
        Duration tolerance = hmac.duration("tolerance");
        return secret == null
                ? null
                : new Trigger.Signature(
                        secret.text(),
                        header == null ? null : header.text(),
                        timestamp == null ? null : timestamp.text(),
                        id == null ? null : id.text(),
                        tolerance == null ? Trigger.Signature.TOLERANCE : tolerance);
    }

    private @Nullable Trigger schedule(@Nullable YamlNode node) {
        Fields schedule =
                Fields.open(reading, node, "a `schedule` trigger", List.of("cron", "zone", "missed", "input"));
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
        Trigger.Missed missed = schedule.oneOf("missed", MISSED, Trigger.Missed.LATEST);
        return cron == null
                ? null
                : new Trigger.Schedule(cron.text(), zone == null ? null : zone.text(), missed, input, schedule.place());
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
