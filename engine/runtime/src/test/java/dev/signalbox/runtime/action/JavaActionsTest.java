package dev.signalbox.runtime.action;

import static dev.signalbox.runtime.action.ActionCalls.answered;
import static dev.signalbox.runtime.action.ActionCalls.failed;
import static dev.signalbox.runtime.action.ActionCalls.idempotent;
import static dev.signalbox.runtime.action.ActionCalls.read;
import static dev.signalbox.runtime.action.ActionCalls.unknown;
import static dev.signalbox.runtime.action.ActionCalls.with;
import static dev.signalbox.runtime.action.ActionCalls.within;
import static dev.signalbox.runtime.action.ActionCalls.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class JavaActionsTest {
    record Refund(String order, double amount, List<String> tags) {}

    record Receipt(String id, long cents, boolean paid) {}

    private static final Target.Java PAY = new Target.Java("pay");

    @Test
    void aFunctionIsTypedByItsRecordAndItsAnswerBecomesValues() throws Exception {
        JavaActions actions = JavaActions.builder()
                .add(
                        "pay",
                        Refund.class,
                        refund -> new Receipt(refund.order(), Math.round(refund.amount() * 100), true))
                .build();
        ActionOutcome outcome =
                actions.call(with(Map.of("order", "O9", "amount", 850L, "tags", List.of("a")), write(PAY)), "pay");
        assertEquals(
                Map.of("id", "O9", "cents", 85000L, "paid", true),
                answered(outcome).result());
    }

    @Test
    void anAnswerOfNothingIsNull() throws Exception {
        JavaActions actions = JavaActions.builder()
                .add("pay", Map.class, args -> Map.of("args", args.size()))
                .build();
        assertEquals(
                Map.of("args", 0L), answered(actions.call(write(PAY), "pay")).result());
        assertEquals(
                Map.of("body", Map.of("args", 0L)),
                answered(actions.call(write(PAY), "pay")).response());
        assertTrue(Json.isNull(Json.NULL));
    }

    @Test
    void itsOwnCodeAndAnyOtherExceptionAreTold() throws Exception {
        JavaActions actions = JavaActions.builder()
                .add("pay", Map.class, args -> {
                    throw new ActionException("closed", "The shop is closed.");
                })
                .add("fall", Map.class, args -> {
                    throw new IllegalStateException("no money");
                })
                .build();
        ActionOutcome.Failed closed = failed(actions.call(write(PAY), "pay"));
        assertEquals("action.closed", closed.kind());
        assertEquals("The shop is closed.", closed.message());
        ActionOutcome.Failed fallen = failed(actions.call(write(PAY), "fall"));
        assertEquals("action.error", fallen.kind());
        assertEquals("fall failed: no money", fallen.message());
    }

    @Test
    void argumentsThatDoNotFitAreAnError() throws Exception {
        JavaActions actions =
                JavaActions.builder().add("pay", Refund.class, Refund::order).build();
        ActionOutcome outcome = actions.call(with(Map.of("amount", "much"), write(PAY)), "pay");
        assertEquals("value", failed(outcome).kind());
    }

    @Test
    void anUnknownNameSaysWhichAreKnown() throws Exception {
        JavaActions actions =
                JavaActions.builder().add("pay", Refund.class, Refund::order).build();
        assertTrue(failed(actions.call(write(PAY), "play")).message().contains("Known: pay"));
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        JavaActions.Builder builder =
                JavaActions.builder().add("pay", Refund.class, Refund::order).add("pay", Refund.class, Refund::order);
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void outOfTimeIsUnknownForAWriteAlsoWhereItMayBeMadeAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        JavaActions actions = JavaActions.builder()
                .add("pay", Map.class, args -> {
                    never.await();
                    return args;
                })
                .build();
        Duration soon = Duration.ofMillis(50);
        assertEquals(
                "timeout",
                unknown(actions.call(within(soon, write(PAY)), "pay")).kind());
        assertEquals(
                "timeout",
                unknown(actions.call(within(soon, idempotent(PAY)), "pay")).kind());
        assertEquals(
                "timeout", failed(actions.call(within(soon, read(PAY)), "pay")).kind());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void anActionThatIgnoresItsInterruptHoldsNobodyUp() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        JavaActions actions = JavaActions.builder()
                .add("deaf", Map.class, args -> {
                    while (!over.get()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    ended.countDown();
                    return args;
                })
                .build();
        assertEquals(
                "timeout",
                unknown(actions.call(within(Duration.ofMillis(50), write(PAY)), "deaf"))
                        .kind());
        actions.close();
        assertEquals(1, ended.getCount(), "it goes on by itself");
        over.set(true);
        ended.await();
    }

    @Test
    void whoeverInterruptsTheCallInterruptsTheAction() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        JavaActions actions = JavaActions.builder()
                .add("waits", Map.class, args -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        stopped.countDown();
                    }
                    return args;
                })
                .build();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                actions.call(within(Duration.ofMinutes(5), write(PAY)), "waits");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        caller.interrupt();
        caller.join();
        stopped.await();
    }

    @Test
    void aFunctionWithATypedAnswerHasASignature() {
        SignalboxAction<?, ?> typed = new SignalboxAction<Refund, Receipt>() {
            @Override
            public String name() {
                return "pay";
            }

            @Override
            public Class<Refund> arguments() {
                return Refund.class;
            }

            @Override
            public Receipt call(Refund refund, ActionContext call) {
                return new Receipt(refund.order(), 1, true);
            }
        };
        Signature signature = Signature.of(typed, "here");
        assertEquals(List.of("order", "amount", "tags"), signature.args().get("required"));
        assertEquals(List.of("id", "cents", "paid"), signature.returns().get("required"));
    }
}
