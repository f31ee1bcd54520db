package dev.signalbox.runtime.codec;

import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.History;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.value.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** How values of one Java type stand in JSON. */
interface Shape {
    Map<Type, Shape> KNOWN = new ConcurrentHashMap<>();

    Object write(Object value);

    /** The text of {@link #write}, without the objects in between: a commit's cost is to a good part this. */
    void write(Object value, JsonGenerator out);

    /** @param where the path so far, for the message of a refusal */
    Object read(Object json, String where);

    /** The shape of a type that records of ours are made of. Refuses any other. */
    static Shape of(Type type) {
        Shape known = KNOWN.get(type);
        if (known == null) {
            // Not computeIfAbsent: shapes of records look up the shapes of their components.
            known = make(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static Shape make(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Items(of(arguments[0]));
            }
            if (generic.getRawType() == Set.class && arguments[0] == String.class) {
                return new Names();
            }
            if (generic.getRawType() == Map.class) {
                return new Entries(of(arguments[0]), of(arguments[1]));
            }
        }
        if (type instanceof Class<?> raw) {
            return ofClass(raw);
        }
        throw new CodecException("no JSON form for " + type);
    }

    private static Shape ofClass(Class<?> type) {
        if (type == Object.class) {
            return new Plain<>(Object.class, value -> value, value -> value);
        }
        if (type == String.class) {
            return new Plain<>(String.class, value -> value, value -> value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Plain<>(Boolean.class, value -> value, value -> value);
        }
        if (type == long.class || type == Long.class) {
            return new Plain<>(Long.class, value -> value, value -> value);
        }
        if (type == int.class || type == Integer.class) {
            return new Plain<>(Long.class, value -> ((Integer) value).longValue(), Math::toIntExact);
        }
        if (type == double.class || type == Double.class) {
            return new Plain<>(Double.class, value -> value, value -> value);
        }
        if (type == Instant.class) {
            return new Plain<>(String.class, Object::toString, Instant::parse);
        }
        if (type == Duration.class) {
            return new Plain<>(String.class, Object::toString, Duration::parse);
        }
        if (type == History.class) {
            return new Chronicle(of(Recorded.class));
        }
        if (type == StepId.class) {
            return new Plain<>(String.class, Object::toString, StepId::parse);
        }
        if (type.isEnum()) {
            return new Choice(type);
        }
        if (type.isRecord()) {
            return RecordShape.isName(type) ? RecordShape.name(type) : RecordShape.fields(type);
        }
        if (type.isSealed()) {
            return new Union(type);
        }
        throw new CodecException("no JSON form for " + type);
    }

    /** A scalar: of one class in JSON, of another in Java. */
    record Plain<J>(Class<J> json, Function<Object, Object> out, Function<J, Object> in) implements Shape {
        @Override
        public Object write(Object value) {
            return out.apply(value);
        }

        @Override
        public void write(Object value, JsonGenerator to) {
            LogText.write(out.apply(value), to);
        }

        @Override
        public Object read(Object value, String where) {
            if (!json.isInstance(value)) {
                throw new CodecException(where + " should be a " + json.getSimpleName());
            }
            try {
                return in.apply(json.cast(value));
            } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
                throw new CodecException(where + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** An enum, in lower case. */
    record Choice(Class<?> type) implements Shape {
        @Override
        public Object write(Object value) {
            return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeString(((Enum<?>) value).name().toLowerCase(Locale.ROOT));
        }

        @Override
        public Object read(Object json, String where) {
            for (Object constant : type.getEnumConstants()) {
                if (write(constant).equals(json)) {
                    return constant;
                }
            }
            throw new CodecException(where + ": " + json + " is no " + type.getSimpleName());
        }
    }

    record Items(Shape item) implements Shape {
        @Override
        public Object write(Object value) {
            List<Object> list = new ArrayList<>();
            for (Object element : (List<?>) value) {
                list.add(item.write(element));
            }
            return list;
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeStartArray();
            for (Object element : (List<?>) value) {
                item.write(element, out);
            }
            out.writeEndArray();
        }

        @Override
        public Object read(Object json, String where) {
            if (!(json instanceof List<?> elements)) {
                throw new CodecException(where + " should be a list");
            }
            List<Object> list = new ArrayList<>();
            for (Object element : elements) {
                list.add(item.read(element, where + "/" + list.size()));
            }
            return Collections.unmodifiableList(list);
        }
    }

    /** A set of texts, as a list in their order: a set's own order is another in each process. */
    record Names() implements Shape {
        @Override
        public Object write(Object value) {
            return List.copyOf(new TreeSet<>((Set<?>) value));
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            LogText.write(write(value), out);
        }

        @Override
        public Object read(Object json, String where) {
            List<?> names = (List<?>) new Items(of(String.class)).read(json, where);
            Set<Object> set = new LinkedHashSet<>(names);
            if (set.size() < names.size()) {
                throw new CodecException(where + " has something twice");
            }
            return Collections.unmodifiableSet(set);
        }
    }

    /** A run's recorded events, as a list. */
    record Chronicle(Shape item) implements Shape {
        @Override
        public Object write(Object value) {
            return new Items(item).write(((History) value).toList());
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            new Items(item).write(((History) value).toList(), out);
        }

        @Override
        public Object read(Object json, String where) {
            History history = History.EMPTY;
            for (Object event : (List<?>) new Items(item).read(json, where)) {
                history = history.plus((Recorded) event);
            }
            return history;
        }
    }

    /** A map, its keys names or strings, in its own order. */
    record Entries(Shape key, Shape item) implements Shape {
        @Override
        public Object write(Object value) {
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, element) -> map.put((String) key.write(name), item.write(element)));
            return map;
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.writeName((String) key.write(entry.getKey()));
                item.write(entry.getValue(), out);
            }
            out.writeEndObject();
        }

        @Override
        public Object read(Object json, String where) {
            if (!(json instanceof Map<?, ?>)) {
                throw new CodecException(where + " should be an object");
            }
            Map<Object, Object> map = new LinkedHashMap<>();
            Json.object(json)
                    .forEach((name, element) -> map.put(key.read(name, where), item.read(element, where + "/" + name)));
            return Collections.unmodifiableMap(map);
        }
    }

    /** A sealed interface: its record's own name stands as {@code type}. */
    final class Union implements Shape {
        private final String name;
        private final Map<String, RecordShape> members = new ConcurrentHashMap<>();

        Union(Class<?> type) {
            name = type.getSimpleName();
            for (Class<?> member : type.getPermittedSubclasses()) {
                members.put(member.getSimpleName(), RecordShape.fields(member));
            }
        }

        @Override
        public Object write(Object value) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", value.getClass().getSimpleName());
            object.putAll(Json.object(member(value).write(value)));
            return object;
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            RecordShape shape = member(value);
            out.writeStartObject();
            out.writeStringProperty("type", value.getClass().getSimpleName());
            shape.writeFields(value, out);
            out.writeEndObject();
        }

        private RecordShape member(Object value) {
            RecordShape shape = members.get(value.getClass().getSimpleName());
            if (shape == null) {
                throw new CodecException(value.getClass().getSimpleName() + " is no " + name);
            }
            return shape;
        }

        @Override
        public Object read(Object json, String where) {
            if (!(json instanceof Map<?, ?> object) || !(object.get("type") instanceof String type)) {
                throw new CodecException(where + " should be an object with a type");
            }
            Shape shape = members.get(type);
            if (shape == null) {
                throw new CodecException("this program does not know the " + name + " " + type
                        + "; a newer one wrote it, and only that may read it");
            }
            Map<String, Object> fields = new LinkedHashMap<>(Json.object(json));
            fields.remove("type");
            return shape.read(fields, where + "/" + type);
        }
    }
}
