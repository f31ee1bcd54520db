package dev.signalbox.dsl.check;

import dev.signalbox.dsl.media.MediaType;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the flow's schemas say a text holds: {@code contentEncoding} and {@code contentMediaType} of JSON Schema, which no
 * validator asserts. Known of a plain path from {@code input} or a name of data; of any other expression nothing is.
 *
 * @param encoding null when the schema names none
 * @param mediaType null when the schema names none
 */
public record DeclaredMedia(
        @Nullable String encoding, @Nullable String mediaType) {
    private static final DeclaredMedia NOTHING = new DeclaredMedia(null, null);
    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*+");

    public static DeclaredMedia of(Flow flow, Expr from) {
        String source = from.source().strip();
        if (!PATH.matcher(source).matches()) {
            return NOTHING;
        }
        List<String> path = Arrays.asList(source.split("\\.", -1));
        Schema root = root(flow, path.getFirst());
        Schema schema = root == null ? null : root.at(path.subList(1, path.size()));
        return schema != null && schema.json() instanceof Map<?, ?> json
                ? new DeclaredMedia(text(json.get("contentEncoding")), text(json.get("contentMediaType")))
                : NOTHING;
    }

    private static @Nullable Schema root(Flow flow, String name) {
        if (name.equals(Roots.INPUT)) {
            return flow.input();
        }
        DataDecl data = flow.data().get(new DataName(name));
        return data == null ? null : data.schema();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /** Whether a text of that declaration may hold bytes of that format. */
    public boolean allows(MediaType type) {
        return mediaType == null || type == MediaType.of(mediaType);
    }
}
