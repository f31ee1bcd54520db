package dev.signalbox.runtime.view;

import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.runtime.api.EvidenceViews.DelegationView;
import dev.signalbox.runtime.api.EvidenceViews.EarlierView;
import dev.signalbox.runtime.api.EvidenceViews.FromView;
import dev.signalbox.runtime.api.EvidenceViews.HoldEvidence;
import dev.signalbox.runtime.api.EvidenceViews.LessView;
import dev.signalbox.runtime.api.EvidenceViews.RecipientView;
import dev.signalbox.runtime.api.EvidenceViews.RuleView;
import dev.signalbox.runtime.api.EvidenceViews.SaidView;
import dev.signalbox.runtime.api.EvidenceViews.SettledView;
import dev.signalbox.runtime.api.EvidenceViews.ShortenedView;
import dev.signalbox.runtime.api.EvidenceViews.SourceView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run's log tells of one hold. It reads as far as the hold's own end: what came later is no evidence of it. Values
 * are those that the hold itself shows, so what is redacted there stays so; of everything else it tells names, never values.
 */
public final class HoldStory {
    /** Items of one question that are listed; the rest is counted. */
    private static final int MOST_ITEMS = 50;

    private final HoldId id;
    private final Provenance provenance;
    private final Map<StepId, Asked> questions = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Event.HoldDelegated> delegations = new ArrayList<>();
    private @Nullable Run run;
    private @Nullable Hold hold;
    private @Nullable SettledView settled;
    private boolean edited;

    private record Asked(long seq, Event.ModelRequested question) {}

    /** A hold as it was when it was rejected. */
    private record Rejection(Hold hold, Event.HoldRejected by) {}

    private HoldStory(HoldId id, CheckedFlow flow) {
        this.id = id;
        provenance = new Provenance(flow);
    }

    /** Null when the log knows no such hold. */
    public static @Nullable HoldStory read(HoldId id, CheckedFlow flow, List<Event> log) {
        HoldStory story = new HoldStory(id, flow);
        long seq = 0;
        for (Event event : log) {
            if (story.settled == null) {
                story.take(++seq, event);
            }
        }
        return story.hold == null ? null : story;
    }

    /** The hold as it is, or as it was at its end. */
    public Hold hold() {
        return Objects.requireNonNull(hold);
    }

    public boolean isOpen() {
        return settled == null;
    }

    /**
     * @param hindrance why who asks may not decide; null when they may
     * @param recipients whom they may give it to
     */
    public HoldEvidence view(CheckedFlow flow, @Nullable String hindrance, List<RecipientView> recipients) {
        Hold its = hold();
        List<SourceView> sources = sources(flow, its);
        Event.HoldDelegated last = delegations.isEmpty() ? null : delegations.getLast();
        Hold.Delegation has = its.delegated();
        return new HoldEvidence(
                id.value(),
                its.step().run().value(),
                settled,
                settled == null ? hindrance : null,
                DecisionWays.of(its, flow.flow()),
                sources,
                shortened(sources),
                earlier(),
                its.thread().stream()
                        .map(said ->
                                new SaidView(said.by(), said.text(), said.at().toString()))
                        .toList(),
                has == null || last == null
                        ? null
                        : new DelegationView(has.to(), has.by(), has.at().toString(), last.note()),
                settled == null ? recipients : List.of());
    }

    private void take(long seq, Event event) {
        provenance.read(seq, event);
        Run before = run;
        Run after = Evolver.evolve(before, event);
        run = after;
        Hold its = after.holds().get(id);
        hold = its == null ? hold : its;
        switch (event) {
            case Event.ModelRequested it -> {
                if (!it.purpose().equals("summary")) {
                    questions.put(it.step(), new Asked(seq, it));
                }
            }
            case Event.HoldEdited it -> edited |= it.hold().equals(id);
            case Event.HoldDelegated it -> {
                if (it.hold().equals(id)) {
                    delegations.add(it);
                }
            }
            case Event.HoldApproved it -> settle(it.hold(), "approved", it.by(), it.via(), it.note(), it);
            case Event.HoldRejected it -> {
                Hold rejected = before == null ? null : before.holds().get(it.hold());
                if (rejected != null) {
                    rejections.add(new Rejection(rejected, it));
                }
                settle(it.hold(), "rejected", it.by(), it.via(), it.note(), it);
            }
            case Event.HoldAnswered it -> settle(it.hold(), "answered", it.by(), it.via(), it.note(), it);
            case Event.HoldExpired it -> settle(it.hold(), "expired", null, null, null, it);
            case Event.HoldWithdrawn it -> settle(it.hold(), "withdrawn", null, null, it.why(), it);
            default -> {
                // Nothing that the page tells apart from who wrote what.
            }
        }
    }

    private void settle(
            HoldId which, String how, @Nullable String by, @Nullable String via, @Nullable String note, Event event) {
        if (which.equals(id)) {
            settled = new SettledView(how, by, via, event.at().toString(), note, edited);
        }
    }

    /** Of the same state, and the same of its steps side by side. */
    private @Nullable EarlierView earlier() {
        StepId step = hold().step();
        for (Rejection rejection : rejections.reversed()) {
            Hold was = rejection.hold();
            if (was.step().state().equals(step.state())
                    && was.step().slot().equals(step.slot())
                    && !was.id().equals(id)) {
                return new EarlierView(
                        was.id().value(),
                        was.step().visit(),
                        was.title(),
                        was.args(),
                        HoldViews.shown(was.show()),
                        rejection.by().by(),
                        rejection.by().at().toString(),
                        rejection.by().note());
            }
        }
        return null;
    }

    private List<SourceView> sources(CheckedFlow flow, Hold its) {
        List<SourceView> sources = new ArrayList<>();
        State state = flow.flow().states().get(its.step().state());
        if (state == null) {
            return sources;
        }
        InnerStep inner = inner(state, its.step().slot());
        Approve approve = inner == null ? state.approve() : inner.approve();
        List<Expr> show =
                state.verb() instanceof AskVerb ask ? ask.show() : approve == null ? List.of() : approve.show();
        for (Expr expr : show) {
            add(sources, "show", expr.source().trim(), provenance.of(expr, state));
        }
        for (Expr expr : approve == null ? List.<Expr>of() : approve.edit()) {
            add(sources, "edit", expr.source().trim(), provenance.of(expr, state));
        }
        Template with = with(inner != null ? inner.verb() : state.verb() instanceof StepVerb step ? step : null);
        for (String name : its.args().keySet()) {
            Template part =
                    with instanceof Template.Fields fields ? fields.fields().get(name) : with;
            if (part != null) {
                add(sources, "args", name, provenance.of(part, state));
            }
        }
        return sources;
    }

    private static void add(List<SourceView> sources, String place, String name, List<FromView> from) {
        sources.add(new SourceView(
                place, name, from.stream().anyMatch(one -> one.kind().equals("model")), from));
    }

    private static @Nullable InnerStep inner(State state, String slot) {
        if (state.verb() instanceof ParallelVerb parallel) {
            ParallelVerb.Branch branch = parallel.branches().get(slot);
            return branch == null ? null : branch.step();
        }
        return state.verb() instanceof EachVerb each && !slot.isEmpty() ? each.step() : null;
    }

    private static @Nullable Template with(@Nullable StepVerb verb) {
        return switch (verb) {
            case null -> null;
            case CallVerb call -> call.with();
            case FlowVerb child -> child.with();
            case LlmVerb llm -> null;
        };
    }

    /** The questions whose answers are among what is shown, and the one that is asked here in a model's place. */
    private List<ShortenedView> shortened(List<SourceView> sources) {
        Set<String> visits = new LinkedHashSet<>();
        for (SourceView source : sources) {
            source.from().stream()
                    .filter(from -> from.kind().equals("model"))
                    .forEach(from -> visits.add(from.state() + "/" + from.visit()));
        }
        List<ShortenedView> shortened = new ArrayList<>();
        questions.forEach((step, asked) -> {
            boolean here = step.equals(hold().step()) && hold().purpose() == Hold.Purpose.MODEL;
            if (here || visits.contains(step.state() + "/" + step.visit())) {
                List<Manifest.Entry> less = asked.question().manifest().items().stream()
                        .filter(HoldStory::isLess)
                        .toList();
                if (!less.isEmpty()) {
                    shortened.add(shortened(step, asked, less));
                }
            }
        });
        return shortened;
    }

    /** What a condition left out, and what is not there, was never meant to be sent. */
    private static boolean isLess(Manifest.Entry entry) {
        boolean meant = switch (entry.reason()) {
            case FITS, WHEN_FALSE, ABSENT -> false;
            case OVER_MAX, OVER_BUDGET, LAST, MAX_AGE, CLEAR_RESULTS, CLAMP, SUMMARY, DROP_OLDEST, REDACTED -> true;
        };
        return meant && entry.verdict() != Manifest.Verdict.KEPT;
    }

    private static ShortenedView shortened(StepId step, Asked asked, List<Manifest.Entry> less) {
        List<LessView> items = less.stream()
                .limit(MOST_ITEMS)
                .map(entry -> new LessView(
                        entry.item(),
                        entry.source(),
                        entry.verdict().name().toLowerCase(Locale.ROOT),
                        entry.reason().name().toLowerCase(Locale.ROOT),
                        entry.tokensBefore(),
                        entry.tokensAfter(),
                        entry.rule() == null
                                ? null
                                : new RuleView(
                                        entry.rule().file(),
                                        entry.rule().line(),
                                        entry.rule().text())))
                .toList();
        return new ShortenedView(
                step.state().value(),
                step.visit(),
                asked.question().model().value(),
                asked.seq(),
                items,
                less.size() - items.size());
    }
}
