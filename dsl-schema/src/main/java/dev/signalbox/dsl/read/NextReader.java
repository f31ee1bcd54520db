package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code next} and {@code otherwise}: which state follows. */
final class NextReader {
    static final List<String> OUTCOMES = List.of(
            "failed",
            "timeout",
            "connection",
            "value",
            "http.404",
            "action.CODE",
            "flow.failed",
            "flow.cancelled",
            "refused",
            "cut_off",
            "empty",
            "context_length",
            "invalid",
            "overflow",
            "rejected",
            "expired",
            "exhausted",
            "limit",
            "unknown");

    private final Reading reading;
    private final TemplateReader templates;
    private final CommonReader common;

    NextReader(Reading reading, TemplateReader templates, CommonReader common) {
        this.reading = reading;
        this.templates = templates;
        this.common = common;
    }

    @Nullable
    Next next(@Nullable YamlNode node) {
        return switch (node) {
            case null -> null;
            case YamlNode.Scalar scalar -> {
                Next.Target to = target(scalar);
                yield to == null ? null : new Next.Always(to, scalar.place());
            }
            case YamlNode.Sequence sequence -> branches(sequence);
            case YamlNode.Mapping mapping -> match(mapping);
        };
    }

    Next.@Nullable Target target(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar
                && scalar.isText()
                && !scalar.text().isEmpty()) {
            return new Next.Target(new StateName(scalar.text()), scalar.place());
        }
        if (node != null) {
            reading.wrong(node, "a state's name");
        }
        return null;
    }

    private @Nullable Next branches(YamlNode.Sequence sequence) {
        if (sequence.items().isEmpty()) {
            reading.wrong(sequence, "a state's name, a list of `{when, to}`, or `{match, cases}`");
            return null;
        }
        List<Next.Branch> branches = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Fields fields = Fields.open(reading, sequence.items().get(i), "a branch", List.of("when", "to"));
            if (fields == null) {
                continue;
            }
            if (i + 1 < sequence.items().size()) {
                fields.need("when");
            }
            Expr when = templates.bare(fields.get("when"));
            Next.Target to = target(fields.need("to"));
            boolean lost = when == null && fields.has("when");
            if (to != null && !lost) {
                branches.add(new Next.Branch(when, to, fields.place()));
            }
        }
        return branches.isEmpty() ? null : new Next.Branches(branches, sequence.place());
    }

    private @Nullable Next match(YamlNode.Mapping mapping) {
        Fields fields = Fields.open(reading, mapping, "`next`", List.of("match", "cases", "else"));
        if (fields == null) {
            return null;
        }
        Expr match = templates.bare(fields.need("match"));
        fields.need("cases");
        List<Next.Case> cases = new ArrayList<>();
        for (YamlNode.Entry entry : fields.entriesOf("cases")) {
            Next.Target to = target(entry.value());
            if (to != null) {
                cases.add(new Next.Case(entry.key().value(), to, entry.key().place()));
            }
        }
        Next.Target otherwise = target(fields.get("else"));
        return match == null ? null : new Next.Match(match, cases, otherwise, mapping.place());
    }

    /** @param whole for the flow, where {@code cancelled} may stand as well */
    Map<String, Route> otherwise(@Nullable YamlNode node, boolean whole) {
        Fields fields = Fields.any(reading, node, "`otherwise`");
        if (fields == null) {
            return Map.of();
        }
        Map<String, Route> routes = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries()) {
            if (!isOutcome(entry, whole)) {
                continue;
            }
            Route route = route(entry);
            if (route != null) {
                routes.put(entry.name(), route);
            }
        }
        return java.util.Collections.unmodifiableMap(routes);
    }

    private boolean isOutcome(YamlNode.Entry entry, boolean whole) {
        String outcome = entry.name();
        if (OUTCOMES.contains(outcome) || CommonReader.isKind(outcome) || (whole && outcome.equals("cancelled"))) {
            return true;
        }
        if (outcome.equals("cancelled")) {
            reading.add(
                    Diagnostic.of(
                                    Code.Y004,
                                    entry.key().place(),
                                    "`cancelled` may stand only in the flow's `otherwise`.")
                            .withHelp(
                                    "A state cannot go on after its run was cancelled; the flow can name a state to clean up."));
            return false;
        }
        List<String> known = new ArrayList<>(OUTCOMES);
        if (whole) {
            known.add("cancelled");
        }
        reading.add(Diagnostic.of(Code.Y004, entry.key().place(), "`" + Reading.clip(outcome) + "` is no outcome.")
                .withHelp("Outcomes: " + String.join(", ", known) + ".")
                .withSuggestion(Nearest.to(outcome, known)));
        return false;
    }

    private @Nullable Route route(YamlNode.Entry entry) {
        if (!(entry.value() instanceof YamlNode.Mapping mapping)) {
            Next.Target to = target(entry.value());
            return to == null
                    ? null
                    : new Route(
                            entry.name(),
                            to.state(),
                            to.place(),
                            Map.of(),
                            null,
                            entry.key().place());
        }
        Fields fields = Fields.open(reading, mapping, "a route", List.of("to", "set", "in_a_row"));
        if (fields == null) {
            return null;
        }
        Next.Target to = target(fields.need("to"));
        Map<DataName, Template> set = common.assignments(fields.get("set"));
        Integer inARow = fields.whole("in_a_row", 1, Integer.MAX_VALUE);
        return to == null
                ? null
                : new Route(
                        entry.name(),
                        to.state(),
                        to.place(),
                        set,
                        inARow,
                        entry.key().place());
    }
}
