package dev.signalbox.bench.ours;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * What one long loop sends to its model, by how its history is loaded. Nothing is measured in time: the compiler is asked
 * for the context of each turn, over results that are made of the turn's number, so every machine counts the same.
 */
final class Loop {
    private static final int TURNS = 60;
    private static final int RESULT = 2000;
    private static final int SUMMARY = 1600;
    private static final StateName LOOK_UP = new StateName("look_up");
    private static final List<String> WORDS = List.of(
            "lamp",
            "switch",
            "order",
            "repair",
            "dimmer",
            "bulb",
            "watt",
            "shop",
            "invoice",
            "parcel",
            "customer",
            "delivered",
            "returned",
            "needs",
            "has",
            "was",
            "with",
            "before",
            "after",
            "model",
            "colour",
            "spring",
            "technician",
            "voucher",
            "stock",
            "and",
            "of",
            "the",
            "a",
            "later");

    private final TokenCounter counter = TokenCounter.o200k();
    private final CheckedFlow flow;
    private final LlmVerb question;
    private final List<Recorded> history = new ArrayList<>();
    private final List<ContextRequest.Summary> summaries = new ArrayList<>();
    private final Sent answers = new Sent();
    private final Sent condensed = new Sent();

    private Loop(String text) {
        this.flow = Flows.checked(text);
        this.question = (LlmVerb) Objects.requireNonNull(flow.flow().states().get(new StateName("choose")))
                .verb();
    }

    static void measure(Options options) throws IOException {
        write(options, "everything", "all results, whole", "max: 60000");
        write(options, "last", "the newest results, `last: 12`", "max: 60000", "last: 12");
        write(
                options,
                "ladder",
                "`max: 6000`; `clear_results`, then `drop_oldest`; the newest 3 kept",
                "max: 6000",
                "keep: { first: 0, last: 3 }",
                "evict: [clear_results, drop_oldest]");
        write(
                options,
                "summaries",
                "`max: 6000`; `summarise` into 400, then `drop_oldest`; the newest 3 kept",
                "max: 6000",
                "keep: { first: 0, last: 3 }",
                "evict: [{ summarise: { model: wide, into: 400 } }, drop_oldest]");
    }

    private static void write(Options options, String subject, String what, String... how) throws IOException {
        Loop loop = new Loop(Flows.looking(how));
        for (int turn = 1; turn <= TURNS; turn++) {
            loop.turn(turn);
        }
        long all = loop.answers.tokens + loop.condensed.tokens;
        long cacheable = loop.answers.cacheable + loop.condensed.cacheable;
        new Result("context", subject, "")
                .setting("what", what)
                .figure("turns", TURNS)
                .figure("summaries", loop.condensed.calls)
                .figure("tokens_a_turn", (double) all / TURNS)
                .figure("tokens_most", loop.answers.most)
                .figure("tokens_all", all)
                .figure("cacheable_share", (double) cacheable / all)
                .figure("tokens_anew", all - cacheable)
                .write(options);
    }

    /** One question, the summary it may need before, and the result that its answer brings. */
    private void turn(int number) {
        ContextResult result = compile();
        while (result instanceof ContextResult.Needs needs) {
            condensed.add(needs.messages(), needs.predictedInputTokens());
            summaries.add(new ContextRequest.Summary(
                    needs.item(), needs.covers(), needs.upTo(), words(1000 + number, SUMMARY)));
            result = compile();
        }
        if (!(result instanceof ContextResult.Ready ready)) {
            throw new IllegalStateException("turn " + number + ": " + result);
        }
        answers.add(ready.messages(), ready.predictedInputTokens());
        history.add(new Recorded(
                number,
                LOOK_UP,
                number,
                Recorded.Kind.RESULT,
                Map.of("action", "look_up", "args", Map.of("topic", "lamp " + number)),
                words(number, RESULT),
                Instant.EPOCH));
    }

    private ContextResult compile() {
        Workspace.Model model = Objects.requireNonNull(flow.models().get(question.model()));
        Map<String, Object> roots =
                Map.of("input", Map.of("goal", "Find out which lamps were repaired twice, and by whom."));
        return ContextCompiler.compile(new ContextRequest(
                flow, question, roots::get, history, summaries, Instant.EPOCH, model.window(), counter, null, null));
    }

    private static String words(int seed, int characters) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("No. " + seed + ":");
        while (text.length() < characters) {
            text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.substring(0, characters);
    }

    /** The calls to one model so far. Cacheable is what a call's beginning shares with the call before it. */
    private final class Sent {
        private String before = "";
        private int calls;
        private long tokens;
        private long most;
        private long cacheable;

        void add(List<Message> messages, long predicted) {
            StringBuilder text = new StringBuilder();
            messages.forEach(message -> text.append(message.role()).append('\n').append(message.text()));
            String now = text.toString();
            int same = 0;
            while (same < Math.min(now.length(), before.length()) && now.charAt(same) == before.charAt(same)) {
                same++;
            }
            calls++;
            tokens += predicted;
            most = Math.max(most, predicted);
            cacheable += counter.count(now.substring(0, same));
            before = now;
        }
    }
}
