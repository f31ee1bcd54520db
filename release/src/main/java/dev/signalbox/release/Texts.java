package dev.signalbox.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a library says itself of its licence and its authors, word for word.
 *
 * @param texts in the order of their files' names; the long licences that the list holds once anyway are left out
 * @param licence its licence is among them, and not only a notice
 */
record Texts(List<String> texts, boolean licence) {
    private static final Pattern ABOUT_RIGHTS =
            Pattern.compile("(^|.*/)(licen[sc]e|notice|copying)[^/]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern LICENCE =
            Pattern.compile("(^|.*/)(licen[sc]e|copying)[^/]*", Pattern.CASE_INSENSITIVE);

    Texts {
        texts = List.copyOf(texts);
    }

    /** @param files names and what is in them; others than those about rights are not looked at */
    static Texts of(Map<String, String> files, Licence taken) {
        TreeMap<String, String> found = new TreeMap<>();
        files.forEach((name, text) -> {
            if (isAboutRights(name) && !isStandard(text, taken)) {
                found.put(name, tidy(text));
            }
        });
        return new Texts(
                found.values().stream().distinct().toList(),
                found.keySet().stream().anyMatch(name -> LICENCE.matcher(name).matches()));
    }

    static Texts in(Path jar, Licence taken) {
        Map<String, String> found = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && isAboutRights(entry.getName())) {
                    try (InputStream in = file.getInputStream(entry)) {
                        found.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return of(found, taken);
    }

    static boolean isAboutRights(String file) {
        return ABOUT_RIGHTS.matcher(file).matches() && !file.endsWith(".class");
    }

    /** Its lines without what is not seen, so that one text is one, whoever wrote its line ends. */
    static String tidy(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** A short text may only speak of the licence; a long one with its title is it. */
    private static boolean isStandard(String text, Licence taken) {
        String start = text.substring(0, Math.min(text.length(), 400)).toLowerCase(Locale.ROOT);
        if (text.length() < 9_000) {
            return false;
        }
        return taken == Licence.APACHE_2_0 && start.contains("apache license")
                || taken == Licence.EPL_2_0 && start.contains("eclipse public license");
    }
}
