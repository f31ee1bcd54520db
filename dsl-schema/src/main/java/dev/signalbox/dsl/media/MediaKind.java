package dev.signalbox.dsl.media;

/** What a model is shown beside text. */
public enum MediaKind {
    IMAGE("image", "image", "an image"),
    DOCUMENT("document", "pdf", "a document");

    private final String as;
    private final String takes;
    private final String words;

    MediaKind(String as, String takes, String words) {
        this.as = as;
        this.takes = takes;
        this.words = words;
    }

    /** The word after a context item's {@code as}. */
    public String as() {
        return as;
    }

    /** The word in a model's {@code takes}. */
    public String takes() {
        return takes;
    }

    /** With its article, for a sentence. */
    public String words() {
        return words;
    }
}
