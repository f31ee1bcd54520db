package dev.signalbox.runtime.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.hold.Deciders;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.api.EvidenceViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.run.Refusals;
import dev.signalbox.runtime.run.RunReader;
import dev.signalbox.runtime.view.HoldStory;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people have to decide a hold by, and what they say to each other about it. */
final class Colleagues {
    private static final Set<String> DECIDE = Set.of("approver", "operator");

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final LiveWorkspace workspace;

    Colleagues(Dispatcher dispatcher, RunStore store, LiveWorkspace workspace) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.workspace = workspace;
    }

    EvidenceViews.HoldEvidence evidence(String hold, Actor actor) {
        HoldId id = new HoldId(RunReader.nonEmpty(hold));
        Run run = dispatcher.run(HoldReader.runOf(hold));
        if (run == null) {
            throw Refusals.noHold(hold);
        }
        CheckedFlow flow = workspace.pinned(run.bundle()).flow();
        HoldStory story = HoldStory.read(id, flow, store.log(run.id()));
        if (story == null) {
            throw Refusals.noHold(hold);
        }
        return story.view(flow, Deciders.refusal(run, story.hold(), actor), recipients(run, story.hold(), actor));
    }

    /** Nobody, for who may not give it. */
    private List<EvidenceViews.RecipientView> recipients(Run run, Hold hold, Actor actor) {
        List<EvidenceViews.RecipientView> all = new ArrayList<>();
        if (Deciders.refusalByTheFlow(run, hold, actor) != null) {
            return all;
        }
        Workspace now = workspace.workspace();
        for (Workspace.Person person : now.people().values()) {
            if (mayDecide(person) && Deciders.refusal(run, hold, recipient(person)) == null) {
                all.add(new EvidenceViews.RecipientView(person.id(), person.name(), "person"));
            }
        }
        for (String group : now.groups()) {
            if (Deciders.refusal(run, hold, new Recipient.Group(group)) == null) {
                all.add(new EvidenceViews.RecipientView(group, group, "group"));
            }
        }
        return all;
    }

    EvidenceViews.HoldEvidence discuss(String hold, String text, Actor actor) {
        does(hold, new Command.DiscussHold(new HoldId(RunReader.nonEmpty(hold)), text, actor));
        return evidence(hold, actor);
    }

    EvidenceViews.HoldEvidence delegate(String hold, String to, @Nullable String note, Actor actor) {
        HoldId id = new HoldId(RunReader.nonEmpty(hold));
        does(hold, new Command.DelegateHold(id, recipient(to), note, actor));
        if (!to.equals(actor.id())) {
            // Whoever gives it away has it in hand no more: a claim left behind would keep the other from deciding.
            store.release(id, actor.id());
        }
        return evidence(hold, actor);
    }

    private Recipient recipient(String to) {
        Workspace now = workspace.workspace();
        Workspace.Person person = now.people().get(to);
        if (person != null) {
            if (!mayDecide(person)) {
                throw new Problem(
                        Problem.Kind.INVALID, person.name() + " may decide nothing: that takes the role approver.");
            }
            return recipient(person);
        }
        if (now.groups().contains(to)) {
            return new Recipient.Group(to);
        }
        throw new Problem(Problem.Kind.INVALID, "There is no person and no group " + to + " in this workspace.");
    }

    private static Recipient recipient(Workspace.Person person) {
        return new Recipient.Person(new Actor(
                person.id(),
                Set.copyOf(person.groups()),
                "",
                true,
                person.roles().contains("operator")));
    }

    private static boolean mayDecide(Workspace.Person person) {
        return person.roles().stream().anyMatch(DECIDE::contains);
    }

    private void does(String hold, Command command) {
        switch (dispatcher.handle(HoldReader.runOf(hold), command)) {
            case Handled.Done done -> {}
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.NoSuchRun none -> throw Refusals.noHold(hold);
            case Handled.KeyTaken taken -> throw new IllegalStateException("talk starts no run");
            case Handled.StartedBefore before -> throw new IllegalStateException("talk starts no run");
            case Handled.Stale stale -> throw new IllegalStateException("talk has no claim");
        }
    }
}
