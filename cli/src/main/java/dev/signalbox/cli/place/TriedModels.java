package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.eval.Variant;
import dev.signalbox.runtime.model.Models;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.port.ModelPort;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The models of a workspace for a command that asks them without an engine.
 *
 * @param named those that the command line names, in its order
 */
public record TriedModels(
        Map<ModelName, Workspace.Model> models, Set<ModelName> named, ModelPort port, boolean recorded) {

    /**
     * Refuses a model that the workspace does not have.
     *
     * @param mode {@code recorded}, or null for each model's own provider
     */
    public static TriedModels of(Terminal terminal, FlowFile file, @Nullable String mode, List<String> written) {
        if (mode != null && !mode.equals("recorded")) {
            throw new Complaint("--models takes recorded, not '" + mode
                    + "'; without it the workspace's own models are asked; --model names one to ask");
        }
        Workspace workspace = file.open().loaded().workspace();
        Set<ModelName> named = new LinkedHashSet<>();
        written.forEach(name -> named.add(known(workspace, name)));
        ModelPort port = port(terminal, file.workspace(), workspace, mode != null);
        return new TriedModels(workspace.models(), named, port, mode != null);
    }

    /**
     * What asks the models of a workspace.
     *
     * @param recorded whether every one of them plays recorded replies
     */
    public static ModelPort port(Terminal terminal, Path folder, Workspace workspace, boolean recorded) {
        String written = workspace.replies();
        ReplyFolder replies = new ReplyFolder(folder.resolve(written == null ? "replies" : written));
        Observation.hideSecrets(terminal, () -> workspace);
        return recorded
                ? Models.recorded(replies)
                : Models.of(
                        new WorkspaceEnvironment(() -> workspace, terminal.environment(), Map.of()),
                        workspace::secrets,
                        replies);
    }

    private static ModelName known(Workspace workspace, String written) {
        List<String> names = workspace.models().keySet().stream()
                .map(ModelName::value)
                .sorted()
                .toList();
        if (names.contains(written)) {
            return new ModelName(written);
        }
        String near = Nearest.to(written, names);
        throw new Complaint("the workspace has no model '" + written + "'; "
                + (near == null ? "it has " + String.join(", ", names) : "did you mean " + near + "?"));
    }

    /** Models whose calls cost something that the workspace does not say. */
    public Set<String> unpriced() {
        return models.values().stream()
                .filter(this::isUnpriced)
                .map(model -> model.name().value())
                .collect(Collectors.toSet());
    }

    private boolean isUnpriced(Workspace.Model model) {
        boolean asked = switch (model.provider()) {
            case OPENAI, ANTHROPIC -> !recorded;
            case RECORDED, PERSON -> false;
        };
        return asked && model.price() == null;
    }

    /** So that the first of their answers are not slower than the others. */
    public void warm(List<Variant> variants) throws InterruptedException {
        Set<Workspace.Provider> providers = new LinkedHashSet<>();
        asked(variants).stream().filter(model -> !recorded).forEach(model -> providers.add(model.provider()));
        for (Workspace.Provider provider : providers) {
            WarmClient.of(port, provider);
        }
    }

    private List<Workspace.Model> asked(List<Variant> variants) {
        Set<ModelName> asked = new LinkedHashSet<>();
        for (Variant variant : variants) {
            ModelName name = variant.model();
            asked.addAll(name == null ? variant.file().models().keySet() : Set.of(name));
        }
        return models.values().stream()
                .filter(model -> asked.contains(model.name()))
                .toList();
    }

    /** A bound on money holds nothing that has no price. */
    public void refuseUnpriced(List<Variant> variants) {
        for (Workspace.Model model : asked(variants)) {
            if (isUnpriced(model)) {
                throw new Complaint("--max-usd cannot bound the model " + model.name()
                        + ", which has no price in signalbox.yaml; a free one has the price 0");
            }
        }
    }
}
