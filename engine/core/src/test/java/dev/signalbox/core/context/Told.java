package dev.signalbox.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A question as a flow file words it: read, checked, and compiled with the tokens that a provider counts. */
final class Told {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: person, window: 8000 }
              tiny: { provider: person, window: 600 }
            """;

    private static final String FLOW = """
            signalbox: 1
            flow: told
            version: 1.0.0
            types:
              Account: { type: object, required: [iban], properties: { iban: { type: string }, owner: { type: string } } }
            input:
              type: object
              required: [names, order]
              properties:
                message: { type: string }
                urgent: { type: boolean }
                names: { type: array, items: { type: string } }
                order: { type: object, properties: { id: { type: string }, total: { type: number }, lines: {
                  type: array, items: { type: object, properties: { sku: { type: string }, count: { type: integer }, note: { type: string } } } } } }
            data:
              iban: { type: string, redact: true, default: "" }
              pin: { type: integer, redact: true, default: 0 }
              tag: { type: string, redact: true, default: "" }
              account: { $ref: "#/types/Account", redact: true, default: { iban: "" } }
              phones: { type: array, items: { type: string }, redact: true, default: [] }
              note: { type: string, default: "" }
              picked: { type: string, default: "" }
            actions:
              get: { http: { url: "https://api.example/${args.id}" }, args: { type: object, required: [id], properties: { id: { type: string } } }, returns: { type: string }, effect: read }
              get_account: { http: { url: "https://api.example/a" }, returns: { $ref: "#/types/Account" }, effect: read }
            otherwise: { failed: over, invalid: over, overflow: over }
            limits: { steps: 50, cost_usd: 1.0, duration: 7d }
            start: fetch
            states:
              fetch: { call: get, with: { id: "1" }, save: iban, next: open }
              open: { call: get_account, save: { note: "${'x'}", tag: "${result.iban}" }, next: keep }
              keep: { set: { iban: "DE99", note: "kept" }, next: look }
              look: { call: get, with: { id: "2" }, save: note, set: { tag: "t" }, next: many }
              many:
                parallel:
                  left: { call: get, with: { id: "3" }, save: iban }
                  right: { call: get, with: { id: "4" }, save: note }
                next: plain
              plain: { call: get, with: { id: "5" }, save: note, next: ask }
              ask:
                llm:
            %s
                save: picked
                next: over
              over: { end: failed, error: over }
            """;

    final CheckedFlow flow;
    private final Map<String, Object> roots = new LinkedHashMap<>();
    private final List<Recorded> history = new ArrayList<>();
    private final List<ContextRequest.Summary> summaries = new ArrayList<>();

    /** @param llm what stands below {@code llm:}, without the model */
    static Told of(String llm) {
        return new Told("model: fast\n" + llm);
    }

    static Told load(String items) {
        return of("prompt: Go on.\ncontext:\n  budget: 2000\n  load:\n" + items.indent(4));
    }

    Told(String llm) {
        String text = FLOW.formatted(llm.indent(8).stripTrailing());
        Sources files = new Files();
        Workspace workspace = WorkspaceReader.read(WORKSPACE, files).workspace();
        ReadFlow read = FlowReader.read("told.flow.yaml", text, workspace, files);
        assertNotNull(read.flow(), () -> "cannot be read: " + read.diagnostics());
        // As one that another program pinned: the compiler also gets items that this checker wants bounded.
        flow = Checker.trust(read.flow(), workspace, FlowSignatures.NONE);
        flow.flow().data().values().forEach(decl -> roots.put(decl.name().value(), decl.initial()));
        roots.put("input", Map.of());
    }

    private record Files() implements Sources {
        @Override
        public String read(String path) {
            return path.equals("policy.md") ? "Be kind." : null;
        }

        @Override
        public List<String> paths() {
            return List.of("policy.md");
        }
    }

    Told with(String root, String json) {
        roots.put(root, JsonText.parse(json));
        return this;
    }

    Told without(String root) {
        roots.remove(root);
        return this;
    }

    /** A call of {@code get} and its result, an hour after the one before. */
    Told call(String state, String id, String result) {
        return record(state, Recorded.Kind.RESULT, Map.of("action", "get", "args", Map.of("id", id)), result);
    }

    Told record(String state, Recorded.Kind kind, Object call, String json) {
        int number = history.size() + 1;
        Instant at = NOW.minus(Duration.ofHours(200)).plus(Duration.ofHours(number));
        history.add(new Recorded(number, new StateName(state), 1, kind, call, JsonText.parse(json), at));
        return this;
    }

    Told summary(ContextResult.Needs needs, String text) {
        summaries.add(new ContextRequest.Summary(needs.item(), needs.covers(), needs.upTo(), text));
        return this;
    }

    ContextResult compile() {
        LlmVerb verb = (LlmVerb) flow.flow().states().get(new StateName("ask")).verb();
        Integer window = flow.models().get(verb.model()).window();
        ContextRequest request = new ContextRequest(
                flow, verb, roots::get, history, summaries, NOW, window, TokenCounter.o200k(), null, null);
        ContextResult result = ContextCompiler.compile(request);
        assertEquals(result, ContextCompiler.compile(request), "the same inputs give the same bytes");
        return result;
    }

    ContextResult.Ready ready() {
        return assertInstanceOf(ContextResult.Ready.class, compile());
    }

    String said() {
        return Sketch.said(ready());
    }

    Manifest.Entry entry(String item) {
        return Sketch.entry(ready().manifest(), item);
    }
}
