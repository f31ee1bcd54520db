package dev.signalbox.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bill of materials that Maven's plugin wrote (CycloneDX, JSON), and what is added to it here: the packages that are
 * built into the page, of which Maven knows nothing.
 */
final class Bom {
    static final String OWN_GROUP = "dev.signalbox";
    private static final String PROGRAM = "signalbox-cli";
    private static final String CONSOLE = "signalbox-console";

    private final ObjectNode root;

    Bom(ObjectNode root) {
        this.root = root;
    }

    ObjectNode root() {
        return root;
    }

    /** Each library by the name of its jar in {@code lib}. */
    Map<String, JsonNode> byFile() {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode component : root.withArray("components")) {
            if (found.put(file(component), component) != null) {
                throw new IllegalStateException(file(component) + " is there in two versions");
            }
        }
        return found;
    }

    static boolean isOurs(JsonNode component) {
        return OWN_GROUP.equals(component.path("group").asString(""));
    }

    /** As the library names them: SPDX's names where the plugin knew them. */
    static List<String> licences(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            String name = licence.path("id").asString(licence.path("name").asString(""));
            names.add(name);
            names.addAll(List.of(choice.path("expression")
                    .asString("")
                    .replaceAll("[()]", "")
                    .split(" OR ")));
        }
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }

    private static String file(JsonNode component) {
        String name = component.path("name").asString("");
        if (isOurs(component) && name.equals(PROGRAM)) {
            return "signalbox.jar";
        }
        String purl = component.path("purl").asString("");
        int classifier = purl.indexOf("classifier=");
        String suffix = classifier < 0
                ? ""
                : "-" + purl.substring(classifier + "classifier=".length()).split("&")[0];
        return name + "-" + component.path("version").asString("") + suffix + ".jar";
    }

    /** Adds what the page is built of, as dependencies of the console. */
    void add(List<PagePackage> packages) {
        ArrayNode components = root.withArray("components");
        ArrayNode dependencies = root.withArray("dependencies");
        List<String> added = new ArrayList<>();
        for (PagePackage one : packages) {
            added.add(one.purl());
            ObjectNode component = components.addObject();
            component.put("type", "library").put("bom-ref", one.purl());
            component.put("name", one.name()).put("version", one.version()).put("scope", "required");
            component
                    .putArray("licenses")
                    .addObject()
                    .putObject("license")
                    .put("id", one.licence().id());
            component.put("purl", one.purl());
            dependencies.addObject().put("ref", one.purl()).putArray("dependsOn");
        }
        for (JsonNode dependency : dependencies) {
            if (dependency.path("ref").asString("").contains("/" + CONSOLE + "@")) {
                added.forEach(((ObjectNode) dependency).withArray("dependsOn")::add);
                return;
            }
        }
        throw new IllegalStateException("the console is no part of the program");
    }
}
