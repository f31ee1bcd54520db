package dev.signalbox.core.context;

import dev.signalbox.core.context.ContextProperties.Compiler;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Context;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Compilers with one defect each, by the property that they break. */
final class BrokenCompilers {
    private BrokenCompilers() {}

    static Map<String, Compiler> all() {
        Map<String, Compiler> all = new LinkedHashMap<>();
        all.put("budget", BrokenCompilers::takesMore);
        all.put("required", items(item -> item.with(false, item.of.priority())));
        all.put("priority", items(item -> item.with(item.of.required(), 10 - item.of.priority())));
        all.put("deterministic", new Forgetful());
        all.put("idempotent", BrokenCompilers::asksAgain);
        all.put("together", BrokenCompilers::partsDecisions);
        all.put("keep", sources(events -> events(events, 0, 0)));
        all.put("redact", BrokenCompilers::showsAll);
        all.put("max", items(Changed::withoutMax));
        all.put("stable", BrokenCompilers::volatileFirst);
        all.put("append-only", BrokenCompilers::summarisesTheEnd);
        return all;
    }

    /** An item on its way to be another one. */
    private record Changed(ContextItem of) {
        ContextItem with(boolean required, int priority) {
            return made(of.source(), of.max(), required, priority);
        }

        ContextItem withoutMax() {
            return made(of.source(), null, of.required(), of.priority());
        }

        ContextItem of(Source source) {
            return made(source, of.max(), of.required(), of.priority());
        }

        private ContextItem made(
                Source source, @org.jspecify.annotations.Nullable Integer max, boolean required, int priority) {
            return new ContextItem(
                    of.name(),
                    source,
                    of.as(),
                    of.only(),
                    of.format(),
                    max,
                    of.cut(),
                    of.when(),
                    required,
                    priority,
                    of.stable(),
                    of.place());
        }
    }

    private interface Changing {
        ContextItem change(Changed item);
    }

    private static Compiler items(Changing how) {
        return request -> ContextCompiler.compile(with(
                request,
                request.verb().context().budget(),
                request.verb().context().load().stream()
                        .map(item -> how.change(new Changed(item)))
                        .toList()));
    }

    private static Compiler sources(UnaryOperator<Source.Events> how) {
        return items(item -> item.of.source() instanceof Source.Events events ? item.of(how.apply(events)) : item.of);
    }

    private static Source.Events events(Source.Events of, int first, int last) {
        return new Source.Events(of.states(), of.kinds(), of.last(), of.maxAge(), first, last, of.evict());
    }

    private static ContextRequest with(
            ContextRequest request, @org.jspecify.annotations.Nullable Integer budget, List<ContextItem> items) {
        LlmVerb verb = request.verb();
        return with(
                request,
                new LlmVerb(
                        verb.model(),
                        verb.modelPlace(),
                        verb.system(),
                        verb.prompt(),
                        new Context(budget, items, verb.context().place()),
                        verb.examples(),
                        verb.output(),
                        verb.choose(),
                        verb.among(),
                        verb.repair(),
                        verb.temperature(),
                        verb.maxOutput()),
                request.flow(),
                request.history(),
                request.summaries());
    }

    private static ContextRequest with(
            ContextRequest request,
            LlmVerb verb,
            CheckedFlow flow,
            List<Recorded> history,
            List<ContextRequest.Summary> summaries) {
        return new ContextRequest(
                flow,
                verb,
                request.scope(),
                history,
                summaries,
                request.now(),
                request.window(),
                request.counter(),
                request.repair(),
                request.last());
    }

    /** A token more than there is: the fence is one post off. */
    private static ContextResult takesMore(ContextRequest request) {
        Integer budget = request.verb().context().budget();
        return ContextCompiler.compile(with(
                request,
                budget == null ? null : budget + 1,
                request.verb().context().load()));
    }

    /** Says something else each time. */
    private static final class Forgetful implements Compiler {
        private int asked;

        @Override
        public ContextResult compile(ContextRequest request) {
            asked++;
            return ContextCompiler.compile(request) instanceof ContextResult.Ready ready
                    ? new ContextResult.Ready(
                            ready.messages(),
                            ready.manifest(),
                            ready.schema(),
                            ready.question() + asked,
                            ready.predictedInputTokens(),
                            ready.media())
                    : ContextCompiler.compile(request);
        }
    }

    /** Does not look at the summaries it was given. */
    private static ContextResult asksAgain(ContextRequest request) {
        return ContextCompiler.compile(with(request, request.verb(), request.flow(), request.history(), List.of()));
    }

    /** Takes a decision and what came of it for two things. */
    private static ContextResult partsDecisions(ContextRequest request) {
        List<Recorded> history = new ArrayList<>();
        for (Recorded one : request.history()) {
            history.add(new Recorded(
                    one.number(), one.state(), one.number(), one.kind(), one.call(), one.value(), one.at()));
        }
        return ContextCompiler.compile(with(request, request.verb(), request.flow(), history, request.summaries()));
    }

    /** Does not know which data is redacted. */
    private static ContextResult showsAll(ContextRequest request) {
        SketchFlow open = new SketchFlow() {
            @Override
            public Flow flow() {
                return new SketchFlow().flow();
            }
        };
        return ContextCompiler.compile(with(request, request.verb(), open, request.history(), request.summaries()));
    }

    /** Puts what changes in front. */
    private static ContextResult volatileFirst(ContextRequest request) {
        return ContextCompiler.compile(request) instanceof ContextResult.Ready ready
                ? new ContextResult.Ready(
                        ready.messages().stream()
                                .map(message -> new Message(
                                        message.role(), message.parts().reversed()))
                                .toList(),
                        ready.manifest(),
                        ready.schema(),
                        ready.question(),
                        ready.predictedInputTokens(),
                        ready.media())
                : ContextCompiler.compile(request);
    }

    /** Forgets the first event where it asks for a summary of all. */
    private static ContextResult summarisesTheEnd(ContextRequest request) {
        ContextResult result = ContextCompiler.compile(request);
        return result instanceof ContextResult.Needs
                        && ContextCompiler.compile(with(
                                        request,
                                        request.verb(),
                                        request.flow(),
                                        request.history()
                                                .subList(1, request.history().size()),
                                        request.summaries()))
                                instanceof ContextResult.Needs shorter
                ? shorter
                : result;
    }
}
