package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Names of data and the schemas of a flow's input and output. */
final class DataChanges {
    private DataChanges() {}

    static void compare(Sides sides) {
        Set<List<String>> risky = RiskyPaths.of(sides);
        Map<DataName, DataDecl> before = sides.before().data();
        Map<DataName, DataDecl> after = sides.after().data();
        before.forEach((name, old) -> {
            DataName newName = sides.renames().of(name);
            DataDecl now = after.get(newName);
            if (now == null) {
                sides.tell(Kind.DATA_REMOVED, subject(name), old.place(), null, "The run no longer keeps it.");
                return;
            }
            if (!newName.equals(name)) {
                sides.tell(
                        Kind.DATA_RENAMED, subject(newName), old.place(), now.place(), "It was called `" + name + "`.");
            }
            one(sides, risky, old, now);
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name) && !sides.renames().data().containsValue(name)) {
                sides.tell(Kind.DATA_ADDED, subject(name), null, now.place(), "The run keeps it now.");
            }
        });
    }

    private static Subject subject(DataName name) {
        return new Subject(Subject.Sort.DATA, name.value());
    }

    private static void one(Sides sides, Set<List<String>> risky, DataDecl old, DataDecl now) {
        Subject subject = subject(now.name());
        SchemaChange whole = SchemaChange.of(SchemaForm.of(old.schema()), SchemaForm.of(now.schema()));
        if (!whole.same()) {
            SchemaChange.Direction part = risky(risky, old, now);
            Kind kind = part == SchemaChange.Direction.SAME
                    ? whole.direction().kind(Kind.DATA_WIDENED, Kind.DATA_NARROWED, Kind.DATA_CHANGED)
                    : part.kind(Kind.RISKY_VALUE_WIDENED, Kind.RISKY_VALUE_NARROWED, Kind.RISKY_VALUE_CHANGED);
            String why = part == SchemaChange.Direction.SAME ? "" : " A write is called with it.";
            sides.tell(kind, subject, old.place(), now.place(), "It " + whole.words() + "." + why);
        } else if (!SchemaForm.words(old.schema()).equals(SchemaForm.words(now.schema()))) {
            // Where a model's reply or a form takes this schema, these words are in the question.
            sides.tell(
                    Kind.DATA_CHANGED,
                    subject,
                    old.place(),
                    now.place(),
                    "Its schema says something else to its readers.");
        }
        if (old.redact() != now.redact()) {
            sides.tell(
                    old.redact() ? Kind.REDACTION_DROPPED : Kind.REDACTION_ADDED,
                    subject,
                    sides.old(old.place(), "redact"),
                    sides.now(now.place(), "redact"),
                    old.redact()
                            ? "It is no longer kept out of prompts, logs and lists."
                            : "It is kept out of prompts, logs and lists now.");
        }
        rest(sides, subject, old, now);
    }

    private static void rest(Sides sides, Subject subject, DataDecl old, DataDecl now) {
        Map<String, Object> before = Sides.without(sides.was().data(old), "schema", "redact");
        Map<String, Object> after = Sides.without(sides.is().data(now), "schema", "redact");
        if (!before.equals(after)) {
            sides.tell(
                    Kind.DATA_CHANGED,
                    subject,
                    old.place(),
                    now.place(),
                    "Of the name, " + String.join("; ", Sides.clauses(before, after)) + ".");
        }
    }

    /** How the parts changed that a write's arguments are made of. */
    private static SchemaChange.Direction risky(Set<List<String>> paths, DataDecl old, DataDecl now) {
        SchemaChange.Direction found = SchemaChange.Direction.SAME;
        for (List<String> path : paths) {
            if (!path.getFirst().equals(now.name().value())) {
                continue;
            }
            List<String> below = path.subList(1, path.size());
            Schema before = old.schema().at(below);
            Schema after = now.schema().at(below);
            SchemaChange.Direction part = before == null || after == null
                    ? (Objects.equals(before, after) ? SchemaChange.Direction.SAME : SchemaChange.Direction.OTHER)
                    : SchemaChange.of(SchemaForm.of(before), SchemaForm.of(after))
                            .direction();
            if (part != SchemaChange.Direction.SAME) {
                found = found == SchemaChange.Direction.SAME || found == part ? part : SchemaChange.Direction.OTHER;
            }
        }
        return found;
    }

    /** What a run is started with, and what it delivers. */
    static void signature(Sides sides) {
        schema(
                sides,
                new Subject(Subject.Sort.INPUT, "input"),
                sides.before().input(),
                sides.after().input());
        Schema old = sides.before().output();
        Schema now = sides.after().output();
        Subject output = new Subject(Subject.Sort.OUTPUT, "output");
        if (old != null && now != null) {
            schema(sides, output, old, now);
        } else if (old != null || now != null) {
            sides.tell(
                    Kind.SIGNATURE_CHANGED,
                    output,
                    old == null ? sides.before().place() : old.place(),
                    now == null ? sides.after().place() : now.place(),
                    now == null ? "The flow delivers nothing any more." : "The flow delivers something now.");
        }
    }

    private static void schema(Sides sides, Subject subject, Schema old, Schema now) {
        SchemaChange change = SchemaChange.of(SchemaForm.of(old), SchemaForm.of(now));
        if (!change.same()) {
            sides.tell(
                    change.direction().kind(Kind.SIGNATURE_WIDENED, Kind.SIGNATURE_NARROWED, Kind.SIGNATURE_CHANGED),
                    subject,
                    place(sides, true, subject, old),
                    place(sides, false, subject, now),
                    "The " + subject.name() + " " + change.words() + ".");
        } else if (!SchemaForm.words(old).equals(SchemaForm.words(now))) {
            sides.tell(
                    Kind.WORDING_CHANGED,
                    subject,
                    place(sides, true, subject, old),
                    place(sides, false, subject, now),
                    "The " + subject.name() + "'s schema says something else to its readers.");
        }
    }

    private static Place place(Sides sides, boolean old, Subject subject, Schema schema) {
        Place top = HeadChanges.top(sides, old, subject.name());
        return top.equals((old ? sides.before() : sides.after()).place()) ? schema.place() : top;
    }
}
