package dev.signalbox.dsl.value;

/**
 * Text as every store, hash and other program has it. Half a surrogate pair is no character: an encoder makes of it
 * whatever it likes, so that a log would read back as something else than was written, and two texts have one hash.
 */
public final class WholeText {
    private static final char NO_CHARACTER = '\uFFFD';

    private WholeText() {}

    /** The text itself, or with U+FFFD in the place of each half, as a decoder of bytes would have it. */
    public static String of(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(text);
            }
            mended.setCharAt(i, NO_CHARACTER);
        }
        return mended == null ? text : mended.toString();
    }
}
