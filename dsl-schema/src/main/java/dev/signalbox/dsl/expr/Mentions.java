package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that an expression reads and where each of them stands, read off its syntax. The variables of {@code all},
 * {@code filter} and their like are not among them.
 *
 * @param parsed false for a text that is no expression: then nothing is known of it
 */
public record Mentions(boolean parsed, List<Chain> chains, List<Compared> compared) {
    public Mentions {
        chains = List.copyOf(chains);
        compared = List.copyOf(compared);
    }

    /** {@code order.total}: its names from the root on, and the place of each. */
    public record Chain(List<String> names, List<Place> places) {
        public Chain {
            names = List.copyOf(names);
            places = List.copyOf(places);
        }
    }

    /**
     * {@code error.state == 'pay'}: a chain held against a text.
     *
     * @param literal the text's place, its quotes included
     */
    public record Compared(List<String> names, String text, Place literal) {
        public Compared {
            names = List.copyOf(names);
        }
    }

    public static Mentions of(Expr expr) {
        Source source = Source.parse(expr).source();
        if (source == null) {
            return new Mentions(false, List.of(), List.of());
        }
        Walk walk = new Walk(source);
        walk.visit(source.root(), Set.of());
        return new Mentions(true, walk.chains, walk.compared);
    }

    private static final class Walk {
        private final Source source;
        private final List<Chain> chains = new ArrayList<>();
        private final List<Compared> compared = new ArrayList<>();

        Walk(Source source) {
            this.source = source;
        }

        void visit(CelExpr node, Set<String> bound) {
            switch (node.getKind()) {
                case IDENT, SELECT -> chain(node, bound);
                case CALL -> call(node, bound);
                case LIST -> node.list().elements().forEach(item -> visit(item, bound));
                case MAP ->
                    node.map().entries().forEach(entry -> {
                        visit(entry.key(), bound);
                        visit(entry.value(), bound);
                    });
                case STRUCT -> node.struct().entries().forEach(entry -> visit(entry.value(), bound));
                case CONSTANT, COMPREHENSION, NOT_SET -> {}
            }
        }

        private void chain(CelExpr node, Set<String> bound) {
            List<String> names = new ArrayList<>();
            List<Place> places = new ArrayList<>();
            CelExpr at = node;
            while (at.getKind() == CelExpr.ExprKind.Kind.SELECT) {
                names.addFirst(at.select().field());
                places.addFirst(source.name(at));
                at = at.select().operand();
            }
            if (at.getKind() != CelExpr.ExprKind.Kind.IDENT) {
                visit(at, bound);
            } else if (!bound.contains(at.ident().name())) {
                names.addFirst(at.ident().name());
                places.addFirst(source.whole(at));
                chains.add(new Chain(names, places));
            }
        }

        private void call(CelExpr node, Set<String> bound) {
            CelExpr.CelCall call = node.call();
            call.target().ifPresent(target -> visit(target, bound));
            List<CelExpr> args = call.args();
            boolean macro = call.target().isPresent()
                    && Macros.NAMES.contains(call.function())
                    && args.size() > 1
                    && args.getFirst().getKind() == CelExpr.ExprKind.Kind.IDENT;
            if (macro) {
                Set<String> inside = new HashSet<>(bound);
                inside.add(args.getFirst().ident().name());
                args.subList(1, args.size()).forEach(arg -> visit(arg, inside));
                return;
            }
            if (call.function().equals("_==_") || call.function().equals("_!=_")) {
                compare(args.get(0), args.get(1));
                compare(args.get(1), args.get(0));
            }
            args.forEach(arg -> visit(arg, bound));
        }

        private void compare(CelExpr chain, CelExpr literal) {
            boolean text = literal.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && literal.constant().getKind() == CelConstant.Kind.STRING_VALUE;
            List<String> names = new ArrayList<>();
            CelExpr at = chain;
            while (at.getKind() == CelExpr.ExprKind.Kind.SELECT) {
                names.addFirst(at.select().field());
                at = at.select().operand();
            }
            if (text && at.getKind() == CelExpr.ExprKind.Kind.IDENT) {
                names.addFirst(at.ident().name());
                compared.add(new Compared(names, literal.constant().stringValue(), source.whole(literal)));
            }
        }
    }
}
