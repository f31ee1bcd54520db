package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import dev.signalbox.dsl.openapi.Parameters.Impossible;
import java.net.URI;
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
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head");
    private static final List<String> OTHER_METHODS = List.of("options", "trace");
    private static final Set<String> DULL =
            Set.of("API", "THE", "OPENAPI", "SWAGGER", "REST", "SERVICE", "A", "OF", "FOR");

    private final OpenApiDocument document;
    private final Wish wish;
    private final Notes notes;
    private final Map<String, Map<String, Object>> actions = new LinkedHashMap<>();
    private final Set<String> there = new TreeSet<>();
    private final Set<String> offered = new TreeSet<>();
    private final Set<String> used = new TreeSet<>();

    private OpenApiImport(OpenApiDocument document, Wish wish) {
        this.document = document;
        this.wish = wish;
        this.notes = new Notes(document);
    }

    /**
     * What is wanted.
     *
     * @param only operations by their id, their tag or {@code METHOD /path}; everything when empty
     * @param env the environment name of the server's address; made of the title when null
     * @param taken names of actions that are there already and stay as they are
     */
    public record Wish(List<String> only, @Nullable String env, Set<String> taken) {}

    /**
     * What came of it.
     *
     * @param server the address that the document gives; empty when it gives none that is whole
     * @param host the host of that address; empty without one
     * @param secrets the names that actions ask for
     * @param there names that were taken, whose operations were left alone
     */
    public record Imported(
            String env,
            String server,
            String host,
            Set<String> secrets,
            Map<String, Map<String, Object>> actions,
            Set<String> there,
            List<Note> notes) {}

    /** Throws when the wish names something that the document does not have. */
    public static Imported of(OpenApiDocument document, Wish wish) throws NotAnOpenApi {
        return new OpenApiImport(document, wish).all();
    }

    private Imported all() throws NotAnOpenApi {
        String prefix = prefix();
        String env = wish.env() == null ? prefix + "_URL" : wish.env();
        SecurityReader security = new SecurityReader(document, prefix);
        OperationReader reader = new OperationReader(document, env, security);
        for (Node path : document.root().at("paths").entries().values()) {
            Node item = document.behind(path);
            String written = path.pointer()
                    .substring("/paths/".length())
                    .replace("~1", "/")
                    .replace("~0", "~");
            if (written.startsWith("x-")) {
                continue;
            }
            if (item == null) {
                notes.add(path.pointer(), "This path's reference leads nowhere in this document; it is left out.");
                continue;
            }
            for (Map.Entry<String, Node> entry : item.entries().entrySet()) {
                if (METHODS.contains(entry.getKey())) {
                    operation(reader, written, entry.getKey(), item, entry.getValue());
                } else if (OTHER_METHODS.contains(entry.getKey()) && wish.only().isEmpty()) {
                    notes.add(
                            entry.getValue().pointer(),
                            "Left out: an action does not send "
                                    + entry.getKey().toUpperCase(Locale.ROOT) + ".");
                }
            }
        }
        if (document.root().has("webhooks") && wish.only().isEmpty()) {
            notes.add("/webhooks", "Webhooks are left out: they are calls that come in, which a flow's triggers take.");
        }
        refuseUnknown();
        Set<String> secrets = new TreeSet<>();
        String text = actions.toString();
        security.secrets().stream()
                .filter(name -> text.contains("${secret." + name + "}"))
                .forEach(secrets::add);
        String server = server(env);
        return new Imported(env, server, host(server), secrets, actions, there, notes.all());
    }

    private void operation(OperationReader reader, String path, String method, Node item, Node operation) {
        if (!wanted(path, method, operation)) {
            return;
        }
        String name = name(path, method, operation);
        if (wish.taken().contains(name)) {
            there.add(name);
            return;
        }
        Notes own = new Notes(document);
        try {
            Map<String, Object> action = reader.read(path, method, item, operation, own);
            String free = name;
            for (int twin = 2; actions.containsKey(free) || wish.taken().contains(free); twin++) {
                free = name + "_" + twin;
            }
            if (!free.equals(name)) {
                notes.add(operation.pointer(), "Another action is called `" + name + "`; this one is `" + free + "`.");
            }
            actions.put(free, action);
            notes.addAll(own);
        } catch (Impossible impossible) {
            notes.add(
                    impossible.pointer(),
                    method.toUpperCase(Locale.ROOT) + " " + path + " (" + name + ") is left out: "
                            + impossible.getMessage() + ".");
        }
    }

    private boolean wanted(String path, String method, Node operation) {
        Set<String> called = new TreeSet<>();
        String id = operation.text("operationId");
        called.add(id.isEmpty() ? name(path, method, operation) : id);
        called.add(method.toUpperCase(Locale.ROOT) + " " + path);
        operation.at("tags").items().forEach(tag -> called.add(String.valueOf(tag)));
        offered.addAll(called);
        List<String> meant = wish.only().stream().filter(called::contains).toList();
        used.addAll(meant);
        return wish.only().isEmpty() || !meant.isEmpty();
    }

    private void refuseUnknown() throws NotAnOpenApi {
        List<String> unknown = new ArrayList<>(wish.only());
        unknown.removeAll(used);
        if (!unknown.isEmpty()) {
            String near = Nearest.to(unknown.getFirst(), offered);
            throw new NotAnOpenApi("The document has no operation and no tag called " + unknown.getFirst() + "."
                    + (near == null ? "" : " Did you mean " + near + "?"));
        }
    }

    /** The operation's id as a name of the language; without one, the method and the path. */
    private static String name(String path, String method, Node operation) {
        String id = operation.text("operationId");
        String name = (id.isEmpty() ? method + path : id)
                .replaceAll("[^A-Za-z0-9_-]+", "_")
                .replaceAll("^[_-]+|[_-]+$", "");
        if (name.isEmpty() || !Character.isLetter(name.charAt(0))) {
            name = "op_" + name;
        }
        return name.length() > 60 ? name.substring(0, 60) : name;
    }

    /** At most three words of the title that say what it is. */
    private String prefix() {
        List<String> words = new ArrayList<>();
        for (String word : document.root()
                .at("info")
                .text("title")
                .toUpperCase(Locale.ROOT)
                .split("[^A-Z0-9]+")) {
            if (!word.isEmpty() && !DULL.contains(word) && Character.isLetter(word.charAt(0)) && words.size() < 3) {
                words.add(word);
            }
        }
        return words.isEmpty() ? "API" : String.join("_", words);
    }

    private String server(String env) {
        Node servers = document.root().at("servers");
        if (servers.items().isEmpty()) {
            return "";
        }
        Node first = servers.at(0);
        String url = first.text("url");
        for (Map.Entry<String, Node> variable : first.at("variables").entries().entrySet()) {
            url = url.replace("{" + variable.getKey() + "}", variable.getValue().text("default"));
        }
        for (int i = 1; i < servers.items().size(); i++) {
            notes.add(
                    servers.at(i).pointer(),
                    "Another server, " + servers.at(i).text("url") + ": " + env + " says which is called.");
        }
        if (!url.matches("https?://.+")) {
            notes.add(first.pointer(), "The server `" + url + "` is no whole address; set " + env + " to one.");
            return "";
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String host(String server) {
        try {
            String host = server.isEmpty() ? null : URI.create(server).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException odd) {
            return "";
        }
    }
}
