package dev.signalbox.runtime.view;

import dev.signalbox.core.decide.Previews;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Risk;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds as they are shown. */
public final class HoldViews {
    private HoldViews() {}

    /**
     * @param checked the flow as the run pinned it: it says what follows when nobody decides, and what is risky
     * @param claim one that is alive; null without
     */
    public static Views.HoldView hold(
            Hold hold, RunRow run, CheckedFlow checked, HoldLedger.@Nullable HoldClaim claim) {
        boolean high = isHighRisk(hold, checked);
        return new Views.HoldView(
                hold.id().value(),
                run.id().value(),
                run.flow().value(),
                run.version(),
                run.key(),
                hold.step().state().value(),
                hold.purpose() == Hold.Purpose.APPROVE ? "approve" : "ask",
                hold.purpose().name().toLowerCase(Locale.ROOT),
                hold.title(),
                hold.action() == null ? null : hold.action().value(),
                hold.args(),
                hold.target() == null ? null : target(hold.target()),
                hold.hash(),
                shown(hold.show()),
                hold.edit().stream()
                        .map(edit -> new Views.EditableView(edit.path(), edit.schema(), edit.value()))
                        .toList(),
                hold.form(),
                hold.choices(),
                hold.by(),
                hold.count(),
                hold.notRequester(),
                hold.noteRequired(),
                hold.urgency().name().toLowerCase(Locale.ROOT),
                hold.openedAt().toString(),
                hold.due() == null ? null : hold.due().toString(),
                thenWhat(hold, checked.flow()),
                run.startedBy(),
                hold.votes().stream()
                        .map(vote -> new Views.VoteView(
                                vote.by(), vote.note(), vote.at().toString()))
                        .toList(),
                question(hold.question()),
                run.usage().costUsd(),
                high ? "high" : "low",
                !high && hold.purpose() == Hold.Purpose.APPROVE,
                claim == null
                        ? null
                        : new InboxViews.ClaimView(claim.person(), claim.until().toString()),
                null);
    }

    /** Whether what is asked about is risky with these arguments; a condition that cannot be told counts as met. */
    private static boolean isHighRisk(Hold hold, CheckedFlow checked) {
        Action action = hold.action() == null ? null : checked.flow().actions().get(hold.action());
        if (action == null) {
            return false;
        }
        return switch (action.risk()) {
            case Risk.High always -> true;
            case Risk.Low never -> false;
            case Risk.When when -> {
                try {
                    yield checked.test(when.condition(), root -> root.equals("args") ? hold.args() : null);
                } catch (EvalException e) {
                    yield true;
                }
            }
        };
    }

    /** A closed hold, as far as it is kept without its run. */
    public static Views.HoldView past(HoldLedger.Past past) {
        DecidedHold hold = past.hold();
        return new Views.HoldView(
                hold.id().value(),
                hold.run().value(),
                hold.flow().value(),
                hold.version(),
                hold.key(),
                hold.state().value(),
                hold.purpose() == Hold.Purpose.APPROVE ? "approve" : "ask",
                hold.purpose().name().toLowerCase(Locale.ROOT),
                hold.title(),
                hold.action(),
                Map.of(),
                null,
                "",
                List.of(),
                List.of(),
                null,
                List.of(),
                hold.addressed(),
                1,
                false,
                false,
                hold.urgency().name().toLowerCase(Locale.ROOT),
                hold.openedAt().toString(),
                hold.due() == null ? null : hold.due().toString(),
                null,
                hold.requester(),
                List.of(),
                null,
                hold.costUsd(),
                null,
                false,
                null,
                new InboxViews.DecidedView(
                        hold.verdict().text(),
                        hold.by(),
                        hold.at().toString(),
                        hold.note(),
                        hold.via(),
                        hold.edited(),
                        past.looked()));
    }

    /** What an edit would make of a hold. */
    public static Views.HoldView edited(Views.HoldView hold, Previews.Preview.Would would) {
        return new Views.HoldView(
                hold.id(),
                hold.run(),
                hold.flow(),
                hold.version(),
                hold.key(),
                hold.state(),
                hold.kind(),
                hold.purpose(),
                would.title(),
                hold.action(),
                would.args(),
                would.target() == null ? null : target(would.target()),
                would.hash(),
                shown(would.show()),
                hold.edit(),
                hold.form(),
                hold.choices(),
                hold.by(),
                hold.count(),
                hold.notRequester(),
                hold.noteRequired(),
                hold.urgency(),
                hold.openedAt(),
                hold.due(),
                hold.thenWhat(),
                hold.requester(),
                hold.votes(),
                hold.question(),
                hold.costUsd(),
                hold.risk(),
                hold.bulk(),
                hold.claim(),
                hold.decided());
    }

    static List<Views.ShownView> shown(List<Hold.Shown> show) {
        return show.stream()
                .map(shown -> new Views.ShownView(shown.label(), shown.value(), shown.origin()))
                .toList();
    }

    /** What an action does, by its type, secrets as names. */
    public static Map<String, Object> target(Target target) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", target.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        shown.putAll(Codec.record((Record) target));
        return shown;
    }

    private static @Nullable String thenWhat(Hold hold, Flow flow) {
        if (hold.due() == null) {
            return null;
        }
        State state = flow.states().get(hold.step().state());
        Route route = state == null ? null : state.otherwise().get("expired");
        if (route == null && state != null) {
            Route general = flow.otherwise().get("expired");
            route = general != null && !general.to().equals(state.name()) ? general : null;
        }
        return route == null
                ? "Then the run stops, stuck, until an operator acts."
                : "Then the run goes on at " + route.to() + ".";
    }

    private static Views.@Nullable QuestionView question(Hold.@Nullable Question question) {
        if (question == null) {
            return null;
        }
        List<Map<String, Object>> messages = question.messages().stream()
                .map(message -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("role", message.role().name().toLowerCase(Locale.ROOT));
                    shown.put("text", message.text());
                    return shown;
                })
                .toList();
        return new Views.QuestionView(question.model().value(), question.why(), messages);
    }
}
