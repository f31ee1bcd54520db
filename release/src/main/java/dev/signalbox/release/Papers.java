package dev.signalbox.release;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Papers LICENCES PAGE TARGET}: reads Maven's bill of materials in {@code TARGET}, the jars on its own class path,
 * which are those of the program, and the packages of the page; writes {@code LICENSES.md} and {@code bom.json} there.
 * Ends the build for a jar that the bill does not name, for a name without a jar, and for a licence that is not allowed.
 * The same input gives the same bytes.
 */
public final class Papers {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Papers() {}

    /** Ends with 1 and one sentence when something must be mended first. */
    public static void main(String[] arguments) throws IOException {
        Path licences = Path.of(arguments[0]);
        Path page = Path.of(arguments[1]);
        Path target = Path.of(arguments[2]);
        try {
            if (!Files.exists(target.resolve("maven-bom.json"))) {
                throw new IllegalStateException(
                        "There is no bill of materials, which Maven makes only with a network: pack without --offline.");
            }
            Bom bom = new Bom((ObjectNode) JSON.readTree(Files.readString(target.resolve("maven-bom.json"))));
            List<PagePackage> packages =
                    PagePackage.read(JSON.readTree(Files.readString(page.resolve("package-lock.json"))), page);
            List<Library> libraries = libraries(bom, jars());
            bom.add(packages);
            Files.writeString(target.resolve("bom.json"), JSON.writeValueAsString(bom.root()) + "\n");
            Files.writeString(
                    target.resolve("LICENSES.md"),
                    new LicenceList(licences, holders(licences))
                            .write(
                                    libraries,
                                    packages.stream()
                                            .map(PagePackage::asLibrary)
                                            .toList()));
        } catch (NotAllowed | IllegalStateException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }

    /** The jars of the program by name; this module's own classes are a folder, so they are none of them. */
    private static Map<String, Path> jars() {
        Map<String, Path> jars = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                jars.put(String.valueOf(path.getFileName()), path);
            }
        }
        return jars;
    }

    /** All but our own, in the order of their names. */
    static List<Library> libraries(Bom bom, Map<String, Path> jars) {
        Map<String, JsonNode> components = bom.byFile();
        List<Library> libraries = new ArrayList<>();
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            JsonNode component = components.remove(jar.getKey());
            if (component == null) {
                throw new IllegalStateException(jar.getKey() + " comes along and is not in the bill of materials");
            }
            if (!Bom.isOurs(component)) {
                libraries.add(library(jar.getKey(), component, jar.getValue()));
            }
        }
        if (!components.isEmpty()) {
            throw new IllegalStateException("in the bill of materials, and not along with the program: "
                    + String.join(", ", components.keySet()));
        }
        return libraries;
    }

    private static Library library(String file, JsonNode component, Path jar) {
        List<String> offered = Bom.licences(component);
        Licence licence = Licence.of(offered).orElseThrow(() -> new NotAllowed(file, offered));
        String name = component.path("name").asString("");
        String title = component.path("group").asString("") + ":" + name + " "
                + component.path("version").asString("");
        return new Library(file, title, name, licence, Texts.in(jar, licence));
    }

    private static Properties holders(Path licences) throws IOException {
        Properties holders = new Properties();
        try (var in = Files.newBufferedReader(licences.resolve("holders.properties"))) {
            holders.load(in);
        }
        return holders;
    }
}
