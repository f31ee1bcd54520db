package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaBytes;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.media.MediaType;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures and documents that a flow names by path. Their bytes say what they are, and the name must not say otherwise. */
final class MediaFiles {
    private static final Map<String, MediaType> ENDINGS = Map.of(
            "png", MediaType.PNG,
            "jpg", MediaType.JPEG,
            "jpeg", MediaType.JPEG,
            "gif", MediaType.GIF,
            "webp", MediaType.WEBP,
            "pdf", MediaType.PDF);

    private final Reading reading;

    MediaFiles(Reading reading) {
        this.reading = reading;
    }

    /** Null with a finding when there is no such file, or it is something else. */
    Source.@Nullable MediaFile read(YamlNode.Scalar file, MediaKind kind) {
        byte[] bytes = reading.bytes(file, file.text());
        String path = reading.resolve(file.text());
        if (bytes == null || path == null) {
            return null;
        }
        return switch (MediaBytes.look(bytes)) {
            case MediaBytes.Look.Refused refused -> wrong(file, "`" + Reading.clip(path) + "` " + refused.why() + ".");
            case MediaBytes.Look.Known known -> known(file, kind, path, known.media(), bytes);
        };
    }

    private Source.@Nullable MediaFile known(
            YamlNode.Scalar file, MediaKind kind, String path, Media media, byte[] bytes) {
        if (media.kind() != kind) {
            return wrong(
                    file,
                    "`" + Reading.clip(path) + "` is " + media.type().mime() + ", which is not " + kind.words() + ".");
        }
        String name = String.valueOf(Path.of(path).getFileName());
        MediaType said = ENDINGS.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (said != null && said != media.type()) {
            return wrong(
                    file,
                    "`" + Reading.clip(path) + "` is " + media.type().mime() + " by its bytes, not " + said.mime()
                            + ".");
        }
        String base64 = Base64.getEncoder().encodeToString(bytes);
        reading.media().put(path, base64);
        return new Source.MediaFile(path, media, base64);
    }

    private Source.@Nullable MediaFile wrong(YamlNode.Scalar file, String message) {
        reading.add(Diagnostic.of(Code.Y006, file.place(), message));
        return null;
    }
}
