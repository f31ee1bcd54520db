package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state: its one verb and the common keys. */
final class StateReader {
    /** The verbs besides {@code set}, which may also stand beside another one. */
    static final List<String> VERBS = List.of("call", "llm", "ask", "wait", "parallel", "each", "flow", "end");
    /** The longest list of an {@code each} that names no {@code max}. */
    static final int EACH_MAX = 100;

    private static final List<String> ALWAYS = List.of("title", "note", "visits", "next", "otherwise");
    private static final Map<String, EndVerb.Status> STATUSES = statuses();

    private final FlowScope scope;
    private final Reading reading;
    private final CommonReader common;
    private final NextReader nexts;
    private final ApproveReader approvals;
    private final StepReader steps;

    StateReader(FlowScope scope) {
        this.scope = scope;
        this.reading = scope.reading;
        this.common = new CommonReader(reading, scope.templates);
        this.nexts = new NextReader(reading, scope.templates, common);
        this.approvals = new ApproveReader(reading, scope.templates, common);
        this.steps = new StepReader(scope, common, approvals);
    }

    private static Map<String, EndVerb.Status> statuses() {
        Map<String, EndVerb.Status> map = new LinkedHashMap<>();
        map.put("succeeded", EndVerb.Status.SUCCEEDED);
        map.put("failed", EndVerb.Status.FAILED);
        map.put("cancelled", EndVerb.Status.CANCELLED);
        return map;
    }

    NextReader nexts() {
        return nexts;
    }

    /** The keys that a state with this verb may have; {@code set} and {@code branch} name themselves. */
    static List<String> keys(String verb) {
        List<String> keys = new ArrayList<>();
        if (!verb.equals("branch")) {
            keys.add(verb);
        }
        keys.addAll(
                switch (verb) {
                    case "call" -> List.of("with", "save", "set", "retry", "timeout", "approve");
                    // A child run has retries and limits of its own.
                    case "flow" -> List.of("with", "save", "set", "approve");
                    case "llm" -> List.of("save", "set", "retry", "timeout");
                    case "ask", "wait", "each" -> List.of("save", "set");
                    case "parallel" -> List.of("join", "set");
                    case "end" -> List.of("output", "error");
                    default -> List.<String>of();
                });
        keys.addAll(verb.equals("end") ? List.of("title", "note", "next") : ALWAYS);
        return keys;
    }

    /** Where no verb stands a key that nobody knows may have been meant as one. */
    private static List<String> known(String verb) {
        List<String> known = keys(verb);
        if (verb.equals("branch")) {
            known.add("set");
            known.addAll(VERBS);
        }
        return known;
    }

    State read(YamlNode.Entry entry) {
        Names.dashed(reading, entry.key());
        String verb = verb(entry.value());
        Fields fields = Fields.open(reading, entry.value(), article(verb), known(verb));
        if (fields == null) {
            return broken(entry);
        }
        boolean single = single(fields, verb);
        Save save = common.save(fields.get("save"));
        Retry retry = common.retry(fields.get("retry"));
        Duration timeout = fields.duration("timeout");
        Verb read;
        if (verb.equals("llm")) {
            StepReader.Asked asked = steps.llm(fields, save);
            read = asked.verb();
            retry = retry == null ? asked.retry() : retry;
            timeout = timeout == null ? asked.timeout() : timeout;
        } else {
            read = read(fields, verb, save);
        }
        Map<DataName, Template> set = verb.equals("set") ? Map.of() : common.assignments(fields.get("set"));
        return new State(
                new StateName(entry.name().isEmpty() ? "?" : entry.name()),
                read == null || !single ? stand(fields.has("next")) : read,
                fields.string("title"),
                fields.string("note"),
                save,
                set,
                retry,
                timeout,
                fields.whole("visits", 1, Integer.MAX_VALUE),
                approvals.read(fields.get("approve")),
                nexts.next(fields.get("next")),
                nexts.otherwise(fields.get("otherwise"), false),
                entry.key().place(),
                fields.place());
    }

    /**
     * What stands for a verb that could not be read, so that no other state is blamed for leading to nowhere: the flow has
     * errors and cannot run.
     */
    private static Verb stand(boolean goesOn) {
        return goesOn ? new BranchVerb() : new EndVerb(EndVerb.Status.CANCELLED, null, null);
    }

    private static State broken(YamlNode.Entry entry) {
        return new State(
                new StateName(entry.name().isEmpty() ? "?" : entry.name()),
                stand(false),
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                entry.key().place(),
                entry.value().place());
    }

    private static String verb(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries().values()) {
                if (VERBS.contains(entry.name())) {
                    return entry.name();
                }
            }
            return mapping.entries().containsKey("set") ? "set" : "branch";
        }
        return "branch";
    }

    private static String article(String verb) {
        return switch (verb) {
            case "branch" -> "a state without a verb";
            default -> "a state with `" + verb + "`";
        };
    }

    /** A state has one verb, or at least a {@code next}; an unknown key has been told already and may have been the verb. */
    private boolean single(Fields fields, String verb) {
        boolean one = true;
        for (YamlNode.Entry entry : fields.entries()) {
            if (VERBS.contains(entry.name()) && !entry.name().equals(verb)) {
                replaceUnknown(entry, verb);
                one = false;
            }
        }
        boolean unknown = reading.diagnostics().stream()
                .anyMatch(d -> d.code() == Code.Y004
                        && d.place().path().startsWith(fields.place().path() + "/"));
        if (verb.equals("branch") && !fields.has("next")) {
            if (!unknown) {
                reading.add(Diagnostic.of(
                                Code.Y005, reading.head(fields.node()), "A state needs a verb, or at least `next`.")
                        .withHelp("The verbs: set, " + String.join(", ", VERBS) + "."));
            }
            return false;
        }
        return one;
    }

    private void replaceUnknown(YamlNode.Entry entry, String verb) {
        reading.diagnostics()
                .removeIf(d -> d.code() == Code.Y004
                        && d.place().span().equals(entry.key().place().span()));
        reading.add(Diagnostic.of(
                        Code.Y006,
                        entry.key().place(),
                        "A state has one verb: `" + verb + "` stands here already, so `" + entry.name() + "` cannot.")
                .withHelp("Put it into a state of its own."));
    }

    private @Nullable Verb read(Fields fields, String verb, @Nullable Save save) {
        return switch (verb) {
            case "set" -> new SetVerb(common.assignments(fields.get("set")));
            case "call" -> steps.call(fields);
            case "flow" -> steps.flow(fields);
            case "ask" -> {
                Fields ask = Fields.open(reading, fields.get("ask"), "`ask`", AskReader.KEYS);
                yield ask == null ? null : new AskReader(scope, common).read(ask, save);
            }
            case "wait" -> {
                YamlNode wait = fields.get("wait");
                yield wait == null ? null : new WaitReader(reading, scope.templates).read(wait);
            }
            case "parallel" -> parallel(fields);
            case "each" -> each(fields);
            case "end" -> end(fields);
            default -> new BranchVerb();
        };
    }

    private @Nullable Verb parallel(Fields state) {
        Map<String, ParallelVerb.Branch> branches = new LinkedHashMap<>();
        YamlNode node = state.get("parallel");
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty()) {
            reading.wrong(node, "a mapping with at least one branch");
            return null;
        }
        List<YamlNode.Entry> entries = state.entriesOf("parallel");
        for (YamlNode.Entry entry : entries) {
            Names.dashed(reading, entry.key());
            InnerStep step = steps.inner(entry.value(), true);
            if (step != null) {
                branches.put(entry.name(), new ParallelVerb.Branch(entry.name(), step));
            }
        }
        ParallelVerb.Join join = join(state, entries.size());
        return branches.isEmpty() ? null : new ParallelVerb(java.util.Collections.unmodifiableMap(branches), join);
    }

    private ParallelVerb.Join join(Fields state, int branches) {
        YamlNode node = state.get("join");
        if (node instanceof YamlNode.Scalar scalar) {
            if (scalar.text().equals("all")) {
                return new ParallelVerb.Join.All();
            }
            if (scalar.text().equals("any")) {
                return new ParallelVerb.Join.Any();
            }
            if (scalar.value() instanceof Long n && n >= 1 && n <= branches) {
                return new ParallelVerb.Join.Count(n.intValue());
            }
        }
        if (node != null) {
            reading.wrong(node, "`all`, `any` or a number of branches from 1 to " + branches);
        }
        return new ParallelVerb.Join.All();
    }

    private @Nullable Verb each(Fields state) {
        Fields each = Fields.open(
                reading,
                state.get("each"),
                "`each`",
                List.of("item", "in", "max", "concurrency", "step", "on_item_error"));
        if (each == null) {
            return null;
        }
        YamlNode.Scalar item = each.needText("item");
        if (item != null) {
            Names.variable(reading, item);
        }
        Expr in = scope.templates.bare(each.need("in"));
        YamlNode step = each.need("step");
        InnerStep inner = step == null ? null : steps.inner(step, false);
        Map<String, Boolean> onError = new LinkedHashMap<>();
        onError.put("fail", false);
        onError.put("collect", true);
        boolean collect = each.oneOf("on_item_error", onError, false);
        int max = each.whole("max", 1, 10_000, EACH_MAX);
        int concurrency = each.whole("concurrency", 1, 100, 1);
        return item == null || in == null || inner == null
                ? null
                : new EachVerb(item.text(), in, max, concurrency, inner, collect, each.place());
    }

    private @Nullable Verb end(Fields state) {
        EndVerb.Status status = state.oneOf("end", STATUSES);
        YamlNode output = state.get("output");
        Template error = scope.templates.text(state.get("error"));
        return status == null
                ? null
                : new EndVerb(status, output == null ? null : scope.templates.value(output), error);
    }
}
