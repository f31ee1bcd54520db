package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.EventDecl;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Trigger;
import java.util.LinkedHashMap;
import java.util.Map;

/** What comes from outside: the events a flow may wait for, and the triggers that start it. */
final class OutsideChanges {
    private OutsideChanges() {}

    static void events(Sides sides) {
        Map<EventName, EventDecl> before = sides.before().events();
        Map<EventName, EventDecl> after = sides.after().events();
        before.forEach((name, old) -> {
            EventName newName = sides.renames().of(name);
            EventDecl now = after.get(newName);
            if (now == null) {
                sides.tell(Kind.EVENT_REMOVED, event(name), old.place(), null, "The flow no longer knows it.");
                return;
            }
            if (!newName.equals(name)) {
                sides.tell(
                        Kind.EVENT_RENAMED,
                        event(newName),
                        old.place(),
                        now.place(),
                        "It was called `" + name + "`: whoever sends it has to send the new name.");
            }
            SchemaChange payload = SchemaChange.of(SchemaForm.of(old.payload()), SchemaForm.of(now.payload()));
            if (!payload.same()) {
                sides.tell(
                        Kind.EVENT_CHANGED,
                        event(newName),
                        sides.old(old.place(), "payload"),
                        sides.now(now.place(), "payload"),
                        "Its payload " + payload.words() + ".");
            }
            sides.bound(
                    event(newName),
                    sides.old(old.place(), "lookback"),
                    sides.now(now.place(), "lookback"),
                    "How long one that came early is kept (`lookback`)",
                    old.lookback(),
                    now.lookback());
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name) && !sides.renames().events().containsValue(name)) {
                sides.tell(Kind.EVENT_ADDED, event(name), null, now.place(), "The flow may wait for it now.");
            }
        });
    }

    private static Subject event(EventName name) {
        return new Subject(Subject.Sort.EVENT, name.value());
    }

    static void triggers(Sides sides) {
        Map<String, Trigger> before = named(sides, true);
        Map<String, Trigger> after = named(sides, false);
        before.forEach((name, old) -> {
            Trigger now = after.get(name);
            if (now == null) {
                sides.tell(Kind.TRIGGER_REMOVED, trigger(name), old.place(), null, "It no longer starts runs.");
                return;
            }
            Map<String, Object> was = sides.was().trigger(old);
            Map<String, Object> is = sides.is().trigger(now);
            if (!was.equals(is)) {
                sides.tell(
                        Kind.TRIGGER_CHANGED,
                        trigger(name),
                        old.place(),
                        now.place(),
                        "Of the trigger, " + String.join("; ", Sides.clauses(was, is)) + ".");
            }
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name)) {
                sides.tell(Kind.TRIGGER_ADDED, trigger(name), null, now.place(), "It starts runs now.");
            }
        });
    }

    private static Subject trigger(String name) {
        return new Subject(Subject.Sort.TRIGGER, name);
    }

    /** By what tells one from another; several alike are counted. */
    private static Map<String, Trigger> named(Sides sides, boolean old) {
        Map<String, Trigger> named = new LinkedHashMap<>();
        for (Trigger trigger : (old ? sides.before() : sides.after()).triggers()) {
            String name = switch (trigger) {
                case Trigger.Http http -> "http " + http.path();
                case Trigger.Schedule schedule ->
                    "schedule " + schedule.cron() + (schedule.zone() == null ? "" : " " + schedule.zone());
                case Trigger.Event event -> "event " + (old ? sides.renames().of(event.name()) : event.name());
            };
            String free = name;
            for (int i = 2; named.containsKey(free); i++) {
                free = name + " " + i;
            }
            named.put(free, trigger);
        }
        return named;
    }
}
