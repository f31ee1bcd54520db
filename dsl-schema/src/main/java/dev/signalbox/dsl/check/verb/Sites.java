package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import org.jspecify.annotations.Nullable;

/** Told of every expression and template of a flow, with the types that hold where it stands. */
public interface Sites {
    /** What a value must be where no schema says it. */
    enum Expect {
        /** Whatever it is. */
        ANY,
        /** A scalar, to be written as text. */
        TEXT,
        /** A scalar, or null where there is nothing to write. */
        TEXT_OR_NOTHING,
        LIST,
        DURATION,
        INSTANT
    }

    /** Has to be boolean. */
    void condition(Expr expr, TypeEnv types);

    /** @param target what the value has to fit; null for any value */
    void value(Template template, TypeEnv types, @Nullable Schema target);

    void expect(Template template, TypeEnv types, Expect expect);

    default void expect(Expr expr, TypeEnv types, Expect expect) {
        expect(new Template.Only(expr, expr.place()), types, expect);
    }

    /** Shown to a person, who is told when it is not there. */
    void shown(Expr expr, TypeEnv types);

    /** A part of data that a person may change. */
    void edited(Expr expr, TypeEnv types);

    /** A context item read from an expression. */
    void loaded(ContextItem item, Expr from, TypeEnv types);

    /** The subject of a {@code match} and its cases. */
    void matched(Next.Match match, TypeEnv types);

    /** A whole result saved under a name of data. */
    void result(Type result, TypeEnv types, Schema target, Place place);
}
