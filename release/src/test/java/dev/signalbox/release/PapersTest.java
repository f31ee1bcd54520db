package dev.signalbox.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What may come along with the program, and what is said of it. */
class PapersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TEXTS = Path.of("licences");

    @TempDir
    Path folder;

    private final Map<String, Path> jars = new TreeMap<>();

    @BeforeEach
    void a_jar_of_ours() throws IOException {
        jar("signalbox-console-1.jar", Map.of());
    }

    @Test
    void a_library_is_taken_under_the_first_licence_of_the_list_that_it_offers() throws IOException {
        jar("both-2.jar", Map.of());
        Bom bom = bom(component("org.both", "both", "2", "GPL-2.0-only", "EPL-2.0", "Apache-2.0"));
        assertEquals(
                List.of(Licence.APACHE_2_0),
                Papers.libraries(bom, jars).stream().map(Library::licence).toList());
    }

    @Test
    void a_library_under_another_licence_ends_the_build() throws IOException {
        jar("copyleft-1.jar", Map.of());
        Bom bom = bom(component("org.copyleft", "copyleft", "1", "AGPL-3.0-only"));
        NotAllowed refused = assertThrows(NotAllowed.class, () -> Papers.libraries(bom, jars));
        assertTrue(refused.getMessage().startsWith("copyleft-1.jar stands under AGPL-3.0-only"), refused.getMessage());
    }

    @Test
    void a_library_that_names_no_licence_ends_the_build() throws IOException {
        jar("silent-1.jar", Map.of());
        Bom bom = bom(component("org.silent", "silent", "1"));
        assertTrue(assertThrows(NotAllowed.class, () -> Papers.libraries(bom, jars))
                .getMessage()
                .contains("no licence that it names"));
    }

    @Test
    void a_jar_that_the_bill_does_not_name_ends_the_build() throws IOException {
        jar("stowaway-1.jar", Map.of());
        Bom bom = bom();
        assertTrue(assertThrows(IllegalStateException.class, () -> Papers.libraries(bom, jars))
                .getMessage()
                .startsWith("stowaway-1.jar comes along"));
    }

    @Test
    void a_name_in_the_bill_without_its_jar_ends_the_build() {
        Bom bom = bom(component("org.gone", "gone", "1", "MIT"));
        assertTrue(assertThrows(IllegalStateException.class, () -> Papers.libraries(bom, jars))
                .getMessage()
                .endsWith(": gone-1.jar"));
    }

    @Test
    void what_a_library_says_of_itself_is_in_the_list_word_for_word_and_once() throws IOException {
        String notice = "Written by Ada.\nDo not forget her.";
        jar("one-1.jar", Map.of("META-INF/NOTICE", notice + "  \r\n"));
        jar("two-1.jar", Map.of("META-INF/NOTICE.txt", notice));
        Bom bom = bom(component("org", "one", "1", "Apache-2.0"), component("org", "two", "1", "Apache-2.0"));
        String list = new LicenceList(TEXTS, new Properties()).write(Papers.libraries(bom, jars), List.of());
        assertEquals(2, list.split("Do not forget her", -1).length, list);
        assertTrue(list.contains("### one-1.jar, two-1.jar\n"), list);
        assertTrue(list.contains("END OF TERMS AND CONDITIONS"), list);
    }

    @Test
    void a_notice_alone_is_no_licence() throws IOException {
        jar("noted-1.jar", Map.of("NOTICE", "Written by Ada."));
        List<Library> libraries = Papers.libraries(bom(component("org", "noted", "1", "MIT")), jars);
        assertThrows(
                IllegalStateException.class,
                () -> new LicenceList(TEXTS, new Properties()).write(libraries, List.of()));
    }

    @Test
    void every_licence_that_is_allowed_has_its_text() {
        for (Licence licence : Licence.values()) {
            assertTrue(Files.isRegularFile(TEXTS.resolve(licence.id() + ".txt")), licence.id());
        }
    }

    @Test
    void who_holds_the_copyright_must_be_said_where_the_licence_asks_for_it() throws IOException {
        jar("brief-1.jar", Map.of());
        List<Library> libraries = Papers.libraries(bom(component("org", "brief", "1", "BSD-3-Clause")), jars);
        assertTrue(assertThrows(
                        IllegalStateException.class,
                        () -> new LicenceList(TEXTS, new Properties()).write(libraries, List.of()))
                .getMessage()
                .contains("holders.properties"));
        Properties holders = new Properties();
        holders.setProperty("brief", "Copyright (c) 2020 Ada");
        String list = new LicenceList(TEXTS, holders).write(libraries, List.of());
        assertTrue(list.contains("- brief-1.jar: Copyright (c) 2020 Ada\n"), list);
    }

    @Test
    void what_the_page_needs_only_to_be_built_is_not_named() throws IOException {
        for (String name : List.of("kept", "tool", "@types/kept")) {
            Files.createDirectories(folder.resolve("node_modules").resolve(name));
        }
        Files.writeString(folder.resolve("node_modules/kept/LICENSE"), "Copyright Kim");
        List<PagePackage> packages = PagePackage.read(JSON.readTree("""
                {"packages":{"":{"license":"none"},
                 "node_modules/tool":{"version":"1.0.0","license":"GPL-3.0-only","dev":true},
                 "node_modules/@types/kept":{"version":"1.0.0","license":"MIT"},
                 "node_modules/kept":{"version":"2.0.0","license":"(MIT OR GPL-3.0-only)"}}}
                """), folder);
        assertEquals(
                List.of(new PagePackage("kept", "2.0.0", Licence.MIT, new Texts(List.of("Copyright Kim"), true))),
                packages);
        Bom bom = bom();
        bom.add(packages);
        assertTrue(
                bom.root().toString().contains("\"dependsOn\":[\"pkg:npm/kept@2.0.0\"]"),
                bom.root().toString());
    }

    @Test
    void a_package_of_the_page_under_another_licence_ends_the_build() {
        assertThrows(NotAllowed.class, () -> PagePackage.read(JSON.readTree("""
                {"packages":{"node_modules/theirs":{"version":"1.0.0","license":"SEE LICENSE IN EULA"}}}
                """), folder));
    }

    private void jar(String name, Map<String, String> files) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, String> one : files.entrySet()) {
                out.putNextEntry(new JarEntry(one.getKey()));
                out.write(one.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        jars.put(name, jar);
    }

    private static Bom bom(ObjectNode... components) {
        ObjectNode root = JSON.createObjectNode();
        root.withArray("components").add(component("dev.signalbox", "signalbox-console", "1"));
        for (ObjectNode component : components) {
            root.withArray("components").add(component);
        }
        root.withArray("dependencies").addObject().put("ref", "pkg:maven/dev.signalbox/signalbox-console@1?type=jar");
        return new Bom(root);
    }

    private static ObjectNode component(String group, String name, String version, String... licences) {
        ObjectNode component =
                JSON.createObjectNode().put("group", group).put("name", name).put("version", version);
        component.put("purl", "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar");
        for (String licence : licences) {
            component.withArray("licenses").addObject().putObject("license").put("id", licence);
        }
        return component;
    }
}
