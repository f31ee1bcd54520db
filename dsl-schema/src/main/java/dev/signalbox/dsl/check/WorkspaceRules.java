package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Places;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules of {@code signalbox.yaml}: the names it uses are there, its expressions compile, its models are pinned. */
final class WorkspaceRules {
    /** A dated or numbered snapshot: {@code -2025-08-07}, {@code -20250514}, {@code -0125}, {@code :8b}, {@code @sha}. */
    private static final Pattern PINNED =
            Pattern.compile(".*([-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|\\d{3})|:.+|@.+)$");

    private WorkspaceRules() {}

    static List<Diagnostic> check(Workspace workspace, Places places) {
        Findings findings = new Findings();
        Set<String> models = new TreeSet<>();
        workspace.models().keySet().forEach(name -> models.add(name.value()));
        for (Workspace.Model model : workspace.models().values()) {
            String path = "/models/" + model.name();
            for (int i = 0; i < model.fallback().size(); i++) {
                ModelName fallback = model.fallback().get(i);
                if (!workspace.models().containsKey(fallback)) {
                    findings.unknown(
                            Code.R605,
                            place(places, path + "/fallback/" + i, model.place()),
                            "model",
                            fallback.value(),
                            models);
                }
            }
            floating(model, place(places, path + "/model", model.place()), findings);
        }
        for (Workspace.Person person : workspace.people().values()) {
            person(workspace, person, places, findings);
        }
        ChannelRules.check(workspace, places, findings);
        McpRules.check(workspace, places, findings);
        ExpressionRules.check(workspace, findings);
        SecretRules.check(workspace, findings);
        return findings.inFileOrder();
    }

    private static void person(Workspace workspace, Workspace.Person person, Places places, Findings findings) {
        String path = "/people/" + person.id();
        for (int i = 0; i < person.groups().size(); i++) {
            if (!workspace.groups().contains(person.groups().get(i))) {
                findings.unknown(
                        Code.R605,
                        place(places, path + "/groups/" + i, person.place()),
                        "group",
                        person.groups().get(i),
                        workspace.groups());
            }
        }
        if (person.channel() != null && !workspace.channels().containsKey(person.channel())) {
            findings.unknown(
                    Code.R605,
                    place(places, path + "/channel", person.place()),
                    "channel",
                    person.channel(),
                    workspace.channels().keySet());
        }
    }

    private static void floating(Workspace.Model model, Place place, Findings findings) {
        boolean hosted = model.provider() == Workspace.Provider.ANTHROPIC
                || (model.provider() == Workspace.Provider.OPENAI && model.baseUrl() == null);
        if (hosted && model.model() != null && !PINNED.matcher(model.model()).matches()) {
            findings.add(
                    Code.F701,
                    place,
                    "`" + model.model() + "` is a name that the provider may move to another model.",
                    "Pin a dated version, so that a run means the same next month.");
        }
    }

    private static Place place(Places places, String pointer, Place near) {
        Place place = places.value(pointer);
        return place != null ? place : near;
    }
}
