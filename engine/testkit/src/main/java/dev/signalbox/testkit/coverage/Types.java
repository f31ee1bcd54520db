package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.type.Type;
import java.util.List;

/** The type of what a {@code match} looks at, where it is a plain path into the input or the data. */
final class Types {
    private Types() {}

    /** {@link Type#ANY} where it is anything else. */
    static Type of(Flow flow, String expression) {
        String path = expression.strip();
        if (!path.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
            return Type.ANY;
        }
        List<String> names = List.of(path.split("\\."));
        Type type = root(flow, names.getFirst());
        for (String name : names.subList(1, names.size())) {
            type = field(Type.resolve(type), name);
        }
        return type;
    }

    private static Type root(Flow flow, String name) {
        if (name.equals("input")) {
            return flow.input().type();
        }
        DataDecl data = flow.data().get(new DataName(name));
        return data == null ? Type.ANY : data.schema().type();
    }

    /** The field that tells a union's members apart stands for the union itself. */
    private static Type field(Type type, String name) {
        if (type instanceof Type.Union union && name.equals(union.discriminator())) {
            return union;
        }
        Type.Field field = type instanceof Type.Obj object ? object.fields().get(name) : null;
        return field == null ? Type.ANY : field.type();
    }
}
