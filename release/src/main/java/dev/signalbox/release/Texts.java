package dev.signalbox.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a jar says of its licence and its authors. */
final class Texts {
    private static final Pattern ABOUT_RIGHTS =
            Pattern.compile("(^|.*/)(licen[sc]e|notice|copying)[^/]*", Pattern.CASE_INSENSITIVE);

    private Texts() {}

    /** In the order of their names. The long licences that the list holds once are left out. */
    static List<String> in(Path jar) {
        TreeMap<String, String> found = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()
                        && !entry.getName().endsWith(".class")
                        && ABOUT_RIGHTS.matcher(entry.getName()).matches()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        found.put(entry.getName(), tidy(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found.values().stream()
                .filter(text -> !isStandard(text))
                .distinct()
                .toList();
    }

    /** Its lines without what is not seen, so that one text is one, whoever wrote its line ends. */
    static String tidy(String text) {
        return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip();
    }

    private static boolean isStandard(String text) {
        String start = text.substring(0, Math.min(text.length(), 400)).toLowerCase(Locale.ROOT);
        boolean whole = text.length() > 9_000;
        return whole
                && (start.contains("apache license") && start.contains("version 2.0")
                        || start.contains("eclipse public license"));
    }
}
