package dev.signalbox.release;

import java.util.List;

/**
 * A library that comes along: a jar of the program, or a package that is built into its page.
 *
 * @param file the jar's name, or how the package is called
 * @param title what it is and of which version, for people
 * @param key how {@code holders.properties} calls it
 * @param texts what it says itself of its licence and its authors, word for word
 */
record Library(String file, String title, String key, Licence licence, List<String> texts) {
    Library {
        texts = List.copyOf(texts);
    }
}
