package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayDeque;
import java.util.Deque;

/** How deep an expression is, reckoned without a call for each level: whoever walks one later does so by calls. */
final class Depths {
    private Depths() {}

    private record At(CelExpr part, int depth) {}

    static int of(CelExpr root) {
        Deque<At> left = new ArrayDeque<>();
        left.push(new At(root, 1));
        int deepest = 0;
        while (!left.isEmpty()) {
            At at = left.pop();
            deepest = Math.max(deepest, at.depth());
            int below = at.depth() + 1;
            CelExpr part = at.part();
            switch (part.getKind()) {
                case SELECT -> left.push(new At(part.select().operand(), below));
                case CALL -> {
                    part.call().target().ifPresent(target -> left.push(new At(target, below)));
                    part.call().args().forEach(arg -> left.push(new At(arg, below)));
                }
                case LIST -> part.list().elements().forEach(item -> left.push(new At(item, below)));
                case MAP ->
                    part.map().entries().forEach(entry -> {
                        left.push(new At(entry.key(), below));
                        left.push(new At(entry.value(), below));
                    });
                case STRUCT, COMPREHENSION, CONSTANT, IDENT, NOT_SET -> {}
            }
        }
        return deepest;
    }
}
