package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fails under a real process: it stops with one line that says why and exit code 2, acknowledges nothing from
 * then on, and once the disk is mended goes on with everything that was acknowledged.
 */
class DiskFaultTest {
    private static final int CONFIGURATION = 2;
    private static final int MANY = 1_500;

    /** Blocks of 512 bytes, in some shells of 1,024; SQLite's own library has to fit, which is unpacked at the start. */
    private static final String LIMITED = "ulimit -f 8192; exec \"$@\"";

    @TempDir
    private Path folder;

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void a_disk_that_is_full() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        workspace();
        if (Disk.system("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) != 0) {
            // Without the right to mount, a limit on the size of files stands for the end of the disk.
            a_file_that_may_not_grow_any_more();
            return;
        }
        try {
            Path database = small.resolve("signalbox.db");
            try (Server server = Server.start(folder, Map.of(), "--db", database.toString())) {
                stopsAndAcknowledgesNothing(server, () -> {}, "full");
            }
            assertEquals(0, Disk.system("mount", "-o", "remount,size=64m", small.toString()));
            goesOn(Program.PLAIN, "--db", database.toString());
        } finally {
            Disk.system("umount", small.toString());
        }
    }

    @Test
    void a_file_that_may_not_grow_any_more() throws Exception {
        workspace();
        try (Server server = Server.launch(behind("sh", "-c", LIMITED, "sh"), folder, Map.of())) {
            server.awaitReady();
            stopsAndAcknowledgesNothing(server, () -> {}, "cannot be written");
        }
        goesOn(Program.PLAIN);
    }

    @Test
    void a_database_that_is_deleted_while_it_is_open() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        Path links = Files.createDirectory(folder.resolve("links"));
        try (Server server = Server.start(folder, Map.of())) {
            start(server, 20);
            for (Path file : List.of(disk.database(), disk.log())) {
                Files.createLink(links.resolve(file.getFileName()), file);
            }
            int before = acknowledged.size();
            stopsAndAcknowledgesNothing(server, disk::delete, "was taken away while the database was open");
            assertEquals(before, acknowledged.size(), "acknowledged though the database was gone");
        }
        disk.bringBackFrom(links);
        goesOn(Program.PLAIN);
    }

    @Test
    void a_log_that_is_cut_off_while_it_is_open() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        Path copy = folder.resolve("copy");
        try (Server server = Server.start(folder, Map.of())) {
            start(server, 20);
            disk.copyTo(copy);
            int before = acknowledged.size();
            long half = Files.size(disk.log()) / 2;
            stopsAndAcknowledgesNothing(
                    server, () -> Disk.cut(disk.log(), half), "was cut off while the database was open");
            assertEquals(before, acknowledged.size(), "acknowledged though the log was cut off");
        }
        disk.bringBackFrom(copy);
        goesOn(Program.PLAIN);
    }

    @Test
    void pages_that_are_scratched_while_it_is_open() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        Path copy = folder.resolve("copy");
        filled();
        try (Server server = Server.start(folder, Map.of())) {
            disk.copyTo(copy);
            int before = acknowledged.size();
            stopsAndAcknowledgesNothing(server, () -> disk.scratch(new Random(7)), "malformed");
            assertEquals(before, acknowledged.size(), "acknowledged though the database was damaged");
        }
        disk.bringBackFrom(copy);
        goesOn(Program.PLAIN);
    }

    @Test
    void pages_that_were_scratched_before_it_starts() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        Path copy = folder.resolve("copy");
        filled();
        disk.copyTo(copy);

        disk.scratch(new Random(7));

        doesNotStart(Program.PLAIN, "malformed");
        disk.bringBackFrom(copy);
        goesOn(Program.PLAIN);
    }

    @Test
    void a_file_that_lacks_its_second_half() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        Path copy = folder.resolve("copy");
        filled();
        disk.copyTo(copy);

        Disk.cut(disk.database(), Files.size(disk.database()) / 2);

        doesNotStart(Program.PLAIN, "malformed");
        disk.bringBackFrom(copy);
        goesOn(Program.PLAIN);
    }

    @Test
    void a_file_that_is_no_database() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        Path copy = folder.resolve("copy");
        filled();
        disk.copyTo(copy);

        disk.delete();
        Files.writeString(disk.database(), "This is no database.\n".repeat(1_000));

        doesNotStart(Program.PLAIN, "not a database");
        disk.bringBackFrom(copy);
        goesOn(Program.PLAIN);
    }

    @Test
    void a_file_that_may_only_be_read() throws Exception {
        workspace();
        Disk disk = new Disk(folder);
        filled();

        Files.setPosixFilePermissions(disk.database(), PosixFilePermissions.fromString("r--r--r--"));

        doesNotStart(powerless(), "readonly");
        // The log and its index were made with the same permissions.
        permit(folder.resolve(".signalbox"), "rw-------");
        goesOn(powerless());
    }

    @Test
    void a_folder_that_may_only_be_read() throws Exception {
        workspace();
        Path own = folder.resolve(".signalbox");
        filled();
        permit(own, "r--r--r--");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r-xr-xr-x"));

        doesNotStart(powerless(), "signalbox.db");

        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        permit(own, "rw-------");
        goesOn(powerless());
    }

    /** The program, started by another command that it takes the place of. */
    private static List<String> behind(String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(Program.PLAIN);
        return line;
    }

    /** A program that permissions bind, which they do not where the tests run as root with all its powers. */
    private List<String> powerless() throws IOException {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
        return root ? behind("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--") : Program.PLAIN;
    }

    /** Gives each file in a folder these permissions. */
    private static void permit(Path own, String permissions) throws IOException {
        try (var files = Files.list(own)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    private void workspace() throws IOException {
        Workspace.write(folder, "signalbox.yaml", "signalbox: 1\n");
        Workspace.write(folder, "note.flow.yaml", """
                signalbox: 1
                flow: note
                version: 1.0.0
                limits: { steps: 30, llm_calls: 5, tokens: 20000, cost_usd: 1, duration: 30d }
                input:
                  type: object
                  required: [text]
                  properties: { text: { type: string, maxLength: 40000 } }
                data:
                  seen: { type: boolean }
                start: read
                states:
                  read:
                    ask: { title: Read it?, show: [input.text], form: { type: boolean }, within: 48h }
                    save: seen
                    otherwise: { expired: done }
                    next: done
                  done: { end: succeeded }
                """);
    }

    /** A database with something in it, its log copied back. */
    private void filled() throws Exception {
        try (Server server = Server.start(folder, Map.of())) {
            start(server, 20);
            server.terminate();
            server.awaitEnd();
        }
    }

    private void start(Server server, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            acknowledged.add(server.run("note", note()));
        }
    }

    private Map<String, Object> note() {
        return Map.of("text", "x".repeat(10_000) + acknowledged.size());
    }

    interface Fault {
        void happen() throws Exception;
    }

    /** Runs are started until one is refused; after that none may be taken any more. */
    private void stopsAndAcknowledgesNothing(Server server, Fault fault, String why) throws Exception {
        fault.happen();
        boolean refused = false;
        for (int i = 0; i < MANY && server.isAlive(); i++) {
            try {
                Server.Answer answer = server.post("/api/flows/note/runs", note());
                if (answer.status() == 201) {
                    assertFalse(refused, "acknowledged after it had refused");
                    acknowledged.add(String.valueOf(answer.at("id")));
                } else {
                    assertEquals(503, answer.status(), answer.toString());
                    refused = true;
                }
            } catch (IOException ended) {
                refused = true;
            }
        }
        assertTrue(refused, "nothing was refused");
        assertEquals(CONFIGURATION, server.awaitEnd(), () -> "its exit code; " + complaint(server));
        saidOnce(complaint(server), why);
    }

    private void doesNotStart(List<String> program, String why) throws Exception {
        try (Server server = Server.launch(program, folder, Map.of())) {
            int code = server.awaitEnd();
            assertFalse(server.isReady(), "it says that it serves");
            assertEquals(CONFIGURATION, code, () -> "its exit code; " + complaint(server));
            saidOnce(complaint(server), why);
        }
    }

    private static void saidOnce(String complaint, String why) {
        assertEquals(1, complaint.lines().count(), () -> "one line, not: " + complaint);
        assertTrue(complaint.startsWith("signalbox: ") && complaint.contains(why), complaint);
    }

    private static String complaint(Server server) {
        try {
            return server.complained();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything acknowledged is there, goes on, and more is taken. */
    private void goesOn(List<String> program, String... options) throws Exception {
        try (Server server = Server.launch(program, folder, Map.of(), options)) {
            server.awaitReady();
            start(server, 1);
            for (String run : acknowledged) {
                server.awaitStatus(run, "paused");
            }
            Map<String, Object> hold = server.hold(acknowledged.getFirst());
            assertEquals(
                    200,
                    server.decide(hold, Map.of("decision", "answer", "hash", hold.get("hash"), "answer", true))
                            .status());
            server.awaitStatus(acknowledged.getFirst(), "succeeded");
        }
    }
}
