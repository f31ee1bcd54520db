package dev.signalbox.core.context;

import dev.signalbox.core.context.ContextRequest.Repair;
import dev.signalbox.core.context.ContextRequest.Summary;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.media.MediaBytes;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.model.Context;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Cut;
import dev.signalbox.dsl.model.ContextItem.Format;
import dev.signalbox.dsl.model.ContextItem.Rung;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spells a question in a few words. */
final class Sketch {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Schema STRING = Schema.of(Map.of("type", "string"), Map.of(), SketchFlow.PLACE);

    final SketchFlow flow = new SketchFlow();
    final Map<String, Object> roots = new LinkedHashMap<>();
    final List<ContextItem> items = new ArrayList<>();
    final List<Recorded> history = new ArrayList<>();
    final List<Summary> summaries = new ArrayList<>();
    final List<LlmVerb.Example> examples = new ArrayList<>();

    @Nullable
    Integer budget = 1000;

    @Nullable
    Integer window = 100_000;

    @Nullable
    String system;

    @Nullable
    String prompt = "Say something.";

    @Nullable
    String among;

    @Nullable
    Schema output = STRING;

    @Nullable
    Repair repair;

    /** One item, changed bit by bit. */
    static final class Item {
        private final String name;
        private final Source source;
        private @Nullable MediaKind as;
        private List<String> only = List.of();
        private Format format = Format.TEXT;
        private @Nullable Integer max;
        private Cut cut = Cut.END;
        private @Nullable String when;
        private boolean required;
        private int priority = 5;
        private boolean stable;

        Item(String name, Source source) {
            this.name = name;
            this.source = source;
        }

        Item as(MediaKind kind) {
            as = kind;
            return this;
        }

        Item only(String... fields) {
            only = List.of(fields);
            return this;
        }

        Item format(Format to) {
            format = to;
            return this;
        }

        Item max(int tokens) {
            max = tokens;
            return this;
        }

        Item cut(Cut to) {
            cut = to;
            return this;
        }

        Item when(String path) {
            when = path;
            return this;
        }

        Item required() {
            required = true;
            return this;
        }

        Item priority(int to) {
            priority = to;
            return this;
        }

        Item stable() {
            stable = true;
            return this;
        }

        ContextItem build(int line) {
            return new ContextItem(
                    name,
                    source,
                    as,
                    only,
                    format,
                    max,
                    cut,
                    when == null ? null : SketchFlow.expr(when),
                    required,
                    priority,
                    stable,
                    SketchFlow.place(line));
        }
    }

    static Item from(String name, String path) {
        return new Item(name, new Source.From(SketchFlow.expr(path)));
    }

    static Item file(String name, String text) {
        return new Item(name, new Source.File(name + ".md", text));
    }

    /** A picture or document that is pinned with the flow. */
    static Item picture(String name, byte[] bytes) {
        if (MediaBytes.look(bytes) instanceof MediaBytes.Look.Known known) {
            String base64 = Base64.getEncoder().encodeToString(bytes);
            Source source = new Source.MediaFile(name + ".png", known.media(), base64);
            return new Item(name, source).as(known.media().kind());
        }
        throw new AssertionError("no picture");
    }

    static Item events(String name, Rung... ladder) {
        return events(name, null, 0, 0, ladder);
    }

    static Item events(String name, @Nullable Integer last, int keepFirst, int keepLast, Rung... ladder) {
        return new Item(
                name, new Source.Events(List.of(), List.of(), last, null, keepFirst, keepLast, List.of(ladder)));
    }

    static Item freshEvents(String name, Duration maxAge) {
        return new Item(name, new Source.Events(List.of(), List.of(), null, maxAge, 0, 0, List.of()));
    }

    static Item eventsOf(String name, List<String> states, List<String> kinds) {
        return new Item(
                name,
                new Source.Events(states.stream().map(StateName::new).toList(), kinds, null, null, 0, 0, List.of()));
    }

    static Rung clear() {
        return new Rung.ClearResults(SketchFlow.place(41));
    }

    static Rung clamp(int tokens) {
        return new Rung.Clamp(tokens, SketchFlow.place(42));
    }

    static Rung summarise(int into) {
        return new Rung.Summarise(new ModelName("fast"), into, SketchFlow.place(43));
    }

    static Rung dropOldest() {
        return new Rung.DropOldest(SketchFlow.place(44));
    }

    Sketch with(String root, Object value) {
        roots.put(root, value);
        return this;
    }

    Sketch load(Item... more) {
        for (Item item : more) {
            items.add(item.build(20 + items.size()));
        }
        return this;
    }

    /** Adds a recorded call with its result, an hour after the one before. */
    Sketch call(String state, String action, Map<String, Object> args, Object result) {
        return record(state, Recorded.Kind.RESULT, Map.of("action", action, "args", args), result);
    }

    Sketch record(String state, Recorded.Kind kind, @Nullable Object call, Object value) {
        int number = history.size() + 1;
        Instant at = NOW.minus(Duration.ofHours(100)).plus(Duration.ofHours(number));
        history.add(new Recorded(number, new StateName(state), 1, kind, call, value, at));
        return this;
    }

    ContextRequest request() {
        LlmVerb verb = new LlmVerb(
                new ModelName("fast"),
                SketchFlow.PLACE,
                system == null ? null : prompt(system),
                prompt == null ? null : prompt(prompt),
                new Context(budget, items, SketchFlow.place(19)),
                examples,
                output,
                List.of(),
                among == null ? null : SketchFlow.expr(among),
                1,
                null,
                null);
        return new ContextRequest(flow, verb, roots::get, history, summaries, NOW, window, new Words(), repair, null);
    }

    ContextResult compile() {
        return ContextCompiler.compile(request());
    }

    ContextResult.Ready ready() {
        ContextResult result = compile();
        if (result instanceof ContextResult.Ready ready) {
            return ready;
        }
        throw new AssertionError("not ready: " + result);
    }

    static String said(ContextResult.Ready ready) {
        StringBuilder all = new StringBuilder();
        ready.messages().forEach(message -> all.append(message.text()).append('\n'));
        return all.toString();
    }

    static Manifest.Entry entry(Manifest manifest, String item) {
        return manifest.items().stream()
                .filter(entry -> entry.item().equals(item))
                .findFirst()
                .orElseThrow();
    }

    static Manifest.Rule rule(Manifest manifest, String item) {
        return java.util.Objects.requireNonNull(entry(manifest, item).rule());
    }

    private static Prompt prompt(String text) {
        List<Prompt.Piece> pieces = new ArrayList<>();
        Matcher slots = Pattern.compile("\\$\\{(\\w+)}").matcher(text);
        int at = 0;
        while (slots.find()) {
            if (slots.start() > at) {
                pieces.add(new Prompt.Piece.Text(text.substring(at, slots.start())));
            }
            pieces.add(new Prompt.Piece.Slot(slots.group(1), SketchFlow.PLACE));
            at = slots.end();
        }
        if (at < text.length()) {
            pieces.add(new Prompt.Piece.Text(text.substring(at)));
        }
        return new Prompt(pieces, SketchFlow.PLACE);
    }
}
