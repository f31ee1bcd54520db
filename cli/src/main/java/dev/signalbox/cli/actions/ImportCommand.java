package dev.signalbox.cli.actions;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.RewrittenFile;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.openapi.Landing;
import dev.signalbox.dsl.openapi.NotAnOpenApi;
import dev.signalbox.dsl.openapi.Note;
import dev.signalbox.dsl.openapi.OpenApiDocument;
import dev.signalbox.dsl.openapi.OpenApiImport;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes an OpenAPI document's operations into {@code signalbox.yaml} as typed actions. Reads that one document and nothing else,
 * calls nobody, changes no entry that is there, and tells everything that it could not carry over. Allows no host: what may be
 * reached stays the deployment's decision.
 */
@Command(name = "import", description = "Write typed actions for the operations of an OpenAPI 3 document.")
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DOCUMENT", description = "The document, YAML or JSON.")
    private String document = "";

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "Only these operations: an operationId, a tag, a method, a path or 'GET /path', with * for any"
                            + " characters. May be given several times.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "The environment name of the server's address. Default: made of the document's title.")
    private @Nullable String env;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "The signalbox.yaml to write into. Default: that of the workspace around this folder.")
    private @Nullable String into;

    @Option(
            names = "--bearer",
            paramLabel = "SECRET",
            description = "The secret that calls sign in with, as a bearer token, where the document names no way.")
    private @Nullable String bearer;

    @Option(
            names = "--prefix",
            paramLabel = "WORD",
            description = "Put before the names of the actions, as in shop_getOrder.")
    private String prefix = "";

    @Option(
            names = "--list",
            description = "Write no file; list the operations and what could not be imported of them.")
    private boolean list;

    @Option(names = "--print", description = "Write no file; print a whole workspace file with the actions alone.")
    private boolean print;

    @Option(names = "--json", description = "One JSON object of what was done and what could not be.")
    private boolean json;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (print && (into != null || json)) {
            throw new Complaint("--print stands alone, without --into and --json");
        }
        if (list && print) {
            throw new Complaint("--list and --print exclude each other");
        }
        if (!prefix.isEmpty() && !prefix.matches("[A-Za-z][A-Za-z0-9_-]{0,29}")) {
            throw new Complaint("--prefix " + prefix + " does not begin a name: letters, digits, _ and -, at most 30");
        }
        name("--env", env, "the environment");
        name("--bearer", bearer, "a secret");
        Path file = print || (list && into == null) ? null : target();
        try {
            OpenApiDocument read = OpenApiDocument.read(document, text(terminal.path(document), document));
            String before = file == null ? "" : text(file, terminal.show(file));
            Map<String, String> taken = file == null ? Map.of() : taken(file, before);
            OpenApiImport.Imported imported =
                    OpenApiImport.of(read, new OpenApiImport.Wish(only, env, bearer, prefix, taken));
            if (list) {
                listed(imported);
            } else if (file == null) {
                terminal.out().print(Landing.alone(imported));
                told(imported);
            } else {
                if (!imported.actions().isEmpty()) {
                    RewrittenFile.write(file.toRealPath(), terminal.show(file), before, Landing.into(before, imported));
                }
                if (json) {
                    terminal.out().println(Printer.json(json(file, imported)));
                } else {
                    summary(file, imported);
                    told(imported);
                }
            }
        } catch (NotAnOpenApi refused) {
            throw new Complaint(refused.sentence());
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + terminal.show(file) + ": " + unreadable.getMessage());
        }
        return Exit.FINE;
    }

    private static void name(String option, @Nullable String given, String what) {
        if (given != null && !given.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
            throw new Complaint(option + " " + given + " is no name of " + what + ": letters, digits and _");
        }
    }

    private Path target() {
        if (into == null) {
            return Workspaces.choose(terminal, null).resolve(Workspaces.FILE);
        }
        Path file = terminal.path(into);
        if (Files.isDirectory(file)) {
            file = file.resolve(Workspaces.FILE);
        }
        if (!file.endsWith(Workspaces.FILE)) {
            throw new Complaint("--into takes a " + Workspaces.FILE + ", not " + into
                    + ": the names that the actions need stand there; --print gives the actions for any other file");
        }
        return file;
    }

    private static String text(Path file, String shown) {
        try {
            if (Files.size(file) > (long) OpenApiDocument.MAX_MEGABYTES << 20) {
                throw new Complaint(shown + " is larger than " + OpenApiDocument.MAX_MEGABYTES + " MiB");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            String why = Files.exists(file) ? "it is no readable UTF-8 text" : "no such file";
            throw new Complaint("cannot read " + shown + ": " + why);
        }
    }

    /** The workspace's own actions. Refuses a file with errors: what is added could not be told from them. */
    private Map<String, String> taken(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        ReadWorkspace read = WorkspaceReader.read(text, new FileSources(folder == null ? Path.of("") : folder));
        if (read.diagnostics().stream().anyMatch(found -> found.isError())) {
            throw new Complaint(terminal.show(file) + " has errors; mend them first ('signalbox validate' shows them)");
        }
        return Landing.there(text);
    }

    private void listed(OpenApiImport.Imported imported) {
        if (json) {
            terminal.out()
                    .println(Printer.json(Map.of(
                            "operations",
                            imported.offers().stream().map(ImportCommand::json).toList())));
            return;
        }
        for (OpenApiImport.Offer offer : imported.offers()) {
            String tags = offer.tags().isEmpty() ? "" : "  [" + String.join(", ", offer.tags()) + "]";
            String outcome =
                    offer.missing().isEmpty() ? (offer.reads() ? "read" : "write") : "left out: " + offer.missing();
            terminal.out().println(offer.name() + "  " + offer.request() + tags + "  " + outcome);
        }
        long left = imported.offers().stream()
                .filter(offer -> !offer.missing().isEmpty())
                .count();
        terminal.out()
                .println(count(imported.offers().size(), "operation") + (left == 0 ? "" : ", " + left + " left out"));
    }

    private static String count(long many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }

    private static Map<String, Object> json(OpenApiImport.Offer offer) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", offer.name());
        told.put("request", offer.request());
        told.put("tags", offer.tags());
        told.put("effect", offer.reads() ? "read" : "write");
        if (!offer.missing().isEmpty()) {
            told.put("left_out", offer.missing());
        }
        return told;
    }

    private void summary(Path file, OpenApiImport.Imported imported) {
        int count = imported.actions().size();
        terminal.out()
                .println(
                        count == 0
                                ? "nothing to write into " + terminal.show(file)
                                        + (imported.offers().isEmpty() ? ": the document has no operation" : "")
                                : "wrote " + count + (count == 1 ? " action" : " actions") + " into "
                                        + terminal.show(file) + ": "
                                        + String.join(", ", imported.actions().keySet()));
        if (!imported.there().isEmpty()) {
            terminal.out().println("already there, left as they are: " + String.join(", ", imported.there()));
        }
        for (String hint : hints(imported)) {
            terminal.out().println(hint);
        }
    }

    private static List<String> hints(OpenApiImport.Imported imported) {
        List<String> hints = new ArrayList<>();
        if (imported.actions().isEmpty()) {
            return hints;
        }
        hints.add("set " + imported.env()
                + (imported.server().isEmpty() ? " to the server's address" : "=" + imported.server()));
        hints.add("allow the host under http.allow" + (imported.host().isEmpty() ? "" : ": " + imported.host()));
        if (!imported.secrets().isEmpty()) {
            hints.add("give values to the secrets " + String.join(", ", imported.secrets()));
        }
        return hints;
    }

    /** One sentence may hold of hundreds of places: it stands once, with the first of them. */
    private void told(OpenApiImport.Imported imported) {
        Map<String, List<Note>> alike = imported.notes().stream()
                .collect(Collectors.groupingBy(Note::message, LinkedHashMap::new, Collectors.toList()));
        alike.forEach((message, notes) -> {
            String more = notes.size() == 1 ? "" : " So it is in " + count(notes.size() - 1, "other place") + ".";
            terminal.err().println(notes.getFirst().where() + ": " + message + more);
        });
    }

    private Map<String, Object> json(Path file, OpenApiImport.Imported imported) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("file", terminal.show(file));
        told.put("actions", List.copyOf(imported.actions().keySet()));
        told.put("there", List.copyOf(imported.there()));
        told.put("env", imported.env());
        told.put("server", imported.server());
        told.put("host", imported.host());
        told.put("secrets", List.copyOf(imported.secrets()));
        told.put(
                "notes",
                imported.notes().stream()
                        .map(note -> Map.of("where", note.where(), "message", note.message()))
                        .toList());
        return told;
    }
}
