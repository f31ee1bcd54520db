package dev.signalbox.core.context;

import dev.signalbox.core.context.ItemSource.Loaded;
import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.dsl.check.DeclaredMedia;
import dev.signalbox.dsl.media.MediaBytes;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.media.MediaText;
import dev.signalbox.dsl.media.MediaType;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A picture or document out of a value. Its bytes say what it is; what the item, the {@code data:} URI or the schema say has
 * to be the same. Never throws at a value.
 */
record PictureValue(Flow flow) {
    Loaded read(MediaKind as, Expr expr, Object value, Redaction redaction) {
        String source = expr.source().strip();
        if (!(value instanceof String text)) {
            return broken(expr, "is no text; " + as.words() + " is base64 text or a data: URI");
        }
        return switch (MediaText.read(text)) {
            case MediaText.Read.Refused refused -> broken(expr, refused.why());
            case MediaText.Read.Bytes bytes ->
                switch (MediaBytes.look(bytes.bytes())) {
                    case MediaBytes.Look.Refused refused -> broken(expr, refused.why());
                    case MediaBytes.Look.Known known -> {
                        String contradiction =
                                contradiction(as, expr, bytes, known.media().type());
                        if (contradiction != null) {
                            yield broken(expr, contradiction);
                        }
                        yield redaction.hides(known.media())
                                ? new Loaded.Out(source, Reason.REDACTED, "it is redacted data")
                                : new Loaded.Picture(source, known.media(), text);
                    }
                };
        };
    }

    private @Nullable String contradiction(MediaKind as, Expr expr, MediaText.Read.Bytes bytes, MediaType type) {
        if (type.kind() != as) {
            return "is " + type.mime() + " by its bytes, which is not " + as.words();
        }
        String said = bytes.declared();
        if (said != null && MediaType.of(said) != type) {
            return "is " + type.mime() + " by its bytes, but its data: URI says " + said;
        }
        DeclaredMedia declared = DeclaredMedia.of(flow, expr);
        return declared.allows(type)
                ? null
                : "is " + type.mime() + " by its bytes, but its schema says " + declared.mediaType();
    }

    private static Loaded.Broken broken(Expr expr, String why) {
        return new Loaded.Broken("`" + expr.source().strip() + "` " + why + ".", expr.place());
    }
}
