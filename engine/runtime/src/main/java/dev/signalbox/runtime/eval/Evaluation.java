package dev.signalbox.runtime.eval;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Rehearsal;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.ModelPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Asks every question in every variant, some side by side, question after question, so that what was stopped halfway still compares.
 * Safe to stop from another thread.
 */
public final class Evaluation {
    /** Why it did not get to the end. */
    public enum Stop {
        /** The next call might have cost more than was allowed. */
        SPENT,
        /** Somebody stopped it. */
        STOPPED
    }

    /**
     * @param concurrency questions under way at once
     * @param repairs how often a reply is sent back; null for as often as the file says
     * @param mostUsd all calls together; null for no bound
     */
    public record Bounds(
            int concurrency,
            @Nullable Integer repairs,
            @Nullable Double mostUsd) {}

    /** Is told after each answer, on the thread that got it. */
    public interface Progress {
        void answered(int done, int of, double usd);
    }

    private final List<Question> questions;
    private final List<Variant> variants;
    private final Bounds bounds;
    private final Progress progress;
    private final Purse purse;
    private final Caller caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Answer> answers;
    private volatile @Nullable Stop stop;
    private volatile List<Future<?>> working = List.of();

    public Evaluation(
            List<Question> questions,
            List<Variant> variants,
            ModelPort port,
            Map<ModelName, Workspace.Model> models,
            Bounds bounds,
            Progress progress) {
        this.questions = List.copyOf(questions);
        this.variants = List.copyOf(variants);
        this.bounds = bounds;
        this.progress = progress;
        this.purse = new Purse(bounds.mostUsd());
        this.caller = new Caller(port, models, purse);
        this.answers = new AtomicReferenceArray<>(questions.size() * variants.size());
    }

    /** Returns when all is answered, or soon after it was stopped. */
    public void run() throws InterruptedException {
        int side = Math.max(1, Math.min(bounds.concurrency(), answers.length()));
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < side; i++) {
                started.add(workers.submit(this::work));
            }
            working = List.copyOf(started);
            if (stop == Stop.STOPPED) {
                interrupt();
            }
            for (Future<?> worker : started) {
                join(worker);
            }
        }
    }

    private static void join(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (java.util.concurrent.CancellationException stopped) {
            // Told to.
        } catch (java.util.concurrent.ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    private void work() {
        for (int at = next.getAndIncrement(); at < answers.length() && stop == null; at = next.getAndIncrement()) {
            Question question = questions.get(at / variants.size());
            Variant variant = variants.get(at % variants.size());
            try {
                answers.set(at, ask(question, variant));
                progress.answered(done.incrementAndGet(), answers.length(), purse.spent());
            } catch (Caller.Spent spent) {
                stop = stop == null ? Stop.SPENT : stop;
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private Answer ask(Question question, Variant variant) throws InterruptedException, Caller.Spent {
        Rehearsal now = Rehearsal.of(variant.file(), question.before(), question.step());
        Rehearsal then = Rehearsal.of(question.flow(), question.before(), question.step());
        Rehearsal asked = variant.anew() ? now : then;
        if (asked == null) {
            return Answer.noQuestion(
                    "the file asks no model in " + question.step().state());
        }
        ModelName named = variant.model();
        if (named == null) {
            named = now == null ? question.asked().model() : now.question().model();
        }
        Workspace.Model model = caller.model(named);
        if (model == null) {
            return Answer.failed("config", "The workspace has no model `" + named + "`.", 0, Used.NOTHING);
        }
        FlowName flow = variant.anew()
                ? variant.file().flow().name()
                : question.flow().flow().name();
        Integer repairs = bounds.repairs();
        return new Trial(caller, model, asked, question.asked(), variant.anew(), flow)
                .answer(repairs == null ? asked.question().repair() : repairs);
    }

    /** No more is asked, and what is under way is dropped. */
    public void stop() {
        stop = Stop.STOPPED;
        interrupt();
    }

    private void interrupt() {
        working.forEach(worker -> worker.cancel(true));
    }

    /** Null when it got to the end. */
    public @Nullable Stop stopped() {
        return stop;
    }

    /**
     * Answers a test that is played as the variant answered the same question, and asks it what it was not asked: another answer may have
     * led elsewhere. What it may not spend any more fails as {@code not_asked}.
     */
    public ModelPort port(Variant variant) {
        return (call, models) -> {
            ModelName named = variant.model() == null ? call.model() : variant.model();
            Workspace.Model model = caller.model(named);
            if (model == null) {
                return new ModelOutcome.Failed("config", "The workspace has no model `" + named + "`.", null);
            }
            try {
                return caller.again(call, model);
            } catch (Caller.Spent spent) {
                stop = stop == null ? Stop.SPENT : stop;
                return new ModelOutcome.Failed("not_asked", "The evaluation may not spend more.", null);
            }
        };
    }

    /** USD of all calls so far. */
    public double spent() {
        return purse.spent();
    }

    /** What one variant came to so far, question by question. */
    public List<Compared> of(Variant variant) {
        int column = variants.indexOf(variant);
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            compared.add(new Compared(
                    question.subject(),
                    question.step(),
                    question.asked().schema(),
                    question.answer(),
                    answers.get(i * variants.size() + column),
                    question.hidden()));
        }
        return compared;
    }
}
