package dev.signalbox.example.shop;

import dev.signalbox.runtime.action.ActionContext;
import dev.signalbox.runtime.action.ActionException;
import dev.signalbox.spring.FlowAction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/** The shop's orders and payments: what the flow's actions call. */
@Service
public class Orders {
    private final Map<String, Order> orders =
            Map.of("O9", new Order("O9", "Ada", 1200), "O1", new Order("O1", "Ben", 40));
    private final Map<String, Double> paid = new ConcurrentHashMap<>();

    /** Named as the flow's schemas are. */
    public record Find(String order) {}

    public record Order(String id, String customer, double total) {}

    public record PayBack(String order, double amount) {}

    public record Receipt(String receipt) {}

    @FlowAction("shop.find_order")
    public Order find(Find asked) throws ActionException {
        Order order = orders.get(asked.order());
        if (order == null) {
            throw new ActionException("no_such_order", "There is no order " + asked.order() + ".");
        }
        return order;
    }

    /** Once for each key, however often a lost connection has it tried again. */
    @FlowAction("shop.pay_back")
    public Receipt payBack(PayBack asked, ActionContext call) {
        paid.put(call.key(), asked.amount());
        return new Receipt("R-" + asked.order());
    }

    /** What was paid back in all. */
    public double paidBack() {
        return paid.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
