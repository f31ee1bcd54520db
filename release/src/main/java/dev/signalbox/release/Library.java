package dev.signalbox.release;

/**
 * A library that comes along: a jar of the program, or a package that is built into its page.
 *
 * @param file the jar's name, or how the package is called
 * @param title what it is and of which version, for people
 * @param key how {@code holders.properties} calls it
 * @param said what it says itself of its licence and its authors
 */
record Library(String file, String title, String key, Licence licence, Texts said) {}
