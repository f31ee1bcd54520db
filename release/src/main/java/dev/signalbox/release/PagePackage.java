package dev.signalbox.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A package of npm that the page is built of: what its lock file names and does not need for the building alone. The page's
 * workers are bundles of their own, so what a bundler tells of one bundle would not be all.
 */
record PagePackage(String name, String version, Licence licence, Texts said) {
    private static final String INSTALLED = "node_modules/";

    /** @param lock the whole lock file, of the page in that folder */
    static List<PagePackage> read(JsonNode lock, Path page) throws IOException {
        List<PagePackage> packages = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : lock.path("packages").properties()) {
            String folder = one.getKey();
            JsonNode told = one.getValue();
            // Types are gone once they have been checked.
            if (folder.startsWith(INSTALLED)
                    && !folder.contains(INSTALLED + "@types/")
                    && !told.path("dev").asBoolean(false)) {
                packages.add(of(folder, told, page.resolve(folder)));
            }
        }
        packages.sort(Comparator.comparing(PagePackage::name).thenComparing(PagePackage::version));
        return packages;
    }

    private static PagePackage of(String folder, JsonNode told, Path installed) throws IOException {
        String name = folder.substring(folder.lastIndexOf(INSTALLED) + INSTALLED.length());
        String identifier = told.path("license").asString("");
        Licence licence = Licence.of(List.of(identifier.replaceAll("[()]", "").split(" OR ")))
                .orElseThrow(() -> new NotAllowed(name + ", a package of the page,", List.of(identifier)));
        return new PagePackage(name, told.path("version").asString(""), licence, texts(installed, licence));
    }

    private static Texts texts(Path installed, Licence licence) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(installed)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (Texts.isAboutRights(name)) {
                    found.put(name, Files.readString(file));
                }
            }
        }
        return Texts.of(found, licence);
    }

    String purl() {
        return "pkg:npm/" + name.replace("@", "%40") + "@" + version;
    }

    Library asLibrary() {
        return new Library(name, name + " " + version, name, licence, said);
    }
}
