package dev.signalbox.dsl.mutate;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Faults inside an expression: another operator, another name, a wrong call, an open bracket, or far too much of it. */
final class Expressions {
    /** In braces, or bare behind a key that takes an expression, or a list of them. */
    private static final Pattern EXPRESSION = Pattern.compile(
            "(?<=\\$\\{)[^}\\n]+(?=})|(?<=\\b(?:when|match|from|in|where|risk|require|recheck): )[^,}\\]\\n]+"
                    + "|(?<=\\b(?:show|edit): \\[)[^\\]\\n]+");

    private static final Pattern PART =
            Pattern.compile("[A-Za-z_]\\w*|\\d+(?:\\.\\d+)?|\"[^\"]*\"|'[^']*'|[^\\s\\w.]+|\\.");
    private static final List<String> OPERATORS = List.of(
            "+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "!", "?", ":", ".", "in", "=", "=>", "[", "]",
            "(", ")", ",", "{", "\\", "'", "\"");
    private static final List<String> OPERANDS = List.of(
            "order",
            "refund.amount",
            "input",
            "run.id",
            "error.kind",
            "decision.note",
            "result",
            "index",
            "event",
            "args",
            "response",
            "env.SHOP_URL",
            "secret.SHOP_TOKEN",
            "size(input)",
            "has(order)",
            "has(order.id)",
            "[1, 2].map(x, x * 2)",
            "tokens('x')",
            "duration('soon')",
            "duration('7d')",
            "timestamp('x')",
            "money(1, 'EUR')",
            "clip(1, 2)",
            "'a'.matches('(a+)+$')",
            "'a'.matches('(')",
            "null",
            "true",
            "-0.0",
            "1e999",
            "0x7fffffffffffffff",
            "9223372036854775808",
            "1u",
            "b'x'",
            "{'a': 1}",
            "{a: 1}",
            "Order{id: 1}",
            "type(1)",
            "dyn(1)",
            "x.y.z",
            "a[0][1]",
            "''",
            "'🙂'",
            "\"\\u00e9\"",
            "r'\\d'",
            "'''a'''",
            "int('x')",
            "[].all(x, x)",
            "order.exists(o, o)",
            "__proto__");

    private Expressions() {}

    static String operator(String text, Random random) {
        return within(text, random, OPERATORS.get(random.nextInt(OPERATORS.size())));
    }

    static String operand(String text, Random random) {
        return within(text, random, OPERANDS.get(random.nextInt(OPERANDS.size())));
    }

    static String delete(String text, Random random) {
        return within(text, random, "");
    }

    /** The expression itself, many times over: joined, nested or negated. */
    static String lengthen(String text, Random random) {
        MatchResult one = Tokens.any(EXPRESSION, text, random);
        int times = 1 + random.nextInt(random.nextInt(10) == 0 ? 4_000 : 40);
        String source = one.group();
        String longer = switch (random.nextInt(6)) {
            case 0 -> source + (" + " + source).repeat(Math.min(times, 400));
            case 1 -> "(".repeat(times) + source + ")".repeat(times);
            case 2 -> "!".repeat(times) + source;
            case 3 -> "size(".repeat(times) + source + ")".repeat(times);
            case 4 -> source + ".x".repeat(times);
            default -> "true ? ".repeat(times) + source + (" : " + "0").repeat(times);
        };
        return Tokens.spliced(text, one, longer);
    }

    private static String within(String text, Random random, String put) {
        MatchResult one = Tokens.any(EXPRESSION, text, random);
        String source = one.group();
        MatchResult part = Tokens.any(PART, source, random);
        String changed = switch (put.isEmpty() ? 0 : random.nextInt(3)) {
            case 0 -> Tokens.spliced(source, part, put);
            case 1 -> source.substring(0, part.end()) + " " + put + " " + source.substring(part.end());
            default -> source.substring(0, part.start()) + " " + put + " " + source.substring(part.start());
        };
        return Tokens.spliced(text, one, changed);
    }
}
