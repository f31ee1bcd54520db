package dev.signalbox.example.plain;

import dev.signalbox.runtime.action.ActionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The program's own side: what the flow's actions do. Paying twice for one key pays once. */
public final class Shop {
    private final Map<String, Order> orders =
            Map.of("O9", new Order("O9", "Ada", 1200), "O1", new Order("O1", "Ben", 40));
    private final Map<String, Payment> paid = new ConcurrentHashMap<>();

    /** Arguments and answers are records whose components are the fields of the flow's schemas. */
    public record Find(String order) {}

    public record Order(String id, String customer, double total) {}

    public record PayBack(String order, double amount) {}

    public record Receipt(String receipt) {}

    public record Payment(String order, double amount) {}

    public Order find(Find asked) throws ActionException {
        Order order = orders.get(asked.order());
        if (order == null) {
            throw new ActionException("no_such_order", "There is no order " + asked.order() + ".");
        }
        return order;
    }

    /** @param key the same for every try of one step */
    public Receipt payBack(PayBack asked, String key) {
        paid.put(key, new Payment(asked.order(), asked.amount()));
        return new Receipt("R-" + asked.order());
    }

    /** What was paid, by the engine's key. */
    public Map<String, Payment> paid() {
        return Map.copyOf(paid);
    }
}
