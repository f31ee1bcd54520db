package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.dsl.model.Context;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of a question that are tried and written nowhere: {@code budget=800}, {@code ITEM.max=300}, {@code model=NAME}.
 * Refuses a key, an item or a model that is not there, and what is no whole number above 0.
 */
public final class WhatIf {
    private static final String OPTION = "--what-if";

    private final Map<String, String> written = new LinkedHashMap<>();
    private LlmVerb question;

    private WhatIf(LlmVerb question) {
        this.question = question;
    }

    /** All of them together, in one question. */
    public static WhatIf of(LlmVerb question, List<String> pairs, Workspace workspace) {
        WhatIf changed = new WhatIf(question);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new Complaint(OPTION + " takes KEY=VALUE, like " + OPTION + " budget=800, not '" + pair + "'");
            }
            changed.change(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip(),
                    workspace);
        }
        return changed;
    }

    /** The model of that name. Refuses one that the workspace does not have. */
    public static Workspace.Model model(Workspace workspace, String name) {
        return workspace.models().values().stream()
                .filter(model -> model.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new Complaint("the workspace has no model '" + name + "'; it has "
                        + listed(workspace.models().keySet().stream()
                                .map(ModelName::value)
                                .sorted()
                                .toList())));
    }

    /** The same question to another model. */
    public static LlmVerb to(LlmVerb question, Workspace.Model model) {
        return with(question, model.name(), question.context());
    }

    /** What was changed, as it was written. */
    public Map<String, String> written() {
        return written;
    }

    public LlmVerb question() {
        return question;
    }

    private void change(String key, String value, Workspace workspace) {
        if (written.putIfAbsent(key, value) != null) {
            throw new Complaint(OPTION + " says " + key + " twice");
        }
        Context context = question.context();
        if (key.equals("model")) {
            question = to(question, model(workspace, value));
        } else if (key.equals("budget")) {
            question =
                    with(question, question.model(), new Context(tokens(key, value), context.load(), context.place()));
        } else if (key.endsWith(".max")) {
            String item = key.substring(0, key.length() - ".max".length());
            question = with(
                    question,
                    question.model(),
                    new Context(context.budget(), items(context, item, tokens(key, value)), context.place()));
        } else {
            throw new Complaint(OPTION + " has no key '" + key + "'; it takes budget, model" + maxima(context));
        }
    }

    private static String maxima(Context context) {
        return context.load().stream().allMatch(item -> item.as() != null)
                ? ""
                : ", "
                        + listed(context.load().stream()
                                .filter(item -> item.as() == null)
                                .map(item -> item.name() + ".max")
                                .toList());
    }

    private static List<ContextItem> items(Context context, String name, int max) {
        if (context.load().stream().noneMatch(item -> item.name().equals(name))) {
            throw new Complaint("the context has no item '" + name + "'; it has "
                    + (context.load().isEmpty() ? "none" : listed(names(context).toList())));
        }
        if (context.load().stream().anyMatch(item -> item.name().equals(name) && item.as() != null)) {
            throw new Complaint("the item '" + name + "' is a picture or document: it has no max, for it is never cut");
        }
        List<ContextItem> items = new ArrayList<>();
        for (ContextItem item : context.load()) {
            items.add(item.name().equals(name) ? withMax(item, max) : item);
        }
        return items;
    }

    private static java.util.stream.Stream<String> names(Context context) {
        return context.load().stream().map(ContextItem::name);
    }

    private static String listed(List<String> names) {
        return String.join(", ", names);
    }

    private static int tokens(String key, String value) {
        try {
            int tokens = Integer.parseInt(value);
            if (tokens > 0) {
                return tokens;
            }
        } catch (NumberFormatException wrong) {
            // The sentence below says what is asked for.
        }
        throw new Complaint(OPTION + " " + key + " takes a whole number of tokens above 0, not '" + value + "'");
    }

    private static ContextItem withMax(ContextItem item, int max) {
        return new ContextItem(
                item.name(),
                item.source(),
                item.as(),
                item.only(),
                item.format(),
                max,
                item.cut(),
                item.when(),
                item.required(),
                item.priority(),
                item.stable(),
                item.place());
    }

    private static LlmVerb with(LlmVerb question, ModelName model, Context context) {
        return new LlmVerb(
                model,
                question.modelPlace(),
                question.system(),
                question.prompt(),
                context,
                question.examples(),
                question.output(),
                question.choose(),
                question.among(),
                question.repair(),
                question.temperature(),
                question.maxOutput());
    }
}
