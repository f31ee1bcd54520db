package dev.signalbox.example.shop;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Refunds over the shop's own API. Who asks stands in a header here; an application takes it from its sign-in, for what the
 * engine is told it believes.
 */
@RestController
public class RefundController {
    private static final String WHO = "X-Person";

    private final Engine engine;

    RefundController(Engine engine) {
        this.engine = engine;
    }

    /** What the shop asks for. */
    public record Refund(String order, double amount) {}

    /** What it is told of a run. */
    public record State(
            String run,
            String status,
            @Nullable Object output,
            @Nullable String error) {
        static State of(Views.RunView run) {
            return new State(run.id(), run.status(), run.output(), run.error());
        }
    }

    /** What somebody has to decide, with the hash of exactly that. */
    public record Waiting(String id, String title, Map<String, Object> args, String hash) {}

    /** @param hash what the person saw */
    public record Verdict(
            boolean approve, String hash, @Nullable String note) {}

    @PostMapping("/refunds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    State start(@RequestBody Refund refund, @RequestHeader(WHO) String who) {
        return State.of(engine.start("refund", refund, engine.person(who)));
    }

    @GetMapping("/refunds/{run}")
    State state(@PathVariable String run) {
        return State.of(engine.run(run));
    }

    @GetMapping("/holds")
    List<Waiting> holds() {
        return engine.openHolds().items().stream()
                .map(hold -> new Waiting(hold.id(), hold.title(), hold.args(), hold.hash()))
                .toList();
    }

    @PostMapping("/holds/{hold}/decision")
    State decide(@PathVariable String hold, @RequestBody Verdict verdict, @RequestHeader(WHO) String who) {
        Actor person = engine.person(who);
        Views.DecisionRequest request = verdict.approve()
                ? Views.DecisionRequest.approve(verdict.hash())
                : Views.DecisionRequest.reject(verdict.hash());
        return State.of(
                engine.decide(hold, request.withNote(verdict.note()), person).run());
    }

    /** Whatever the engine refuses says why, and which status it is. */
    @ExceptionHandler
    ProblemDetail refused(Problem problem) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.valueOf(problem.kind().status()), String.valueOf(problem.getMessage()));
    }
}
