package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the first day: one sentence that says where and what to do, and nothing twice. */
class NewcomerTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_folder_with_a_flow() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(folder.resolve("pick.flow.yaml"), """
                signalbox: 1
                flow: pick
                version: 1.0.0
                limits: { steps: 5, duration: 1h }
                triggers:
                  - event: { name: order.created, input: {} }
                data: { choice: { enum: [tea, coffee] } }
                start: choose
                states:
                  choose: { ask: { title: Which?, within: 1h }, save: choice, otherwise: { expired: done }, next: done }
                  done: { end: succeeded }
                """);
    }

    @Test
    void an_input_file_may_begin_with_a_byte_order_mark() throws IOException {
        Files.writeString(folder.resolve("in.json"), "\uFEFF{}\r\n");
        Console.Outcome told = console.run("run", "pick", "--input", "@in.json");
        assertEquals(Exit.PAUSED, told.code(), told.err());
        assertEquals(
                Exit.PAUSED,
                console.runWith("\uFEFF{}", "run", "pick", "--input", "@-").code());
    }

    @Test
    void an_input_file_in_another_encoding_is_told_what_to_do() throws IOException {
        Files.write(folder.resolve("in.json"), "{\"name\":\"J\u00fcrgen\"}".getBytes(StandardCharsets.ISO_8859_1));
        Console.Outcome told = console.run("run", "pick", "--input", "@in.json");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("in.json is no UTF-8 text; save it as UTF-8"), told.err());
    }

    @Test
    void a_flow_file_in_another_encoding_is_told_what_to_do() throws IOException {
        Files.write(folder.resolve("odd.flow.yaml"), "signalbox: 1\n".getBytes(StandardCharsets.UTF_16));
        Console.Outcome told = console.run("validate", "odd.flow.yaml");
        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("Save it as UTF-8"), told.out());
    }

    @Test
    void a_misspelt_verb_is_told_which_was_meant() throws IOException {
        Path file = folder.resolve("pick.flow.yaml");
        Files.writeString(file, Files.readString(file).replace("{ ask:", "{ aks:"));
        Console.Outcome told = console.run("validate", ".");
        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("try: `ask`"), told.out());
    }

    @Test
    void a_run_without_input_is_not_told_with_nothing() {
        Console.Outcome told = console.run("run", "pick");
        assertTrue(told.out().lines().anyMatch(line -> line.endsWith("started by operator")), told.out());
    }

    @Test
    void whoever_names_a_flow_that_is_not_there_is_told_which_are() {
        Console.Outcome told = console.run("run", "pcik");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("no flow 'pcik'") && told.err().contains("there is pick"), told.err());
    }

    @Test
    void whoever_names_a_folder_in_a_flows_place_is_told_the_flows_of_it() {
        Console.Outcome told = console.run("run", ".");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains(". is a folder; name a flow of it; there is pick"), told.err());
    }

    @Test
    void an_answer_that_does_not_fit_is_told_once() {
        Console.Outcome told = console.run("runs", "answer", hold(), "water");
        assertEquals(Exit.USAGE, told.code());
        assertEquals(1, told.err().split("must be one of", -1).length - 1, told.err());
        assertFalse(told.err().contains("["), told.err());
    }

    @Test
    void a_second_decision_is_told_once_who_decided() {
        String hold = hold();
        assertEquals(Exit.FINE, console.run("runs", "answer", hold, "tea").code());
        Console.Outcome told = console.run("runs", "answer", hold, "tea");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("answered by operator at "), told.err());
        assertEquals(1, told.err().lines().count(), told.err());
    }

    @Test
    void an_event_that_nobody_listens_to_is_told_which_name_is_near() {
        Console.Outcome told = console.run("runs", "send", "order.creatd");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(
                told.err()
                        .contains(
                                "No trigger listens to the event order.creatd, so it needs the key of the runs that wait"
                                        + " for it. Did you mean order.created?"),
                told.err());
    }

    @Test
    void doctor_tells_an_action_in_java_that_nobody_here_can_call() throws IOException {
        Files.writeString(
                folder.resolve("signalbox.yaml"),
                "signalbox: 1\nactions: { pay: { java: shop.pay, args: { type: object }, effect: read } }\n");
        Console.Outcome told = console.run("doctor", ".");
        assertEquals(Exit.FINE, told.code(), told.out());
        assertTrue(
                told.out()
                        .lines()
                        .anyMatch(line -> line.startsWith("note  actions     signalbox.yaml: pay is written in Java")),
                told.out());
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_line() throws IOException {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("io.javalin");
        root.addHandler(listening);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Console.Outcome told = console.run("serve", ".", "--port", String.valueOf(taken.getLocalPort()));
            assertEquals(Exit.USAGE, told.code());
            assertTrue(told.err().contains("is in use or not to be had; name another with --port"), told.err());
            assertEquals(List.of(), logged);
        } finally {
            root.removeHandler(listening);
        }
    }

    private String hold() {
        Console.Outcome paused = console.run("run", "pick");
        return paused.out()
                        .lines()
                        .filter(line -> line.startsWith("run "))
                        .findFirst()
                        .orElseThrow()
                        .split(" ")[1]
                + ".choose.1";
    }
}
