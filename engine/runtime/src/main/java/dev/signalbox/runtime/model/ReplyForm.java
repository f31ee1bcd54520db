package dev.signalbox.runtime.model;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a model is told what its reply must be, and what its reply then means. */
sealed interface ReplyForm {
    /** What the request says of it; null for nothing. */
    @Nullable
    ResponseFormat format();

    /** What stands in the prompt; empty for nothing. */
    String instruction();

    /** A value as the model has to spell it: an example's, or a reply that is sent back. */
    String wrap(String text);

    /** The model's reply as the schema means it. */
    String unwrap(String text);

    /** The workspace's way for that model; words where the schema cannot be enforced. */
    static ReplyForm of(Object schema, Workspace.Model model) {
        return switch (model.structured()) {
            case SCHEMA -> {
                SchemaProjection projection = SchemaProjection.of(schema, model.provider());
                yield projection == null ? new Words(schema) : new Enforced(projection);
            }
            case JSON -> AnyObject.of(schema);
            case PROMPT -> new Words(schema);
        };
    }

    /** The provider holds the reply to a projection of the schema. */
    record Enforced(SchemaProjection projection) implements ReplyForm {
        @Override
        public ResponseFormat format() {
            JsonSchema schema = JsonSchema.builder()
                    .name("reply")
                    .rootElement(JsonRawSchema.from(JsonText.write(projection.json())))
                    .build();
            return ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(schema)
                    .build();
        }

        @Override
        public String instruction() {
            return "";
        }

        @Override
        public String wrap(String text) {
            return projection.wrap(text);
        }

        @Override
        public String unwrap(String text) {
            return projection.unwrap(text);
        }
    }

    /**
     * The provider holds the reply to be some JSON object, the schema is words. Any other value stands under {@code value}.
     *
     * @param schema of the object
     */
    record AnyObject(Object schema, boolean wrapped) implements ReplyForm {
        static AnyObject of(Object schema) {
            Map<String, Object> root = new LocalRefs(schema).resolve(schema);
            if ("object".equals(root.get("type")) || root.containsKey("properties")) {
                return new AnyObject(schema, false);
            }
            Map<String, Object> wrapper = new LinkedHashMap<>();
            wrapper.put("type", "object");
            wrapper.put("required", List.of(SchemaProjection.VALUE));
            Object value = schema;
            if (schema instanceof Map<?, ?> map && map.get("$defs") instanceof Map<?, ?> definitions) {
                // References point at the root, which is another now.
                Map<Object, Object> rest = new LinkedHashMap<>(map);
                rest.remove("$defs");
                value = rest;
                wrapper.put("$defs", definitions);
            }
            wrapper.put("properties", Map.of(SchemaProjection.VALUE, value));
            return new AnyObject(wrapper, true);
        }

        @Override
        public ResponseFormat format() {
            return ResponseFormat.builder().type(ResponseFormatType.JSON).build();
        }

        @Override
        public String instruction() {
            return "Reply with one JSON object that satisfies this JSON Schema, and with nothing else:\n"
                    + JsonText.write(schema);
        }

        @Override
        public String wrap(String text) {
            return wrapped ? SchemaProjection.wrapped(text) : text;
        }

        @Override
        public String unwrap(String text) {
            Object value = wrapped ? SchemaProjection.unwrapped(text) : null;
            return value == null ? text : JsonText.write(value);
        }
    }

    /** The prompt alone says it. A plain text needs no form. */
    record Words(Object schema) implements ReplyForm {
        @Override
        public @Nullable ResponseFormat format() {
            return null;
        }

        @Override
        public String instruction() {
            boolean plain = schema instanceof Map<?, ?> map
                    && "string".equals(map.get("type"))
                    && !map.containsKey("enum")
                    && !map.containsKey("const");
            return plain
                    ? ""
                    : "Reply with one JSON value that satisfies this JSON Schema, and with nothing else:\n"
                            + JsonText.write(schema);
        }

        @Override
        public String wrap(String text) {
            return text;
        }

        @Override
        public String unwrap(String text) {
            return text;
        }
    }
}
