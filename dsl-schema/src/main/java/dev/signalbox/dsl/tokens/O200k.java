package dev.signalbox.dsl.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.signalbox.dsl.media.Media;

/** OpenAI's {@code o200k_base}, exact. Special tokens in the text are counted as plain text. */
enum O200k implements TokenCounter {
    INSTANCE;

    /** The tables are loaded when this class is, at the first count. */
    private static final class Tables {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    @Override
    public int count(String text) {
        return text.isEmpty() ? 0 : Tables.ENCODING.countTokensOrdinary(text);
    }

    @Override
    public int count(Media media) {
        return MediaTokens.openAi(media);
    }

    @Override
    public String counter() {
        return "o200k_base/1";
    }
}
