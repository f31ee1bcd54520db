package dev.signalbox.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small workspaces on disk, and an application's properties for them. */
final class Workspaces {
    static final String FILE = """
            signalbox: 1
            groups: [leads]
            people:
              sam: { name: Sam, groups: [leads], roles: [approver] }
            models:
              fast: { provider: recorded, window: 8000 }
            """;

    /** Holds the call of one Java action. */
    static final String GREETING = """
            signalbox: 1
            flow: greeting
            input: { type: object, required: [name], properties: { name: { type: string, maxLength: 20 } } }
            output: { type: object, required: [text], properties: { text: { type: string } } }
            data: { text: { type: string, maxLength: 60 } }
            actions:
              greet:
                java: greet
                args: { type: object, required: [name], properties: { name: { type: string } } }
                returns: { type: object, required: [text], properties: { text: { type: string } } }
                effect: write
            limits: { steps: 10, duration: 1d }
            start: greet
            states:
              greet:
                call: greet
                with: { name: "${input.name}" }
                approve: { title: "Greet ${input.name}?", by: [leads], within: 1h }
                save: { text: "${result.text}" }
                otherwise: { rejected: no, expired: no, failed: no, unknown: no }
                next: done
              done: { end: succeeded, output: { text: "${text}" } }
              no: { end: failed, error: not greeted }
            """;

    private Workspaces() {}

    /** With {@code signalbox.yaml} and this flow. */
    static Path of(Path folder, String flow) {
        write(folder.resolve("signalbox.yaml"), FILE);
        write(folder.resolve("greeting.flow.yaml"), flow);
        return folder;
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
