package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.assist.Tokens.Kind;
import dev.signalbox.dsl.assist.Tokens.Token;
import dev.signalbox.dsl.check.verb.Conditions;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression up to the cursor. What stands before the cursor tells what holds there ({@code has(order) && …}), which
 * variables are bound ({@code lines.all(line, …)}), of what a field is asked, and with what a value is compared.
 */
final class Unfinished {
    private static final Set<String> MACROS = Set.of("all", "exists", "exists_one", "filter", "map");
    private static final Place NOWHERE = new Place(Span.point("", 1, 1), "");

    private final String source;
    private final List<Token> tokens;
    private final TypeEnv types;

    /** @param source the expression's text before the word at the cursor */
    Unfinished(String source, TypeEnv types) {
        this.source = source;
        this.tokens = Tokens.of(source);
        this.types = new Reader().read(types);
    }

    /** What holds at the cursor. */
    TypeEnv types() {
        return types;
    }

    boolean inText() {
        return !tokens.isEmpty() && tokens.getLast().kind() == Kind.OPEN_TEXT;
    }

    /** The type of what a field is asked of; null when the cursor is not behind a point. */
    @Nullable
    Type receiver() {
        return !tokens.isEmpty() && tokens.getLast().is(".") ? typeBefore(tokens.size() - 1, types) : null;
    }

    /** The type of what the value at the cursor is compared with; null when it is compared with nothing. */
    @Nullable
    Type compared() {
        int last = inText() ? tokens.size() - 2 : tokens.size() - 1;
        if (last < 1) {
            return null;
        }
        if (tokens.get(last).is("==") || tokens.get(last).is("!=")) {
            return typeBefore(last, types);
        }
        int open = last;
        while (open > 0 && (tokens.get(open).is(",") || tokens.get(open).kind() == Kind.TEXT)) {
            open--;
        }
        boolean among =
                open > 1 && tokens.get(open).is("[") && tokens.get(open - 1).is("in");
        return among ? typeBefore(open - 1, types) : null;
    }

    private Type typeBefore(int end, TypeEnv here) {
        int start = primary(end);
        if (start == end) {
            return Type.ANY;
        }
        return type(
                source.substring(tokens.get(start).from(), tokens.get(end - 1).to()), here);
    }

    /** The first token of the operand that ends before a token. */
    private int primary(int end) {
        int at = end - 1;
        while (at >= 0) {
            Token token = tokens.get(at);
            if (token.is(")") || token.is("]")) {
                int open = opening(at);
                boolean called =
                        token.is(")") && open > 0 && tokens.get(open - 1).kind() == Kind.NAME;
                boolean indexed =
                        token.is("]") && open > 0 && !tokens.get(open - 1).is(".") && isValue(open - 1);
                if (open < 0) {
                    return end;
                }
                if (indexed) {
                    at = open - 1;
                    continue;
                }
                at = called ? open - 1 : open;
            } else if (token.kind() == Kind.SIGN) {
                return end;
            }
            if (at > 0 && tokens.get(at - 1).is(".")) {
                at -= 2;
            } else {
                return at;
            }
        }
        return end;
    }

    private boolean isValue(int at) {
        Token token = tokens.get(at);
        return token.kind() != Kind.SIGN || token.is(")") || token.is("]");
    }

    private int opening(int close) {
        int depth = 0;
        for (int at = close; at >= 0; at--) {
            Token token = tokens.get(at);
            if (token.is(")") || token.is("]") || token.is("}")) {
                depth++;
            } else if ((token.is("(") || token.is("[") || token.is("{")) && --depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** The type of a text that stands before the cursor; what it reads counts as there. */
    private static Type type(String text, TypeEnv types) {
        List<String> path = List.of(text.split("\\s*\\.\\s*"));
        if (text.matches("[A-Za-z_]\\w*(\\s*\\.\\s*[A-Za-z_]\\w*)*")
                && types.roots().contains(path.getFirst())) {
            return Type.resolve(types.type(path));
        }
        TypeEnv there = types;
        for (String root : types.roots()) {
            there = there.present(List.of(root));
        }
        return ExprCompiler.compile(expression(text), there) instanceof ExprCompiler.Result.Ok ok
                ? ok.compiled().type()
                : Type.ANY;
    }

    private static Expr expression(String text) {
        return new Expr(0, text, NOWHERE, 0);
    }

    /** Goes through the tokens once, with a frame for each bracket that is open. */
    private final class Reader {
        private final Deque<Frame> frames = new ArrayDeque<>();

        /** Begins where one operand of the frame begins; the types are those that hold there. */
        private final class Frame {
            private final @Nullable Token macro;
            private final int before;
            private boolean bound;
            private int ternary;
            private int or;
            private int and;
            private TypeEnv begin;
            private TypeEnv base;
            private TypeEnv here;
            private final List<TypeEnv> otherwise = new ArrayList<>();

            Frame(int start, TypeEnv types, @Nullable Token macro, int before) {
                this.macro = macro;
                this.before = before;
                this.begin = types;
                this.base = types;
                this.here = types;
                restart(start, types);
            }

            private void restart(int start, TypeEnv types) {
                ternary = start;
                or = start;
                and = start;
                base = types;
                here = types;
            }

            void sign(int at, Token token) {
                int next = token.to();
                switch (token.text()) {
                    case "," -> {
                        if (macro != null && !bound) {
                            bound = true;
                            bind(at);
                        }
                        restart(next, begin);
                    }
                    case "&&" -> {
                        here = Conditions.whenTrue(part(and, token), here);
                        and = next;
                    }
                    case "||" -> {
                        base = Conditions.whenFalse(part(or, token), base);
                        here = base;
                        or = next;
                        and = next;
                    }
                    case "?" -> {
                        otherwise.add(Conditions.whenFalse(part(ternary, token), begin));
                        restart(next, Conditions.whenTrue(part(ternary, token), begin));
                    }
                    case ":" -> {
                        if (!otherwise.isEmpty()) {
                            restart(next, otherwise.removeLast());
                        }
                    }
                    default -> {}
                }
            }

            /** {@code list.all(x, …}: behind the comma, x is an item. */
            private void bind(int comma) {
                Token name = tokens.get(comma - 1);
                Type list = Type.resolve(typeBefore(before, begin));
                if (name.kind() == Kind.NAME) {
                    begin = begin.withRoot(
                            name.text(),
                            list instanceof Type.Arr array
                                    ? array.item()
                                    : list instanceof Type.Obj ? Type.STR : Type.ANY);
                }
            }

            private Expr part(int from, Token until) {
                return expression(source.substring(from, until.from()).strip());
            }
        }

        TypeEnv read(TypeEnv types) {
            frames.push(new Frame(0, types, null, 0));
            for (int at = 0; at < tokens.size(); at++) {
                Token token = tokens.get(at);
                Frame frame = frames.element();
                if (token.is("(") || token.is("[") || token.is("{")) {
                    boolean macro = at > 2
                            && token.is("(")
                            && MACROS.contains(tokens.get(at - 1).text())
                            && tokens.get(at - 2).is(".");
                    frames.push(new Frame(token.to(), frame.here, macro ? tokens.get(at - 1) : null, at - 2));
                } else if ((token.is(")") || token.is("]") || token.is("}")) && frames.size() > 1) {
                    frames.pop();
                } else if (token.kind() == Kind.SIGN) {
                    frame.sign(at, token);
                }
            }
            return frames.element().here;
        }
    }
}
