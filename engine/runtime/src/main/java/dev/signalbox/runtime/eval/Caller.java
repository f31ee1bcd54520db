package dev.signalbox.runtime.eval;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Budgets;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.dispatch.Pace;
import dev.signalbox.runtime.port.ModelPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of an evaluation within its purse, and counts what each took. No more go to a model side by side, and in a
 * minute, than the workspace lets go. Safe to share between threads.
 */
final class Caller {
    /** What providers document that a message takes besides its text, and a request. */
    private static final long PER_MESSAGE = 4;

    private static final long PER_REQUEST = 3;

    private final ModelPort port;
    private final Map<ModelName, Workspace.Model> models;
    private final Purse purse;
    private final Map<ModelName, Room> rooms = new ConcurrentHashMap<>();
    private final Map<Asked, ModelOutcome> replied = new ConcurrentHashMap<>();

    /** A question to a model: the same words and schema in the same place. */
    private record Asked(ModelName model, FlowName flow, StateName state, String question) {
        static Asked of(Effect.ModelCall call, Workspace.Model model) {
            return new Asked(model.name(), call.flow(), call.step().state(), call.question());
        }
    }

    Caller(ModelPort port, Map<ModelName, Workspace.Model> models, Purse purse) {
        this.port = port;
        this.models = Map.copyOf(models);
        this.purse = purse;
    }

    /** The purse does not hold the worst case of the next call. */
    static final class Spent extends Exception {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    record Called(ModelOutcome outcome, Used used) {}

    Workspace.@Nullable Model model(ModelName name) {
        return models.get(name);
    }

    /** Counts as the model's provider does. */
    static TokenCounter counter(Workspace.Model model) {
        return TokenCounter.forProvider(model.provider().name().toLowerCase(Locale.ROOT));
    }

    /** @param predicted its input in tokens */
    Called call(Effect.ModelCall call, Workspace.Model model, long predicted) throws InterruptedException, Spent {
        int most = call.maxOutput() == null ? 0 : call.maxOutput();
        double worst = model.provider() == Workspace.Provider.RECORDED ? 0 : Budgets.worstCost(model, predicted, most);
        if (!purse.reserve(worst)) {
            throw new Spent();
        }
        Used used = Used.NOTHING;
        try {
            Called called = inTurn(call, model, predicted);
            used = called.used();
            if (called.outcome() instanceof ModelOutcome.Replied reply) {
                replied.put(Asked.of(call, model), reply);
            }
            return called;
        } finally {
            purse.settle(worst, used.usd());
        }
    }

    /** What the model replied to this question before; asks it only where it was not asked. */
    ModelOutcome again(Effect.ModelCall call, Workspace.Model model) throws InterruptedException, Spent {
        ModelOutcome before = replied.get(Asked.of(call, model));
        if (before != null) {
            return before;
        }
        Effect.ModelCall to = new Effect.ModelCall(
                call.step(),
                call.flow(),
                call.attempt(),
                model.name(),
                call.messages(),
                call.schema(),
                call.question(),
                call.temperature(),
                call.maxOutput(),
                call.timeout(),
                call.reservedTokens(),
                call.media());
        return call(to, model, counted(call.messages(), call.schema(), counter(model)))
                .outcome();
    }

    /** What a question takes that nobody compiled here. */
    static long counted(List<Message> messages, Object schema, TokenCounter counter) {
        long tokens = PER_REQUEST + counter.count(JsonText.write(schema));
        for (Message message : messages) {
            tokens += PER_MESSAGE + counter.count(message.text());
        }
        return tokens;
    }

    private Called inTurn(Effect.ModelCall call, Workspace.Model model, long predicted) throws InterruptedException {
        Room room = rooms.computeIfAbsent(model.name(), name -> new Room(model));
        Pace.Ticket ticket = room.enter(predicted + (call.maxOutput() == null ? 0 : call.maxOutput()));
        Used used = Used.NOTHING;
        try {
            long before = System.nanoTime();
            // Without the other models there is nobody to fall back to: what is measured is this one.
            ModelOutcome outcome = port.ask(call, Map.of(model.name(), model));
            used = used(outcome, model, predicted, Duration.ofNanos(System.nanoTime() - before));
            return new Called(outcome, used);
        } finally {
            room.leave(ticket, used.input() + used.output());
        }
    }

    private static Used used(ModelOutcome outcome, Workspace.Model model, long predicted, Duration took) {
        return switch (outcome) {
            case ModelOutcome.Replied replied -> used(replied, model, predicted, took);
            case ModelOutcome.Failed failed -> Used.charged(failed.charged());
            case ModelOutcome.NoRoom full -> Used.NOTHING;
            case ModelOutcome.NeedsPerson needs -> Used.NOTHING;
        };
    }

    private static Used used(ModelOutcome.Replied replied, Workspace.Model model, long predicted, Duration took) {
        boolean silent = replied.inputTokens() == 0 && replied.outputTokens() == 0;
        long input = silent ? predicted : replied.inputTokens();
        long output = silent ? counter(model).count(replied.text()) : replied.outputTokens();
        double usd = replied.costUsd() > 0 ? replied.costUsd() : cost(model.price(), input, output);
        return new Used(1, input, output, replied.cachedTokens(), predicted, usd, silent, took);
    }

    private static double cost(Workspace.@Nullable Price price, long input, long output) {
        return price == null ? 0 : (input * price.input() + output * price.output()) / 1_000_000;
    }

    /** What the workspace lets go to one model side by side, and in a minute. */
    private static final class Room {
        private final @Nullable Semaphore places;
        private final Workspace.@Nullable Rate rate;
        private final Pace pace = new Pace();

        Room(Workspace.Model model) {
            Integer most = model.concurrency();
            places = most == null ? null : new Semaphore(most);
            rate = model.rate();
        }

        Pace.Ticket enter(long tokens) throws InterruptedException {
            if (places != null) {
                places.acquire();
            }
            try {
                while (true) {
                    Instant opens;
                    synchronized (pace) {
                        Instant now = Instant.now();
                        opens = pace.opens(rate, tokens, now);
                        if (opens == null) {
                            return pace.take(tokens, now);
                        }
                    }
                    Thread.sleep(Duration.between(Instant.now(), opens).plusMillis(1));
                }
            } catch (InterruptedException stopped) {
                release();
                throw stopped;
            }
        }

        void leave(Pace.Ticket ticket, long tokens) {
            synchronized (pace) {
                pace.correct(ticket, tokens);
            }
            release();
        }

        private void release() {
            if (places != null) {
                places.release();
            }
        }
    }
}
