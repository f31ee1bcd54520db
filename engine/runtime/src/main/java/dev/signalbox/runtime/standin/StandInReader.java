package dev.signalbox.runtime.standin;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import dev.signalbox.runtime.standin.StandInFile.Reading;
import dev.signalbox.runtime.standin.StandInFile.Reply;
import dev.signalbox.runtime.standin.StandInFile.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a stand-in's file. Never throws at a user's file: what is wrong is a finding at its place. */
final class StandInReader {
    /** A longer delay only tests patience. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private static final Pattern ON = Pattern.compile("(GET|POST|PUT|PATCH|DELETE|HEAD) (/\\S*)");
    private static final Pattern SEGMENT = Pattern.compile("\\{[a-z_][a-z0-9_]*}|[^{}?#]*");
    private static final Pattern DELAY = Pattern.compile("([0-9]{1,6})(ms|s|m)");

    private final StandInTemplates templates;
    private final List<Diagnostic> findings = new ArrayList<>();

    private StandInReader() {
        templates = new StandInTemplates(findings::add);
    }

    static Reading read(String path, String text) {
        StandInReader reader = new StandInReader();
        YamlFile yaml = YamlReader.read(path, text);
        reader.findings.addAll(
                yaml.diagnostics().stream().filter(Diagnostic::isError).toList());
        List<Route> routes = new ArrayList<>();
        if (yaml.root() != null && reader.findings.isEmpty()) {
            Map<String, YamlNode> fields = reader.fields(yaml.root(), Set.of("routes"), Set.of("routes"));
            reader.items(fields.get("routes")).forEach(node -> reader.route(node, routes));
        }
        return reader.findings.isEmpty()
                ? new Reading.Good(new StandInFile(path, routes, reader.templates.programs()))
                : new Reading.Bad(reader.findings);
    }

    private void route(YamlNode node, List<Route> routes) {
        Map<String, YamlNode> fields = fields(node, Set.of("on", "when", "reply"), Set.of("on", "reply"));
        YamlNode on = fields.get("on");
        YamlNode reply = fields.get("reply");
        if (on == null || reply == null) {
            return;
        }
        YamlNode when = fields.get("when");
        Compiled condition = when == null ? null : templates.condition(when);
        List<Reply> replies = new ArrayList<>();
        List<YamlNode> written = reply instanceof YamlNode.Sequence list ? list.items() : List.of(reply);
        if (written.isEmpty()) {
            wrong(reply.place(), "A route needs at least one reply.");
        }
        written.forEach(each -> replies.add(reply(each)));
        Matcher match = ON.matcher(on.json() instanceof String text ? text : "");
        if (!match.matches()) {
            wrong(on.place(), "`on` is a method and a path, as in GET /orders/{id}.");
            return;
        }
        List<String> segments = List.of(match.group(2).substring(1).split("/", -1));
        if (!segments.stream().allMatch(segment -> SEGMENT.matcher(segment).matches())) {
            wrong(on.place(), "Each part of the path is plain text or a name in braces, as in /orders/{id}.");
        }
        routes.add(new Route(match.group(), match.group(1), segments, condition, replies));
    }

    private Reply reply(YamlNode node) {
        Map<String, YamlNode> fields = fields(node, Set.of("status", "delay", "headers", "body"), Set.of());
        Map<String, Template> headers = new LinkedHashMap<>();
        if (fields.get("headers") instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((name, entry) -> headers.put(name, templates.read(entry.value())));
        } else if (fields.containsKey("headers")) {
            wrong(node.place(), "`headers` is a mapping from names to values.");
        }
        YamlNode body = fields.get("body");
        return new Reply(
                status(fields.get("status")),
                delay(fields.get("delay")),
                headers,
                body == null ? null : templates.read(body));
    }

    private int status(@Nullable YamlNode node) {
        if (node == null) {
            return 200;
        }
        if (node.json() instanceof Long number && number >= 200 && number <= 599) {
            return number.intValue();
        }
        wrong(node.place(), "`status` is a number from 200 to 599.");
        return 200;
    }

    private Duration delay(@Nullable YamlNode node) {
        if (node == null) {
            return Duration.ZERO;
        }
        Matcher match = DELAY.matcher(node.json() instanceof String text ? text : "");
        if (!match.matches()) {
            findings.add(Diagnostic.of(Code.Y007, node.place(), "`delay` is a duration such as 500ms, 2s or 1m."));
            return Duration.ZERO;
        }
        long number = Long.parseLong(match.group(1));
        Duration delay = switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            findings.add(Diagnostic.of(Code.Y007, node.place(), "`delay` is at most 10m."));
        }
        return delay;
    }

    private List<YamlNode> items(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Sequence list) {
            return list.items();
        }
        if (node != null) {
            wrong(node.place(), "`routes` is a list.");
        }
        return List.of();
    }

    private Map<String, YamlNode> fields(YamlNode node, Set<String> known, Set<String> required) {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        if (!(node instanceof YamlNode.Mapping mapping)) {
            wrong(
                    node.place(),
                    "Here stands a mapping with "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
            return fields;
        }
        mapping.entries().forEach((name, entry) -> {
            if (known.contains(name)) {
                fields.put(name, entry.value());
            } else {
                findings.add(Diagnostic.of(
                                Code.Y004, entry.key().place(), "A stand-in knows no key `" + name + "` here.")
                        .withHelp("The keys are "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        });
        for (String name : required) {
            if (!fields.containsKey(name)) {
                findings.add(Diagnostic.of(Code.Y005, node.place(), "The key `" + name + "` is missing here."));
            }
        }
        return fields;
    }

    private void wrong(Place place, String message) {
        findings.add(Diagnostic.of(Code.Y006, place, message));
    }
}
