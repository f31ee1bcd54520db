package dev.signalbox.core.context;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.tokens.ReplyBound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles what a model call sees. A pure function: the same request gives the same bytes under the same {@link #NUMBER}.
 * The items never take more than the budget; a required item is never lost (that is an {@link ContextResult.Overflow});
 * nothing of lower priority enters where something of higher priority was shortened or dropped for want of room; a value
 * of redacted data never enters.
 */
public final class ContextCompiler {
    /** Goes up with every change that could change a byte of a message or a manifest. */
    public static final int NUMBER = 4;

    private final ContextRequest request;
    private final Redaction redaction;
    private final ItemSource source;
    private final Map<String, List<Manifest.Entry>> out = new HashMap<>();

    private ContextCompiler(ContextRequest request) {
        this.request = request;
        this.redaction = new Redaction(request.flow().flow(), request.scope(), request.history());
        this.source = new ItemSource(request, redaction);
    }

    public static ContextResult compile(ContextRequest request) {
        return new ContextCompiler(request).compile();
    }

    private ContextResult compile() {
        return switch (ReplySchema.of(request, redaction)) {
            case ReplySchema.Broken broken -> new ContextResult.Failed("among", broken.message(), broken.place());
            case ReplySchema.Is schema -> compile(schema.json());
        };
    }

    private ContextResult compile(Object schema) {
        List<Allotment.Candidate> candidates = new ArrayList<>();
        int pictures = 0;
        for (ContextItem item : request.verb().context().load()) {
            int slots = PromptLayout.slots(request.verb(), item.name());
            switch (source.load(item, slots > 0)) {
                case ItemSource.Loaded.Broken broken -> {
                    return new ContextResult.Failed(item.name(), broken.message(), broken.place());
                }
                case ItemSource.Loaded.Out gone -> {
                    out.put(item.name(), List.of(source.out(item, gone)));
                    if (item.required() && gone.reason() != Manifest.Reason.WHEN_FALSE) {
                        String message = "The required item `" + item.name() + "` is missing: " + gone.why() + ".";
                        return new ContextResult.Overflow(item.name(), message, manifest(0, 0, 0, null));
                    }
                }
                case ItemSource.Loaded.Text text ->
                    candidates.add(new Allotment.Candidate(
                            item,
                            new TextItem(item, text, Frame.of(item, slots > 0), request.counter()),
                            null,
                            Math.max(1, slots)));
                case ItemSource.Loaded.Picture picture -> {
                    pictures += Math.max(1, slots);
                    if (pictures > Media.MAX_ITEMS) {
                        String message = "A model call takes at most " + Media.MAX_ITEMS + " pictures and documents; `"
                                + item.name() + "` is one more.";
                        return new ContextResult.Failed(item.name(), message, item.place());
                    }
                    candidates.add(new Allotment.Candidate(
                            item,
                            new MediaItem(item, picture, Frame.of(item, slots > 0), request.counter()),
                            null,
                            Math.max(1, slots)));
                }
                case ItemSource.Loaded.Events events ->
                    candidates.add(new Allotment.Candidate(item, null, events.events(), Math.max(1, slots)));
            }
        }
        return allot(candidates, schema);
    }

    private ContextResult allot(List<Allotment.Candidate> candidates, Object schema) {
        int words = emptyEnvelope(schema);
        int room = window() - reply() - words;
        Place place = request.verb().context().place();
        Integer declared = request.verb().context().budget();
        if (room < 0) {
            String message = "The prompt and the schema take " + words + " tokens; the model's window of " + window()
                    + " leaves them " + Math.max(0, window() - reply()) + " beside the reply.";
            return new ContextResult.Overflow("prompt", message, manifest(0, 0, words, null));
        }
        int budget = declared == null ? room : Math.min(room, declared);
        boolean byWindow = declared == null || declared > room;
        Manifest.Rule rule = Rules.at(place, byWindow ? "window: " + window() : "budget: " + budget);
        Allotment allotment = new Allotment(candidates, budget, rule);
        return switch (allotment.run()) {
            case Allotment.Outcome.Done done -> ready(allotment, budget, schema);
            case Allotment.Outcome.Overflow over ->
                new ContextResult.Overflow(
                        over.item().name(), over.message(), manifest(budget, allotment.used(), words, allotment));
            case Allotment.Outcome.Summarise summarise -> needs(summarise);
        };
    }

    private ContextResult ready(Allotment allotment, int budget, Object schema) {
        var messages = PromptLayout.messages(request, allotment.fitted());
        if (messages.isEmpty()) {
            Place place = request.verb().context().place();
            return new ContextResult.Failed(
                    "prompt", "The question has no words: no prompt, and no item is there.", place);
        }
        int envelope = PromptLayout.envelope(messages, schema, request.counter());
        return new ContextResult.Ready(
                messages,
                manifest(budget, allotment.used(), envelope, allotment)
                        .with(CacheOutlook.of(messages, schema, request.last(), request.now(), request.counter())),
                schema,
                Question.hash(messages, schema),
                (long) allotment.used() + envelope,
                given(allotment.fitted().values()));
    }

    private static Map<String, String> given(Collection<Fitted> fitted) {
        Map<String, String> given = new HashMap<>();
        for (Fitted one : fitted) {
            ItemSource.Loaded.Picture picture = one.picture();
            if (picture != null && picture.text() != null) {
                given.put(picture.media().sha256(), picture.text());
            }
        }
        return given;
    }

    private ContextResult needs(Allotment.Outcome.Summarise summarise) {
        SummaryText text = summarise.what().text();
        ModelName model = summarise.what().rung().model();
        long tokens = text.messages().stream()
                .mapToLong(message -> 4L + request.counter().count(message.text()))
                .sum();
        return new ContextResult.Needs(
                summarise.item().name(),
                model,
                text.covers(),
                text.upTo(),
                summarise.what().rung().into(),
                text.messages(),
                SummaryText.SCHEMA,
                Question.hash(text.messages(), SummaryText.SCHEMA),
                tokens);
    }

    /** What the words cost before any item is in, with a gap for each block that may come. */
    private int emptyEnvelope(Object schema) {
        int gaps =
                2 * request.verb().context().load().size() * request.counter().count("\n\n");
        return PromptLayout.envelope(PromptLayout.messages(request, Map.of()), schema, request.counter()) + gaps + 4;
    }

    private int window() {
        return ReplyBound.window(request.window());
    }

    private int reply() {
        return ReplyBound.of(request.verb(), request.window());
    }

    private Manifest manifest(
            int budget, int used, int envelope, @org.jspecify.annotations.Nullable Allotment allotment) {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (ContextItem item : request.verb().context().load()) {
            List<Manifest.Entry> of = out.get(item.name());
            if (of != null) {
                entries.addAll(of);
            } else if (allotment != null) {
                entries.addAll(allotment.entries(item.name()));
            }
        }
        return new Manifest(NUMBER, request.counter().counter(), budget, used, envelope, entries, null);
    }
}
