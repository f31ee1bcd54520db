package dev.signalbox.runtime;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.api.DayUse;
import dev.signalbox.runtime.api.OperationsBySubject;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.notice.Arrival;
import dev.signalbox.runtime.notice.Notices;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.retention.Sweep;
import dev.signalbox.runtime.run.Deliveries;
import dev.signalbox.runtime.trigger.Schedules;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine inside this process: one workspace, one store that it owns. {@link Signalbox#builder} makes one. What it
 * returns from a change is durable. Safe to share between threads.
 */
public final class Engine extends OperationsBySubject {
    private final Parts parts;

    /**
     * What of it is not one subject's.
     *
     * @param schedules null where this engine starts no run by them
     * @param misfits of Java actions, as the engine began
     * @param standIns where each stand-in is found, by its environment name
     * @param owned closed with it, in this order
     */
    record Parts(
            Lifecycle lifecycle,
            LiveWorkspace workspace,
            RunStore store,
            Dispatcher dispatcher,
            Clock clock,
            Changes changes,
            Sweep sweep,
            Notices notices,
            Deliveries deliveries,
            @Nullable Schedules schedules,
            List<String> misfits,
            Map<String, String> standIns,
            List<AutoCloseable> owned) {}

    Engine(Subjects subjects, Parts parts) {
        super(subjects);
        this.parts = parts;
    }

    @Override
    protected <T> T asked(Supplier<T> question) {
        return parts.lifecycle.working(question);
    }

    /**
     * Java actions that the workspace declared as the engine began and nobody gave, or that take or answer something else: a
     * sentence each, with its place. A program that would rather not start refuses here.
     */
    public List<String> misfits() {
        return parts.misfits;
    }

    /** The workspace file as it is now: people, groups, channels. */
    public Workspace workspace() {
        return parts.workspace.workspace();
    }

    /** The same as it was when it had no error last: one that somebody is about to mend signs nobody out, and nobody in. */
    public Workspace soundWorkspace() {
        return parts.workspace.sound();
    }

    /**
     * A person of {@code signalbox.yaml} with the groups they have at this moment, for a program that knows that it is they who
     * ask. Refuses anybody else; what their roles let them ask is the program's to hold to.
     */
    public Actor person(String id) {
        Workspace.Person person = parts.workspace.sound().people().get(id);
        if (person == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no person " + id + " in signalbox.yaml.");
        }
        return new Actor(
                id, Set.copyOf(person.groups()), "java", true, person.roles().contains("operator"));
    }

    /** Where a person finds each stand-in that runs, by its environment name. */
    public Map<String, String> standIns() {
        return parts.standIns;
    }

    /** Other engines may work on the same store. */
    public boolean shared() {
        return parts.store.shared();
    }

    /** How many runs are in memory: those under way, not those that wait. */
    public int runsInMemory() {
        return parts.dispatcher.runsInMemory();
    }

    /** How many effects are under way, or wait for their turn. */
    public int effectsUnderWay() {
        return parts.dispatcher.effects();
    }

    /** What has been used of the limits of this day, in UTC; empty where there are none. */
    public List<DayUse> today() {
        return asked(() -> {
            LocalDate today = LocalDate.ofInstant(parts.clock.now(), ZoneOffset.UTC);
            return DayUse.of(
                    parts.store.usedOn(today), parts.workspace.checked().loaded());
        });
    }

    /** Why nothing is acknowledged any more: the store failed; null while all is well. */
    public @Nullable String failure() {
        return parts.lifecycle.failure();
    }

    /** One word: {@code ready}, or why new work is better taken elsewhere: recovering, draining, closed, store_failed. */
    public String state() {
        return parts.lifecycle.state();
    }

    /** Takes up what was under way in the store when its last owner stopped, and begins to wake runs and to purge old ones. */
    public void takeUp() {
        parts.dispatcher.recover();
        parts.lifecycle.recovering(false);
        parts.sweep.start();
        if (parts.schedules != null) {
            parts.schedules.start();
        }
    }

    /**
     * Begins to tell people through the workspace's channels, with links to the console at that address. An engine that is
     * never told so keeps what is to be sent for one that is.
     */
    public void sendNotices(URI publicUrl) {
        parts.notices.send(publicUrl);
    }

    /**
     * Somebody who is signed in comes by a notice's link.
     *
     * @param place what it leads to, {@code holds/ID} or {@code runs/ID}
     */
    public Arrival arrive(String place, String token, Actor actor) {
        return parts.notices.arrive(place, token, actor);
    }

    /** An event that a run of this engine's tells. */
    Views.EventReceipt emit(Views.EventRequest event, String run) {
        return asked(() -> parts.deliveries.send(event, new RunId(run)));
    }

    @Override
    public AutoCloseable watch(Consumer<Views.Change> listener) {
        return parts.changes.listen(listener);
    }

    /**
     * Starts no run any more, and returns once nothing is under way: calls end within the bound on draining or are
     * interrupted, to be taken up at the next start. Runs can still be read and holds decided until the close.
     */
    public void drain() {
        parts.lifecycle.drains();
        quiet();
    }

    /** Lets what is under way end or be interrupted, and gives the store back. */
    @Override
    public void close() {
        if (!parts.lifecycle.closes()) {
            return;
        }
        quiet();
        for (AutoCloseable one : parts.owned) {
            try {
                one.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Engine.class).warn("Closing {} failed", one, e);
            }
        }
    }

    private void quiet() {
        if (parts.schedules != null) {
            parts.schedules.close();
        }
        parts.dispatcher.close();
    }
}
