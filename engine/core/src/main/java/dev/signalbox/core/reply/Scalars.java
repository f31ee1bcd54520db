package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings a text, a number or a truth closer to the types, the enum or the constant that a schema has. */
final class Scalars {
    private Scalars() {}

    /** The value as one of the types, where it reads as one; itself otherwise. */
    static Object mend(Object value, Set<String> types) {
        if (value instanceof Spelled spelled) {
            if (fits(spelled.number(), types)) {
                return spelled.number();
            }
            return types.contains("string") ? spelled.word() : spelled;
        }
        if (types.isEmpty() || fits(value, types)) {
            return value;
        }
        if (value instanceof String string) {
            return fromText(string, types);
        }
        return types.contains("string") && value instanceof Number ? value.toString() : value;
    }

    private static Object fromText(String string, Set<String> types) {
        String word = ReplyText.strip(string);
        Object read = Spelled.plain(LenientJson.scalar(word));
        if (types.contains("integer") && whole(read)
                || types.contains("number") && read instanceof Number
                || types.contains("boolean") && read instanceof Boolean
                || types.contains("null") && Json.isNull(read)) {
            return read;
        }
        if (types.contains("boolean")) {
            return switch (Label.of(word)) {
                case "yes" -> Boolean.TRUE;
                case "no" -> Boolean.FALSE;
                default -> string;
            };
        }
        return string;
    }

    private static boolean whole(Object value) {
        return value instanceof Long || value instanceof Double d && d == Math.rint(d);
    }

    static boolean fits(Object value, Set<String> types) {
        return switch (value) {
            case Spelled spelled -> fits(spelled.number(), types);
            case String s -> types.contains("string");
            case Boolean b -> types.contains("boolean");
            case Number n -> types.contains("number") || types.contains("integer") && whole(n);
            case Map<?, ?> m -> types.contains("object");
            case List<?> l -> types.contains("array");
            default -> types.contains("null");
        };
    }

    /** The one member that is meant: itself, its text, or its label. */
    static Object member(Object value, List<?> members) {
        if (members.isEmpty() || members.contains(value) || value instanceof Map || value instanceof List) {
            return value;
        }
        Set<Object> meant = new LinkedHashSet<>();
        String label = Label.of(value.toString());
        for (Object member : members) {
            if (member instanceof Map || member instanceof List || Json.isNull(member)) {
                continue;
            }
            if (same(member, value)) {
                return member;
            }
            if (!label.isEmpty() && Label.of(member.toString()).equals(label)) {
                meant.add(member);
            }
        }
        return meant.size() == 1 ? meant.iterator().next() : value;
    }

    private static boolean same(Object member, Object written) {
        Object value = Spelled.plain(written);
        return member instanceof Number a && value instanceof Number b && a.doubleValue() == b.doubleValue();
    }
}
