package dev.signalbox.cli.flows;

import dev.signalbox.cli.flows.Play.Move;
import java.util.List;
import java.util.Map;

/** Every way through the samples that runs offline. */
final class Plays {
    /** The notes that the recorded replies know; another one is answered by playing the model in the console. */
    static final String NO_DIVISION = "Multiply by a quarter instead.";

    static final String BACKEND_FIRST = "The backend first: the new checkout calls its new API.";

    private static final Map<String, Object> FRONTEND = Map.of(
            "choice", "deploy",
            "service", "frontend",
            "version", "2.0.0",
            "reason", "Version 2.0.0 of the front end holds the new checkout.");
    private static final Map<String, Object> BACKEND = Map.of(
            "choice", "deploy",
            "service", "backend",
            "version", "3.5.0",
            "reason", "The new checkout needs the backend's new API.");
    private static final Map<String, Object> LARGE_REFUND =
            Map.of("amount", 900L, "reason", "The blender arrived broken.");

    private Plays() {}

    static List<Play> all() {
        return joined(first(), LibraryPlays.all());
    }

    private static List<Play> first() {
        return List.of(
                largeRefund("a large refund is approved", List.of(new Move.Approve("Seen the photo.")), true),
                largeRefund(
                        "a large refund is refused and a person answers",
                        List.of(new Move.Reject("Too much."), new Move.Answer("We will call you tomorrow.")),
                        false),
                new Play(
                        "a small refund needs nobody",
                        "refund-desk",
                        "refund-desk.small.input.json",
                        Map.of(
                                "classify", List.of("refund_request"),
                                "read_refund", List.of(Map.of("amount", 40L, "reason", "A cup was cracked."))),
                        List.of(),
                        List.of("look_up_order", "classify", "read_refund", "pay_refund", "confirm", "done"),
                        Map.of("reply", "We refunded 40 on order O12.")),
                new Play(
                        "a question about an order is answered",
                        "refund-desk",
                        "refund-desk.status.input.json",
                        Map.of("classify", List.of("status_inquiry")),
                        List.of(),
                        List.of("look_up_order", "classify", "write_status", "done"),
                        Map.of("reply", "Order O12 is shipped.")),
                sum(
                        "a division is approved",
                        List.of(step("divide", 72, 4)),
                        List.of(new Move.Approve(null)),
                        List.of("divide", "choose_step")),
                sum(
                        "a division is refused with a note",
                        List.of(step("divide", 72, 4), step("multiply", 72, 0.25)),
                        List.of(new Move.Reject(NO_DIVISION)),
                        List.of("divide", "choose_step", "multiply", "choose_step")),
                sum(
                        "a division is refused without a note",
                        List.of(step("divide", 72, 4), step("multiply", 72, 0.25)),
                        List.of(new Move.Reject(null)),
                        List.of("divide", "choose_step", "multiply", "choose_step")),
                deploys(
                        "a deploy that fails in production is rolled back",
                        List.of(FRONTEND),
                        List.of(new Move.Approve(null)),
                        "Version 2.0.0 of the front end failed in production and was rolled back to 1.8.0.",
                        List.of("deploy", "check", "roll_back", "propose")),
                deploys(
                        "a rejection's note changes the order of the deploys",
                        List.of(FRONTEND, BACKEND, FRONTEND),
                        List.of(new Move.Reject(BACKEND_FIRST), new Move.Approve("Fine."), new Move.Approve(null)),
                        "The backend runs 3.5.0. Version 2.0.0 of the front end failed in production and was rolled"
                                + " back to 1.8.0.",
                        List.of(
                                "deploy",
                                "propose",
                                "deploy",
                                "check",
                                "propose",
                                "deploy",
                                "check",
                                "roll_back",
                                "propose")),
                deploys(
                        "a refusal without a note ends it",
                        List.of(FRONTEND),
                        List.of(new Move.Reject(null)),
                        "Nothing was deployed: the deploy of the front end was refused.",
                        List.of("deploy", "propose")));
    }

    private static Play largeRefund(String name, List<Move> moves, boolean paid) {
        List<String> end = paid ? List.of("confirm", "done") : List.of("hand_over", "done");
        return new Play(
                name,
                "refund-desk",
                "refund-desk.input.json",
                Map.of("classify", List.of("refund_request"), "read_refund", List.of(LARGE_REFUND)),
                moves,
                joined(List.of("look_up_order", "classify", "read_refund", "pay_refund"), end),
                Map.of("reply", paid ? "We refunded 900 on order O9." : "We will call you tomorrow."));
    }

    /** (7 + 5) * 6 / 4, with the last steps given. */
    private static Play sum(String name, List<Object> last, List<Move> moves, List<String> end) {
        List<Object> first = List.of(step("add", 7, 5), step("multiply", 12, 6));
        Object done = Map.of("choice", "done", "answer", 18L);
        return new Play(
                name,
                "calculator",
                "calculator.input.json",
                Map.of("choose_step", joined(joined(first, last), List.of(done))),
                moves,
                joined(
                        joined(List.of("choose_step", "add", "choose_step", "multiply", "choose_step"), end),
                        List.of("done")),
                Map.of("answer", 18.0));
    }

    private static Play deploys(
            String name, List<Object> proposals, List<Move> moves, String summary, List<String> path) {
        return new Play(
                name,
                "deploy-bot",
                "deploy-bot.input.json",
                Map.of("propose", joined(proposals, List.of(Map.of("choice", "done", "summary", summary)))),
                moves,
                joined(joined(List.of("look_up", "propose"), path), List.of("done")),
                Map.of("summary", summary));
    }

    private static Object step(String choice, double a, double b) {
        return Map.of("choice", choice, "a", plain(a), "b", plain(b));
    }

    private static Object plain(double number) {
        return number == Math.rint(number) ? (Object) (long) number : (Object) number;
    }

    static <T> List<T> joined(List<? extends T> first, List<? extends T> then) {
        List<T> all = new java.util.ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
