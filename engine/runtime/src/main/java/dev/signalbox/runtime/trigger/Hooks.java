package dev.signalbox.runtime.trigger;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.TriggerLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes signed requests. Nothing of a request is believed, and nothing told of the trigger, before its signature fits. Each
 * delivery starts one run: its id is the run's start key, in the commit that begins it.
 */
final class Hooks {
    /** Senders try again for days; nobody does after this. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /** Where nothing signed says when, bytes that were heard once may be sent again for ever: they are known as long as may be. */
    private static final Duration UNTIMED = Duration.ofDays(400);

    /** What strangers do is written down no oftener than this, for each trigger. */
    private static final Duration NOTED = Duration.ofSeconds(10);

    private final KnownTriggers triggers;
    private final TriggerLedger ledger;
    private final Environment environment;
    private final Clock clock;
    private final Launch launch;
    private final Map<TriggerLedger.TriggerId, Instant> noted = new ConcurrentHashMap<>();

    Hooks(KnownTriggers triggers, TriggerLedger ledger, Environment environment, Clock clock, Launch launch) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.environment = environment;
        this.clock = clock;
        this.launch = launch;
    }

    TriggerViews.HookReceipt deliver(TriggerViews.HookRequest request) {
        KnownTrigger trigger = triggers.at(request.path());
        if (trigger == null || !(trigger.trigger() instanceof Trigger.Http http)) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is nothing at " + request.path() + ".");
        }
        Instant now = clock.now();
        String secret = secret(http);
        if (secret == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "This cannot be taken now; try again later.");
        }
        return switch (Proof.of(http.signature(), secret, request.headers(), request.body(), now)) {
            case Proof.Verdict.Refused refused -> {
                noteStranger(trigger, refused.why(), now);
                throw new Problem(Problem.Kind.UNAUTHENTICATED, refused.why());
            }
            case Proof.Verdict.Signed signed -> take(trigger, request, signed, now);
        };
    }

    /** What the deployment sets for it; null when it sets nothing. */
    private @Nullable String secret(Trigger.Http http) {
        String value = environment.secret(http.signature().secret());
        return value == null || value.isBlank() ? null : value;
    }

    private void noteStranger(KnownTrigger trigger, String why, Instant now) {
        Instant kept =
                noted.merge(trigger.id(), now, (last, at) -> last.plus(NOTED).isAfter(at) ? last : at);
        if (now.equals(kept)) {
            ledger.fired(trigger.id(), new TriggerLedger.Fired(now, null, "A request was refused. " + why));
        }
    }

    private TriggerViews.HookReceipt take(
            KnownTrigger trigger, TriggerViews.HookRequest request, Proof.Verdict.Signed signed, Instant now) {
        Duration known = signed.timed() ? REMEMBERED : UNTIMED;
        String id = signed.own()
                ? signed.id()
                // Nobody signed the id: whoever heard these bytes could send them under another one.
                : ledger.firstId(trigger.id(), signed.hash(), signed.id(), now, now.plus(known));
        String key = trigger.startKey("delivery " + id);
        RunId before = launch.started(key);
        if (before != null) {
            return new TriggerViews.HookReceipt(before.value());
        }
        try {
            TriggerLedger.Kept kept = ledger.of(trigger.id());
            if (kept != null && kept.paused() != null) {
                throw new Problem(
                        Problem.Kind.UNAVAILABLE,
                        "This trigger is paused; the delivery was not taken. Send it again later.",
                        Map.of("paused", true));
            }
            Map<String, Object> input = Occasion.request(body(request.body()), request.headers(), request.query(), now)
                    .input(trigger);
            Launch.Launched launched =
                    launch.start(trigger.flow(), input, new Commit.StartKey(key, now.plus(known)), trigger.starter());
            RunId run = launched.run();
            if (!launched.before()) {
                ledger.fired(trigger.id(), new TriggerLedger.Fired(now, run, null));
            }
            return new TriggerViews.HookReceipt(run.value());
        } catch (Problem problem) {
            ledger.fired(trigger.id(), new TriggerLedger.Fired(now, null, problem.getMessage()));
            throw problem;
        }
    }

    private static Object body(byte[] bytes) {
        try {
            return JsonText.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonTextException e) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "The body is not JSON: " + e.getMessage());
        }
    }
}
