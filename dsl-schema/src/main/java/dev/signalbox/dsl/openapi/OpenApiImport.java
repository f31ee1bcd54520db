package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.Parameters.Impossible;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes actions of a document's operations. An operation that cannot be called as the document says is left out whole and told; a
 * part that only describes is left out and told. Nothing of the document decides what a run may reach or sign in with: the
 * server's address comes from the environment, secrets stand by name.
 */
public final class OpenApiImport {
    private static final Set<String> DULL = Set.of(
            "API",
            "THE",
            "OPENAPI",
            "SWAGGER",
            "REST",
            "SERVICE",
            "A",
            "OF",
            "FOR",
            "OFFICIAL",
            "SPEC",
            "SPECIFICATION");

    private final OpenApiDocument document;
    private final Wish wish;
    private final Notes notes;
    private final Map<String, Map<String, Object>> actions = new LinkedHashMap<>();
    private final Set<String> there = new TreeSet<>();
    private final List<Offer> offers = new ArrayList<>();

    private OpenApiImport(OpenApiDocument document, Wish wish) {
        this.document = document;
        this.wish = wish;
        this.notes = new Notes(document);
    }

    /**
     * What is wanted.
     *
     * @param only operations as {@link Choice} reads them; everything when empty
     * @param env the environment name of the server's address; made of the title when null
     * @param bearer the secret that calls sign in with where the document names no way; null where they go out without one
     * @param prefix what the names of actions begin with
     * @param taken actions that are there already and stay as they are: what each asks for ({@link Landing#there})
     */
    public record Wish(
            List<String> only,
            @Nullable String env,
            @Nullable String bearer,
            String prefix,
            Map<String, String> taken) {}

    /**
     * An operation that was wanted.
     *
     * @param request as a person writes it: {@code GET /orders/{id}}
     * @param reads whether it is an {@code effect: read}
     * @param missing why no action was made of it; empty where one was
     */
    public record Offer(String name, String request, List<String> tags, boolean reads, String missing) {}

    /**
     * What came of it.
     *
     * @param server the address that the document gives; empty when it gives none that is whole
     * @param host the host of that address; empty without one
     * @param secrets the names that actions ask for
     * @param there names that were taken, whose operations were left alone
     * @param offers every operation that was wanted, in the order of the document
     */
    public record Imported(
            String env,
            String server,
            String host,
            Set<String> secrets,
            Map<String, Map<String, Object>> actions,
            Set<String> there,
            List<Offer> offers,
            List<Note> notes) {}

    /** Throws when the wish names something that the document does not have. */
    public static Imported of(OpenApiDocument document, Wish wish) throws NotAnOpenApi {
        return new OpenApiImport(document, wish).all();
    }

    private Imported all() throws NotAnOpenApi {
        String prefix = prefix();
        String env = wish.env() == null ? prefix + "_URL" : wish.env();
        SecurityReader security = new SecurityReader(document, prefix, wish.bearer());
        Servers servers = new Servers(document);
        OperationReader reader = new OperationReader(document, env, servers, security);
        Notes aside = new Notes(document);
        List<Operations.Operation> operations = Operations.of(document, wish.prefix(), aside);
        if (wish.only().isEmpty()) {
            notes.addAll(aside);
            if (document.root().has("webhooks")) {
                notes.add(
                        "/webhooks",
                        "Webhooks are left out: they are calls that come in, which a flow's triggers take.");
            }
        }
        for (Operations.Operation operation : Choice.of(operations, wish.only())) {
            operation(reader, operation);
        }
        Set<String> secrets = new TreeSet<>();
        String text = actions.toString();
        security.secrets().stream()
                .filter(name -> text.contains("${secret." + name + "}"))
                .forEach(secrets::add);
        String server = servers.address(env, notes);
        return new Imported(env, server, Servers.host(server), secrets, actions, there, offers, notes.all());
    }

    private void operation(OperationReader reader, Operations.Operation operation) {
        String name = operation.name();
        Notes own = new Notes(document);
        String missing = "";
        try {
            Map<String, Object> action = reader.read(operation, own);
            String there = wish.taken().get(name);
            if (there == null) {
                actions.put(name, action);
                notes.addAll(own);
                tellTwin(operation);
            } else {
                missing = "an action of that name is there";
                this.there.add(name);
                tellOther(operation, there, Landing.request(action));
            }
        } catch (Impossible impossible) {
            missing = String.valueOf(impossible.getMessage());
            notes.add(impossible.pointer(), operation.request() + " (" + name + ") is left out: " + missing + ".");
        }
        boolean reads = Set.of("get", "head").contains(operation.method());
        offers.add(new Offer(name, operation.request(), operation.tags(), reads, missing));
    }

    private void tellTwin(Operations.Operation operation) {
        if (!operation.name().equals(operation.plain())) {
            notes.add(
                    operation.node().pointer(),
                    "Another operation is called `" + operation.plain() + "`; this one is `" + operation.name() + "`.");
        }
    }

    private void tellOther(Operations.Operation operation, String there, String here) {
        if (!there.equals(here)) {
            notes.add(
                    operation.node().pointer(),
                    "The action `" + operation.name()
                            + "` that is there calls something else, and stays as it is. --prefix"
                            + " gives the imported ones names of their own.");
        }
    }

    /** At most three words of the title that say what it is. */
    private String prefix() {
        List<String> words = new ArrayList<>();
        String title = Normalizer.normalize(document.root().at("info").text("title"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+|['’]s\\b", "");
        for (String word : title.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+")) {
            if (!word.isEmpty() && !DULL.contains(word) && Character.isLetter(word.charAt(0)) && words.size() < 3) {
                words.add(word);
            }
        }
        return words.isEmpty() ? "API" : String.join("_", words);
    }
}
