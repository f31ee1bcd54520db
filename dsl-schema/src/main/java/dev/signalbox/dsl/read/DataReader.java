package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Fetch;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code data} and {@code events}: what a run keeps, and what may come from outside. */
final class DataReader {
    /** Keys that stand beside the schema's own. */
    static final Set<String> BESIDE = Set.of("default", "redact", "fetch");

    private static final Duration LOOKBACK = Duration.ofHours(1);

    private final FlowScope scope;
    private final Reading reading;
    private final CommonReader common;

    DataReader(FlowScope scope) {
        this.scope = scope;
        this.reading = scope.reading;
        this.common = new CommonReader(reading, scope.templates);
    }

    void data(@Nullable YamlNode node) {
        Fields fields = Fields.any(reading, node, "`data`");
        if (fields == null) {
            return;
        }
        for (YamlNode.Entry entry : fields.entries()) {
            Names.variable(reading, entry.key());
            if (!entry.name().isEmpty()) {
                DataName name = new DataName(entry.name());
                scope.data.put(name, declaration(name, entry));
            }
        }
    }

    private DataDecl declaration(DataName name, YamlNode.Entry entry) {
        Schema schema = scope.schemas.read(entry.value(), BESIDE);
        Object initial = null;
        boolean redact = false;
        Fetch fetch = null;
        if (entry.value() instanceof YamlNode.Mapping mapping
                && !mapping.entries().containsKey("file")) {
            Fields fields = Fields.any(reading, mapping, "`data`");
            if (fields != null) {
                redact = fields.flag("redact");
                fetch = fetch(fields.get("fetch"));
                initial = initial(fields.get("default"), schema);
            }
        }
        return new DataDecl(name, schema, initial, redact, fetch, entry.key().place());
    }

    private @Nullable Object initial(@Nullable YamlNode node, Schema schema) {
        if (node == null) {
            return null;
        }
        return switch (schema.fit(node.json())) {
            case Schema.Fit.Fits fits -> fits.value();
            case Schema.Fit.Misfit misfit -> {
                Schema.Problem problem = misfit.problems().getFirst();
                var place = reading.places().value(node.place().path() + problem.pointer());
                reading.add(Diagnostic.of(
                        Code.E208,
                        place == null ? node.place() : place,
                        "The default does not fit: " + problem.message()));
                yield null;
            }
        };
    }

    private @Nullable Fetch fetch(@Nullable YamlNode node) {
        Fields fields = Fields.open(reading, node, "`fetch`", List.of("call", "with", "fresh", "retry", "timeout"));
        if (fields == null) {
            return null;
        }
        YamlNode.Scalar call = fields.needText("call");
        var with = scope.templates.fields(fields.get("with"), fields.place());
        Duration fresh = fields.duration("fresh");
        Retry retry = common.retry(fields.get("retry"));
        Duration timeout = fields.duration("timeout");
        return call == null || call.text().isEmpty()
                ? null
                : new Fetch(scope.named(call.text()), with, fresh, retry, timeout, fields.place());
    }

    Map<EventName, EventDecl> events(@Nullable YamlNode node) {
        Fields fields = Fields.any(reading, node, "`events`");
        if (fields == null) {
            return Map.of();
        }
        Map<EventName, EventDecl> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries()) {
            Names.dotted(reading, entry.key());
            Fields event = Fields.open(reading, entry.value(), "an event", List.of("payload", "lookback"));
            YamlNode payload = event == null ? null : event.need("payload");
            if (event == null || payload == null || entry.name().isEmpty()) {
                continue;
            }
            Duration lookback = event.duration("lookback");
            EventName name = new EventName(entry.name());
            found.put(
                    name,
                    new EventDecl(
                            name,
                            scope.schemas.read(payload),
                            lookback == null ? LOOKBACK : lookback,
                            entry.key().place()));
        }
        return java.util.Collections.unmodifiableMap(found);
    }
}
