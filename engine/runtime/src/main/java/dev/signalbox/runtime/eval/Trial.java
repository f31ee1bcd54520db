package dev.signalbox.runtime.eval;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.decide.Rehearsal;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.reply.Parsed;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.core.reply.ReplyText;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.dispatch.PinnedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question asked again of one model, as the engine would: compiled, parsed, validated and repaired by the core's own code.
 * What differs: no fallback stands in for the model, and where the file has no {@code retry} a lost try is made again twice, so that
 * a busy server is not taken for a bad model.
 */
final class Trial {
    private static final Retry USUAL = new Retry(2, Duration.ofSeconds(1), Duration.ofSeconds(30), List.of());

    /** A file whose items need more never comes to rest. */
    private static final int MOST_SUMMARIES = 20;

    private final Caller caller;
    private final Workspace.Model model;
    private final Rehearsal rehearsal;
    private final Event.ModelRequested recorded;
    private final boolean anew;
    private final FlowName flow;
    private final List<ContextRequest.Summary> summaries = new ArrayList<>();
    private Used used = Used.NOTHING;
    private int attempt;
    private int retried;

    /**
     * @param rehearsal what compiles the question
     * @param recorded the request of then
     * @param anew asks what is compiled now; else the words of then
     */
    Trial(
            Caller caller,
            Workspace.Model model,
            Rehearsal rehearsal,
            Event.ModelRequested recorded,
            boolean anew,
            FlowName flow) {
        this.caller = caller;
        this.model = model;
        this.rehearsal = rehearsal;
        this.recorded = recorded;
        this.anew = anew;
        this.flow = flow;
    }

    /** What is to be sent, or why nothing is. */
    private sealed interface Wording {
        /** @param media the pictures and documents that came from values */
        record Words(List<Message> messages, Object schema, long predicted, Map<String, String> media)
                implements Wording {}

        record None(Answer because) implements Wording {}
    }

    /**
     * @param mostRepairs how often a reply that does not fit is sent back
     * @throws Caller.Spent when the next call may cost more than is left
     */
    Answer answer(int mostRepairs) throws InterruptedException, Caller.Spent {
        ContextRequest.Repair back = null;
        for (int repairs = 0; ; repairs++) {
            Wording wording = anew ? compiled(back, repairs) : asRecorded(back, repairs);
            if (wording instanceof Wording.None none) {
                return none.because();
            }
            Wording.Words words = (Wording.Words) wording;
            ModelOutcome outcome = call(
                    words,
                    model,
                    rehearsal.maxOutput(model),
                    rehearsal.question().temperature());
            if (!(outcome instanceof ModelOutcome.Replied replied)) {
                return lost(outcome, repairs);
            }
            String text = ReplyText.whole(replied.text());
            switch (ReplyParser.parse(text, words.schema())) {
                case Parsed.Value fits -> {
                    return Answer.fits(fits.value(), replied.model(), repairs, used);
                }
                case Parsed.Unfit unfit -> {
                    if (repairs >= mostRepairs) {
                        String why = "no reply fitted the schema: " + String.join("; ", unfit.problems());
                        return Answer.invalid(why, replied.model(), repairs, used);
                    }
                    back = new ContextRequest.Repair(text, unfit.problems());
                }
            }
        }
    }

    private Answer lost(ModelOutcome outcome, int repairs) {
        return switch (outcome) {
            case ModelOutcome.Failed failed -> Answer.failed(failed.kind(), failed.message(), repairs, used);
            case ModelOutcome.NoRoom full -> Answer.failed("limit", full.message(), repairs, used);
            case ModelOutcome.NeedsPerson needs -> Answer.noReply(needs.why(), used);
            case ModelOutcome.Replied replied -> throw new IllegalArgumentException("a reply is not lost");
        };
    }

    /** The file's question, with the summaries that it waits for made first. */
    private Wording compiled(ContextRequest.@Nullable Repair back, int repairs)
            throws InterruptedException, Caller.Spent {
        for (int made = 0; made <= MOST_SUMMARIES; made++) {
            switch (rehearsal.compile(model, calibration(), summaries, back)) {
                case ContextResult.Ready ready -> {
                    return new Wording.Words(
                            ready.messages(), ready.schema(), ready.predictedInputTokens(), ready.media());
                }
                case ContextResult.Overflow over -> {
                    return new Wording.None(Answer.failed("overflow", over.message(), repairs, used));
                }
                case ContextResult.Failed failed -> {
                    return new Wording.None(Answer.failed("value", failed.message(), repairs, used));
                }
                case ContextResult.Needs needs -> {
                    Answer without = summarise(needs);
                    if (without != null) {
                        return new Wording.None(without);
                    }
                }
            }
        }
        return new Wording.None(Answer.failed("overflow", "The summaries never fit.", repairs, used));
    }

    /** Null when the summary is made. */
    private @Nullable Answer summarise(ContextResult.Needs needs) throws InterruptedException, Caller.Spent {
        Workspace.Model by = caller.model(needs.model());
        if (by == null) {
            return Answer.failed("config", "The workspace has no model `" + needs.model() + "`.", 0, used);
        }
        ModelOutcome outcome = call(
                new Wording.Words(needs.messages(), needs.schema(), needs.predictedInputTokens(), Map.of()),
                by,
                needs.into(),
                null);
        if (!(outcome instanceof ModelOutcome.Replied replied)) {
            return lost(outcome, 0);
        }
        return switch (ReplyParser.parse(ReplyText.whole(replied.text()), needs.schema())) {
            case Parsed.Value fits -> {
                summaries.add(new ContextRequest.Summary(
                        needs.item(), needs.covers(), needs.upTo(), String.valueOf(fits.value())));
                yield null;
            }
            case Parsed.Unfit unfit -> {
                String why = "the summary of " + needs.item() + ": " + String.join("; ", unfit.problems());
                yield Answer.invalid(why, replied.model(), 0, used);
            }
        };
    }

    /** The recorded words; a repair's turn follows them as the engine would have it. */
    private Wording asRecorded(ContextRequest.@Nullable Repair back, int repairs) {
        List<Message> messages = new ArrayList<>(recorded.messages());
        if (back != null) {
            messages.addAll(repairTurn(back));
        }
        Manifest manifest = recorded.manifest();
        long predicted = back == null && recorded.model().equals(model.name())
                ? (long) manifest.used() + manifest.envelope()
                : counted(messages, back);
        Integer window = model.window();
        if (window != null && predicted + rehearsal.maxOutput(model) > window) {
            String why = "The question takes " + predicted + " tokens; the window of `" + model.name() + "`, " + window
                    + ", does not hold it beside the reply.";
            return new Wording.None(Answer.failed("overflow", why, repairs, used));
        }
        return new Wording.Words(messages, recorded.schema(), predicted, media());
    }

    /** Words count as they are; what a picture takes only compiling says. */
    private long counted(List<Message> messages, ContextRequest.@Nullable Repair back) {
        return hasMedia() && rehearsal.compile(model, null, summaries, back) instanceof ContextResult.Ready ready
                ? ready.predictedInputTokens()
                : Caller.counted(messages, recorded.schema(), Caller.counter(model));
    }

    private boolean hasMedia() {
        return recorded.messages().stream().anyMatch(message -> !message.media().isEmpty());
    }

    /** The log has pictures by their hash; the values that they came from are in the run. */
    private Map<String, String> media() {
        return hasMedia()
                        && rehearsal.compile(rehearsal.ownModel(), null, summaries, null)
                                instanceof ContextResult.Ready ready
                ? ready.media()
                : Map.of();
    }

    /** What the run counted with, where it asked this model. */
    private @Nullable Calibration calibration() {
        return recorded.model().equals(model.name()) ? recorded.calibration() : null;
    }

    /** What compiling with the repair puts behind what compiling without it gives. */
    private List<Message> repairTurn(ContextRequest.Repair back) {
        Workspace.Model then = rehearsal.ownModel();
        return rehearsal.compile(then, null, summaries, null) instanceof ContextResult.Ready first
                        && rehearsal.compile(then, null, summaries, back) instanceof ContextResult.Ready again
                ? again.messages()
                        .subList(first.messages().size(), again.messages().size())
                : List.of();
    }

    private ModelOutcome call(Wording.Words words, Workspace.Model of, int maxOutput, @Nullable Double temperature)
            throws InterruptedException, Caller.Spent {
        while (true) {
            Effect.ModelCall bare = new Effect.ModelCall(
                    recorded.step(),
                    flow,
                    ++attempt,
                    of.name(),
                    words.messages(),
                    words.schema(),
                    dev.signalbox.core.context.Question.hash(words.messages(), words.schema()),
                    temperature,
                    maxOutput,
                    rehearsal.timeout(),
                    words.predicted() + maxOutput,
                    words.media());
            Effect.ModelCall call = PinnedMedia.with(bare, rehearsal.flow());
            Caller.Called called = caller.call(call, of, words.predicted());
            used = used.plus(called.used());
            if (!(called.outcome() instanceof ModelOutcome.Failed failed)) {
                return called.outcome();
            }
            Instant now = Instant.now();
            Instant again = rehearsal.retryAt(retried, failed.kind(), failed.retryAfter(), now, USUAL);
            if (again == null) {
                return failed;
            }
            retried++;
            Thread.sleep(Duration.between(now, again));
        }
    }
}
