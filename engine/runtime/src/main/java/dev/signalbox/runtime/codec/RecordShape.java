package dev.signalbox.runtime.codec;

import dev.signalbox.dsl.value.Json;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** A record as an object with its components as fields, or, for an id, as the one string it holds. */
final class RecordShape implements Shape {
    private final Class<?> type;
    private final MethodHandle make;
    private final List<Field> fields = new ArrayList<>();

    private record Field(
            String name,
            SerializedString quoted,
            MethodHandle get,
            Shape shape,
            boolean nullable,
            @Nullable Object whenAbsent) {
        Field(String name, MethodHandle get, Shape shape, boolean nullable, @Nullable Object whenAbsent) {
            this(name, new SerializedString(name), get, shape, nullable, whenAbsent);
        }
    }

    private RecordShape(Class<?> type) {
        this.type = type;
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                types[i] = component.getType();
                MethodHandle get = lookup.unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                fields.add(new Field(
                        snake(component.getName()),
                        get,
                        Shape.of(component.getGenericType()),
                        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                        empty(component.getType())));
            }
            make = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new CodecException("the record " + type.getName() + " must be public to be kept as JSON", e);
        }
    }

    static RecordShape fields(Class<?> type) {
        return new RecordShape(type);
    }

    /** One string and nothing else: an id or a name. */
    static boolean isName(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1
                && components[0].getType() == String.class
                && components[0].getName().equals("value");
    }

    static Shape name(Class<?> type) {
        RecordShape shape = new RecordShape(type);
        return new Plain<>(
                String.class, value -> shape.get(shape.fields.get(0), value), text -> shape.build(new Object[] {text}));
    }

    @Override
    public Object write(Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Field field : fields) {
            Object component = get(field, value);
            if (component != null && !component.equals(field.whenAbsent)) {
                object.put(field.name, field.shape.write(component));
            }
        }
        return object;
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartObject();
        writeFields(value, out);
        out.writeEndObject();
    }

    /** The fields alone, into an object that has begun. */
    void writeFields(Object value, JsonGenerator out) {
        for (Field field : fields) {
            Object component = get(field, value);
            if (component != null && !component.equals(field.whenAbsent)) {
                out.writeName(field.quoted);
                field.shape.write(component, out);
            }
        }
    }

    @Override
    public Object read(Object json, String where) {
        if (!(json instanceof Map<?, ?>)) {
            throw new CodecException(where + " should be an object");
        }
        Map<String, Object> object = Json.object(json);
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            Object value = object.get(field.name);
            if (value != null) {
                found++;
                values[i] = field.shape.read(value, where + "/" + field.name);
            } else if (field.whenAbsent != null) {
                values[i] = field.nullable ? null : field.whenAbsent;
            } else if (!field.nullable) {
                throw new CodecException(where + " lacks its field " + field.name);
            }
        }
        if (found != object.size()) {
            List<String> unknown = new ArrayList<>(object.keySet());
            fields.forEach(field -> unknown.remove(field.name));
            throw new CodecException(where + " has a field that this program does not know: " + unknown);
        }
        return build(values);
    }

    private @Nullable Object get(Field field, Object value) {
        try {
            return field.get.invokeExact(value);
        } catch (Throwable e) {
            throw new CodecException("cannot read " + field.name + " of " + type.getName(), e);
        }
    }

    private Object build(@Nullable Object[] values) {
        try {
            return make.invokeExact(values);
        } catch (Throwable e) {
            throw new CodecException("cannot make a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** An empty collection is left out, and read back as one. */
    private static @Nullable Object empty(Class<?> type) {
        if (type == List.class) {
            return List.of();
        }
        return type == Map.class ? Map.of() : null;
    }

    private static String snake(String camel) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('_');
            }
            name.append(c);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
