package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.media.MediaType;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * C410 and C411, and E208 for a schema that promises something else: a picture or document goes only to a model that takes it,
 * and only where a provider takes one.
 */
final class MediaRules {
    private final Setting setting;
    private final Findings findings;

    private MediaRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        MediaRules rules = new MediaRules(setting, findings);
        for (State state : setting.flow().states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    llm.context().load().forEach(item -> rules.item(llm, item));
                }
            }
        }
    }

    private void item(LlmVerb llm, ContextItem item) {
        MediaKind kind = item.as();
        if (kind == null) {
            return;
        }
        taken(llm, item, kind);
        inSystem(llm.system(), item);
        if (item.source() instanceof ContextItem.Source.From from) {
            declared(from.expr(), kind);
        }
    }

    private void taken(LlmVerb llm, ContextItem item, MediaKind kind) {
        Workspace.Model refuses = refuses(llm.model(), kind);
        if (refuses == null) {
            return;
        }
        String which = "`" + refuses.name() + "`"
                + (refuses.name().equals(llm.model()) ? "" : ", a fallback of `" + llm.model() + "`,");
        Place place = setting.value(item.place().path() + "/as", item.place());
        findings.add(Diagnostic.of(
                        Code.C410,
                        place,
                        which + " is not said to take " + kind.words() + ", and `" + item.name() + "` is one.")
                .withHelp("Where the model can read it, say `takes: [" + kind.takes()
                        + "]` of it in signalbox.yaml; else ask another model.")
                .withRelated(List.of(new Related(refuses.place().span(), "this model"))));
    }

    /** The first of the model and its fallbacks that does not take it; one that is not there has a finding of its own. */
    private Workspace.@Nullable Model refuses(ModelName asked, MediaKind kind) {
        Set<ModelName> seen = new LinkedHashSet<>();
        Deque<ModelName> open = new ArrayDeque<>(List.of(asked));
        while (!open.isEmpty()) {
            Workspace.Model model = setting.workspace().models().get(open.removeFirst());
            if (model == null || !seen.add(model.name())) {
                continue;
            }
            if (!model.takes().contains(kind)) {
                return model;
            }
            open.addAll(model.fallback());
        }
        return null;
    }

    private void inSystem(@Nullable Prompt system, ContextItem item) {
        List<Prompt.Piece> pieces = system == null ? List.of() : system.pieces();
        for (Prompt.Piece piece : pieces) {
            if (piece instanceof Prompt.Piece.Slot slot && slot.item().equals(item.name())) {
                findings.add(
                        Code.C411,
                        slot.place(),
                        "`" + item.name() + "` is a picture or document, and `system` is text alone.",
                        "Name it in `prompt`, or nowhere: then it follows the prompt.");
            }
        }
    }

    private void declared(Expr from, MediaKind kind) {
        DeclaredMedia declared = DeclaredMedia.of(setting.flow(), from);
        String source = "`" + from.source().strip() + "`";
        MediaType type = declared.mediaType() == null ? null : MediaType.of(declared.mediaType());
        if (declared.encoding() != null && !declared.encoding().equalsIgnoreCase("base64")) {
            findings.add(
                    Code.E208,
                    from.place(),
                    source + " is declared as " + declared.encoding() + "; bytes are given as base64.",
                    null);
        } else if (declared.mediaType() != null && (type == null || type.kind() != kind)) {
            findings.add(
                    Code.E208,
                    from.place(),
                    source + " is declared as " + declared.mediaType() + ", which is not " + kind.words()
                            + " that a model takes.",
                    "Taken are " + MediaType.listed(kind) + ".");
        }
    }
}
