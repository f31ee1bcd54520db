package dev.signalbox.cli.process.kill;

import dev.signalbox.cli.process.Server;
import dev.signalbox.cli.process.Server.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who start runs and decide holds, and keep a book of it: what they sent, and what was acknowledged. Whatever was
 * not acknowledged they send again, a start under the same key.
 */
final class Customers {
    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Map<String, Decision> decisions = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Random random;
    private volatile int generation;

    /** What somebody has just done, for who waits for the moment. */
    enum Moment {
        SENDS_START,
        START_ACKNOWLEDGED,
        SENDS_DECISION,
        DECISION_ACKNOWLEDGED
    }

    /** A start. {@code sentTo}: the last process that it was sent to; {@code run}: null until it is acknowledged. */
    static final class Order {
        final String id;
        final String flow;
        final int pad;
        volatile int sentTo;
        volatile @Nullable String run;

        Order(String id, String flow, int pad) {
            this.id = id;
            this.flow = flow;
            this.pad = pad;
        }
    }

    /** A decision of a hold, by the hold's id. */
    static final class Decision {
        final String hold;
        final String run;
        volatile int sentTo;
        volatile boolean acknowledged;

        Decision(String hold, String run) {
            this.hold = hold;
            this.run = run;
        }
    }

    Customers(Random random) {
        this.random = random;
    }

    /** From here on another process is asked. */
    void begin(int number) {
        generation = number;
    }

    List<Order> orders() {
        return List.copyOf(orders.values());
    }

    List<Decision> decisions() {
        return List.copyOf(decisions.values());
    }

    Order order(String flow, int pad) {
        Order order = new Order(flow + "-" + numbers.incrementAndGet(), flow, pad);
        orders.put(order.id, order);
        return order;
    }

    /** Sends every start that is not acknowledged; stops where the server does not answer. */
    void send(Server server, Consumer<Moment> told) throws IOException {
        for (Order order : orders.values().stream()
                .filter(one -> one.run == null)
                .sorted(java.util.Comparator.comparing(one -> one.id))
                .toList()) {
            start(server, order, told);
        }
    }

    void start(Server server, Order order, Consumer<Moment> told) throws IOException {
        order.sentTo = generation;
        told.accept(Moment.SENDS_START);
        Answer answer = asking(() -> server.post(
                "/api/flows/" + order.flow + "/runs",
                order.pad == 0 ? Map.of("id", order.id) : Map.of("id", order.id, "pad", pad(order.pad)),
                "Idempotency-Key",
                order.id));
        if (answer.status() != 201 && answer.status() != 200) {
            throw new AssertionError(order.id + " is not started: " + answer);
        }
        order.run = String.valueOf(answer.at("id"));
        told.accept(Moment.START_ACKNOWLEDGED);
    }

    /** Text that does not shrink. */
    private String pad(int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
        }
        return text.substring(0, length);
    }

    /** Approves the holds that are open, but leaves some; those of unknown calls are left to the end. Says how many it saw. */
    int approve(Server server, int leave, Consumer<Moment> told) throws IOException {
        List<Map<String, Object>> open = holds(server).stream()
                .filter(hold -> "approve".equals(hold.get("purpose")))
                .toList();
        confirm(server, open);
        for (Map<String, Object> hold : open.subList(0, Math.max(0, open.size() - leave))) {
            decide(server, hold, Map.of("decision", "approve", "hash", hold.get("hash")), told);
        }
        return open.size();
    }

    /** A decision that went unanswered and whose hold is open no more has counted: who sends it again is told so. */
    private void confirm(Server server, List<Map<String, Object>> open) throws IOException {
        for (Decision decision : decisions.values()) {
            if (!decision.acknowledged && open.stream().noneMatch(hold -> decision.hold.equals(hold.get("id")))) {
                Answer answer = asking(() -> server.decide(Map.of("id", decision.hold), Map.of("decision", "reject")));
                if (answer.status() != 409 || !answer.body().containsKey("decided_by")) {
                    throw new AssertionError("a second decision of " + decision.hold + " is answered by " + answer);
                }
                decision.acknowledged = true;
            }
        }
    }

    static List<Map<String, Object>> holds(Server server) throws IOException {
        return asking(() -> server.get("/api/holds?limit=200")).items("items");
    }

    void decide(Server server, Map<String, Object> hold, Map<String, Object> decision, Consumer<Moment> told)
            throws IOException {
        String id = String.valueOf(hold.get("id"));
        Decision mine = decisions.computeIfAbsent(id, key -> new Decision(id, String.valueOf(hold.get("run"))));
        boolean again = mine.sentTo != 0;
        mine.sentTo = generation;
        told.accept(Moment.SENDS_DECISION);
        Answer answer = asking(() -> server.decide(hold, decision));
        boolean counted = again && answer.status() == 409 && answer.body().containsKey("decided_by");
        if (answer.status() != 200 && !counted) {
            throw new AssertionError("the decision of an open hold is refused: " + hold + ": " + answer);
        }
        mine.acknowledged = true;
        told.accept(Moment.DECISION_ACKNOWLEDGED);
    }

    interface Question {
        Answer ask() throws Exception;
    }

    /** A server that is killed while it is asked, or before, is an {@link IOException}; so is one that ends. */
    static Answer asking(Question question) throws IOException {
        try {
            Answer answer = question.ask();
            if (answer.status() == 503) {
                throw new IOException("the server ends: " + answer);
            }
            return answer;
        } catch (IOException | AssertionError e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        } catch (Exception e) {
            throw new AssertionError("no answer fit to read", e);
        }
    }
}
