package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Where the calls of a document go. One address is told, which the deployment gives by a name of the environment. */
final class Servers {
    private final Node servers;

    Servers(OpenApiDocument document) {
        Node everyones = document.root().at("servers");
        // Some documents say it of each path alone.
        this.servers = everyones.items().isEmpty()
                ? document.root().at("paths").entries().values().stream()
                        .flatMap(path -> Stream.concat(Stream.of(path), path.entries().values().stream()))
                        .map(place -> place.at("servers"))
                        .filter(own -> !own.items().isEmpty())
                        .findFirst()
                        .orElse(everyones)
                : everyones;
    }

    /** The first address with its variables' defaults; empty where it is none that is whole. */
    String address(String env, Notes notes) {
        if (servers.items().isEmpty()) {
            return "";
        }
        for (int i = 1; i < servers.items().size(); i++) {
            notes.add(
                    servers.at(i).pointer(),
                    "Another server, " + servers.at(i).text("url") + ": " + env + " says which is called.");
        }
        String url = address(servers.at(0));
        if (!url.matches("https?://.+")) {
            notes.add(servers.at(0).pointer(), "The server `" + url + "` is no whole address; set " + env + " to one.");
            return "";
        }
        return url;
    }

    /** Tells of a path's or an operation's own server, where that is another. */
    void tellOwn(List<Node> places, String env, Notes notes) {
        for (Node place : places) {
            Node own = place.at("servers");
            if (!own.items().isEmpty()
                    && !servers.items().isEmpty()
                    && !address(own.at(0)).equals(address(servers.at(0)))) {
                notes.add(
                        own.pointer(),
                        "A server of its own, " + own.at(0).text("url") + ", is left out: the action goes to ${env."
                                + env + "}.");
            }
        }
    }

    private static String address(Node server) {
        String url = server.text("url");
        for (Map.Entry<String, Node> variable : server.at("variables").entries().entrySet()) {
            url = url.replace("{" + variable.getKey() + "}", variable.getValue().text("default"));
        }
        url = url.startsWith("//") ? "https:" + url : url;
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Empty without one. */
    static String host(String address) {
        try {
            String host = address.isEmpty() ? null : URI.create(address).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException odd) {
            return "";
        }
    }
}
