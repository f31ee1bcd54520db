package dev.signalbox.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that goes along with the program: each library with the licence it is taken under, each licence's text once, and
 * word for word what the libraries say of themselves. A licence that asks for the name of the copyright's holder is refused
 * where neither the library nor {@code holders.properties} names one.
 */
final class LicenceList {
    private final Path texts;
    private final Properties holders;

    LicenceList(Path texts, Properties holders) {
        this.texts = texts;
        this.holders = holders;
    }

    String write(List<Library> libraries, List<Library> page) throws IOException {
        StringBuilder out = new StringBuilder();
        out.append("# Licences of what comes along\n\n");
        out.append(
                "Signalbox's own jars begin with `signalbox`. All else in `lib` is the work of others, unchanged, under\n");
        out.append("the licence named here; so is what its page is built of. The texts stand below, each once.\n\n");
        table(out, "Libraries in `lib`", libraries);
        table(out, "Packages in the console's page", page);
        List<Library> all = Stream.concat(libraries.stream(), page.stream()).toList();
        licences(out, all);
        notices(out, all);
        return out.toString();
    }

    private static void table(StringBuilder out, String title, List<Library> libraries) {
        out.append("## ").append(title).append("\n\n| file | library | licence |\n|---|---|---|\n");
        for (Library one : libraries) {
            out.append("| ").append(one.file()).append(" | ").append(one.title());
            out.append(" | ").append(one.licence().id()).append(" |\n");
        }
        out.append('\n');
    }

    private void licences(StringBuilder out, List<Library> all) throws IOException {
        Map<Licence, List<Library>> used = all.stream()
                .filter(one -> needsStandardText(one))
                .collect(Collectors.groupingBy(Library::licence, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Licence, List<Library>> licence : used.entrySet()) {
            String id = licence.getKey().id();
            out.append("## ").append(id).append("\n\n");
            if (namesHolder(licence.getKey())) {
                for (Library one : licence.getValue()) {
                    out.append("- ")
                            .append(one.file())
                            .append(": ")
                            .append(holder(one))
                            .append('\n');
                }
                out.append('\n');
            }
            block(out, Files.readString(texts.resolve(id + ".txt")));
        }
    }

    /** A library that brings its licence along says more in it than the standard text does: who holds the copyright. */
    private static boolean needsStandardText(Library one) {
        return !namesHolder(one.licence()) || !one.said().licence();
    }

    private static boolean namesHolder(Licence licence) {
        return switch (licence) {
            case APACHE_2_0, EPL_2_0, MIT_0, ZERO_BSD -> false;
            case MIT, ISC, BSD_2_CLAUSE, BSD_3_CLAUSE -> true;
        };
    }

    private String holder(Library one) {
        String named = holders.getProperty(one.key());
        if (named == null) {
            throw new IllegalStateException(one.file() + " stands under "
                    + one.licence().id() + " and does not say who holds its copyright; say it in holders.properties");
        }
        return named;
    }

    private static void notices(StringBuilder out, List<Library> all) {
        Map<String, List<String>> byText = new LinkedHashMap<>();
        for (Library one : all) {
            for (String text : one.said().texts()) {
                byText.computeIfAbsent(text, any -> new ArrayList<>()).add(one.file());
            }
        }
        out.append("## What the libraries say themselves\n\n");
        byText.forEach((text, files) -> {
            out.append("### ").append(String.join(", ", files)).append("\n\n");
            block(out, text);
        });
    }

    private static void block(StringBuilder out, String text) {
        String tidy = Texts.tidy(text);
        String fence = tidy.contains("```") ? "~~~~" : "```";
        out.append(fence)
                .append("text\n")
                .append(tidy)
                .append('\n')
                .append(fence)
                .append("\n\n");
    }
}
