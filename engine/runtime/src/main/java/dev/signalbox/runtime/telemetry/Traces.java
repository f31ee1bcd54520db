package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Spans by OpenTelemetry's conventions for generative AI: {@code chat MODEL} for a model call, {@code execute_tool ACTION} for
 * a call of an action, and {@code invoke_agent FLOW} for a run, made when it has ended. All spans of a run are one trace
 * whose id is the run's. What was said and what was done is in them only where content is asked for; secrets never are.
 */
public final class Traces implements Telemetry {
    private static final long CLOSING_SECONDS = 5;

    private final RunIds ids = new RunIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final boolean content;

    /**
     * @param provider what spans go through; its ids are set here, and it is closed with this
     * @param content whether spans hold messages, arguments and results
     */
    public Traces(SdkTracerProviderBuilder provider, boolean content) {
        this.provider = provider.setIdGenerator(ids).build();
        this.tracer = this.provider.get("dev.signalbox");
        this.content = content;
    }

    @Override
    public void appended(Commit commit, Appended answer, long nanos) {
        if (answer instanceof Appended.Done) {
            for (Event event : commit.own()) {
                if (event instanceof Event.RunEnded end) {
                    tell(commit.row(), end);
                }
            }
        }
    }

    private void tell(RunRow run, Event.RunEnded end) {
        String flow = run.flow().value();
        SpanBuilder builder = tracer.spanBuilder("invoke_agent " + flow)
                .setNoParent()
                .setSpanKind(SpanKind.INTERNAL)
                .setStartTimestamp(run.startedAt())
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .setAttribute("gen_ai.agent.name", flow)
                .setAttribute("gen_ai.agent.version", run.version())
                .setAttribute("gen_ai.conversation.id", run.id().value())
                .setAttribute("gen_ai.usage.input_tokens", run.usage().inputTokens())
                .setAttribute("gen_ai.usage.output_tokens", run.usage().outputTokens())
                .setAttribute("signalbox.cost_usd", run.usage().costUsd())
                .setAttribute("signalbox.run", run.id().value())
                .setAttribute("signalbox.flow", flow)
                .setAttribute("signalbox.status", end.status());
        StepId parent = run.parent();
        if (parent != null) {
            builder.addLink(RunIds.of(parent.run()));
        }
        Span span = ids.with(RunIds.of(run.id()), builder::startSpan);
        if (end.status().equals("failed")) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", "failed");
        }
        span.end(end.at());
    }

    @Override
    public Watch<ActionOutcome> calling(Effect.ActionCall call) {
        String name = call.action().value();
        SpanBuilder builder = of(call.step(), "execute_tool " + name)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute("gen_ai.operation.name", "execute_tool")
                .setAttribute("gen_ai.tool.name", name)
                .setAttribute("gen_ai.tool.type", "extension")
                .setAttribute("gen_ai.tool.call.id", call.key())
                .setAttribute("signalbox.attempt", call.attempt());
        if (content) {
            builder.setAttribute("gen_ai.tool.call.arguments", JsonText.write(call.args()));
        }
        return new Spanned<>(builder.startSpan(), this::end);
    }

    private void end(Span span, @Nullable ActionOutcome outcome) {
        span.setAttribute("signalbox.outcome", Words.outcome(outcome));
        error(span, outcome == null ? "stopped" : Words.reason(outcome));
        if (content && outcome instanceof ActionOutcome.Answered answered) {
            span.setAttribute("gen_ai.tool.call.result", JsonText.write(answered.result()));
        }
    }

    @Override
    public Watch<ModelOutcome> asking(Effect.ModelCall call, Workspace.@Nullable Model model) {
        String workspaceName = call.model().value();
        String requested = model == null || model.model() == null ? workspaceName : model.model();
        SpanBuilder builder = of(call.step(), "chat " + requested)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", provider(model))
                .setAttribute("gen_ai.request.model", requested)
                .setAttribute("gen_ai.output.type", "json")
                .setAttribute("signalbox.flow", call.flow().value())
                .setAttribute("signalbox.model", workspaceName)
                .setAttribute("signalbox.attempt", call.attempt());
        Double temperature = call.temperature();
        if (temperature != null) {
            builder.setAttribute("gen_ai.request.temperature", temperature);
        }
        Integer most = call.maxOutput();
        if (most != null) {
            builder.setAttribute("gen_ai.request.max_tokens", most);
        }
        if (content) {
            builder.setAttribute("gen_ai.system_instructions", MessageContent.instructions(call.messages()))
                    .setAttribute("gen_ai.input.messages", MessageContent.input(call.messages()));
        }
        return new Spanned<>(builder.startSpan(), (span, outcome) -> end(span, workspaceName, requested, outcome));
    }

    private void end(Span span, String asked, String requested, @Nullable ModelOutcome outcome) {
        span.setAttribute("signalbox.outcome", Words.outcome(outcome));
        error(span, outcome == null ? "stopped" : Words.reason(outcome));
        if (outcome instanceof ModelOutcome.Replied reply) {
            span.setAttribute("gen_ai.response.model", reply.model().equals(asked) ? requested : reply.model())
                    .setAttribute("gen_ai.usage.input_tokens", reply.inputTokens())
                    .setAttribute("gen_ai.usage.output_tokens", reply.outputTokens())
                    .setAttribute("gen_ai.usage.cache_read.input_tokens", reply.cachedTokens())
                    .setAttribute("signalbox.cost_usd", reply.costUsd());
            if (content) {
                span.setAttribute("gen_ai.output.messages", MessageContent.output(reply.text()));
            }
        }
        if (outcome instanceof ModelOutcome.Failed failed && failed.charged() != null) {
            span.setAttribute("gen_ai.usage.input_tokens", failed.charged().inputTokens())
                    .setAttribute("gen_ai.usage.output_tokens", failed.charged().outputTokens())
                    .setAttribute(
                            "gen_ai.usage.cache_read.input_tokens",
                            failed.charged().cachedTokens())
                    .setAttribute("signalbox.cost_usd", failed.charged().costUsd());
        }
    }

    private static String provider(Workspace.@Nullable Model model) {
        return model == null ? "unknown" : model.provider().name().toLowerCase(Locale.ROOT);
    }

    private static void error(Span span, @Nullable String type) {
        if (type != null) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", type);
        }
    }

    private SpanBuilder of(StepId step, String name) {
        RunId run = step.run();
        SpanContext parent = RunIds.of(run);
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setAttribute("gen_ai.conversation.id", run.value())
                .setAttribute("signalbox.run", run.value())
                .setAttribute("signalbox.state", step.state().value())
                .setAttribute("signalbox.step", step.toString());
    }

    private static final class Spanned<O> implements Watch<O> {
        private final Span span;
        private final BiConsumer<Span, @Nullable O> end;
        private @Nullable O outcome;

        Spanned(Span span, BiConsumer<Span, @Nullable O> end) {
            this.span = span;
            this.end = end;
        }

        @Override
        public void outcome(O how) {
            outcome = how;
        }

        @Override
        public void close() {
            end.accept(span, outcome);
            span.end();
        }
    }

    /** Sends what is left, for a few seconds at most. */
    @Override
    public void close() {
        var unused = provider.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
}
