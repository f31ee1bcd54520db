package dev.signalbox.core.context;

import dev.signalbox.core.effect.Message;
import dev.signalbox.core.effect.Message.Part;
import dev.signalbox.core.effect.Message.Role;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts words and items in order, what changes least first: the system prompt and stable files, the examples, other stable
 * items, the prompt with its slots, the remaining items as blocks in the file's order, and last a repair's turn.
 */
final class PromptLayout {
    /** A reply that is sent back is cut to this: it only has to be recognised. */
    private static final int REPAIR_TOKENS = 2000;

    /** What a chat frame costs a message, and a request. Providers document three to four. */
    private static final int PER_MESSAGE = 4;

    private static final int PER_REQUEST = 3;
    private static final String GAP = "\n\n";

    private final ContextRequest request;
    private final Map<String, Fitted> items;
    private boolean stable = true;

    private PromptLayout(ContextRequest request, Map<String, Fitted> items) {
        this.request = request;
        this.items = items;
    }

    /** @param items what enters, by name; an item that is not among them leaves its slot empty */
    static List<Message> messages(ContextRequest request, Map<String, Fitted> items) {
        return new PromptLayout(request, items).build();
    }

    /** How often prompt and system name the item. */
    static int slots(LlmVerb verb, String item) {
        return slots(verb.system(), item) + slots(verb.prompt(), item);
    }

    private static int slots(@Nullable Prompt prompt, String item) {
        return prompt == null
                ? 0
                : (int) prompt.pieces().stream()
                        .filter(piece -> piece instanceof Prompt.Piece.Slot slot
                                && slot.item().equals(item))
                        .count();
    }

    /** Tokens of everything that is no item's: words, frame, schema. */
    static int envelope(List<Message> messages, Object schema, TokenCounter counter) {
        int tokens = PER_REQUEST + counter.count(JsonText.write(schema));
        for (Message message : messages) {
            tokens += PER_MESSAGE;
            for (Part part : message.parts()) {
                tokens += part.item().isEmpty() ? counter.count(part.text()) : 0;
            }
        }
        return tokens;
    }

    private List<Message> build() {
        List<Message> messages = new ArrayList<>();
        LlmVerb verb = request.verb();
        List<Part> system = new ArrayList<>();
        prompt(verb.system(), system);
        blocks(true, true, system);
        List<Part> user = new ArrayList<>();
        boolean spoken = !isBlank(system);
        if (spoken) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        for (LlmVerb.Example example : verb.examples()) {
            messages.add(words(Role.USER, example.input()));
            messages.add(words(Role.ASSISTANT, JsonText.write(example.output())));
        }
        blocks(true, false, user);
        if (!user.isEmpty() && verb.prompt() != null) {
            user.add(own(GAP));
        }
        prompt(verb.prompt(), user);
        blocks(false, false, user);
        if (!isBlank(user)) {
            messages.add(new Message(Role.USER, user));
        } else if (spoken) {
            // Providers refuse a conversation in which nobody asks: the system prompt is the question then.
            messages.removeFirst();
            messages.add(new Message(Role.USER, system));
        }
        repair(messages);
        return List.copyOf(messages);
    }

    private void prompt(@Nullable Prompt prompt, List<Part> into) {
        if (prompt == null) {
            return;
        }
        for (Prompt.Piece piece : prompt.pieces()) {
            switch (piece) {
                case Prompt.Piece.Text text -> into.add(own(text.text()));
                case Prompt.Piece.Slot slot -> item(slot.item(), into);
            }
        }
    }

    private void item(String name, List<Part> into) {
        Fitted fitted = items.get(name);
        if (fitted == null) {
            return;
        }
        boolean steady = request.verb().context().load().stream()
                .anyMatch(item -> item.name().equals(name) && item.stable());
        stable &= steady;
        fitted.texts().forEach(text -> into.add(new Part(name, text, stable)));
        if (fitted.picture() != null) {
            into.add(Part.of(name, fitted.picture().media(), stable));
        }
    }

    private void blocks(boolean steady, boolean files, List<Part> into) {
        for (ContextItem item : request.verb().context().load()) {
            boolean file = item.stable() && item.source() instanceof ContextItem.Source.File;
            Fitted fitted = items.get(item.name());
            if (item.stable() == steady
                    && file == files
                    && fitted != null
                    && !fitted.isEmpty()
                    && slots(request.verb(), item.name()) == 0) {
                if (!into.isEmpty()) {
                    into.add(own(GAP));
                }
                item(item.name(), into);
            }
        }
    }

    private void repair(List<Message> messages) {
        ContextRequest.Repair repair = request.repair();
        if (repair == null) {
            return;
        }
        String raw = new Cutter(request.counter()).cut(repair.raw(), ContextItem.Cut.MIDDLE, REPAIR_TOKENS);
        messages.add(words(Role.ASSISTANT, raw == null || raw.isBlank() ? "(no reply)" : raw));
        StringBuilder back = new StringBuilder("That reply does not fit what was asked:\n");
        repair.problems().forEach(problem -> back.append("- ").append(problem).append('\n'));
        back.append("Reply again with the whole corrected value and nothing else.");
        messages.add(words(Role.USER, back.toString()));
    }

    private Part own(String text) {
        return new Part("", text, stable);
    }

    private Message words(Role role, String text) {
        return new Message(role, List.of(new Part("", text, stable)));
    }

    private static boolean isBlank(List<Part> parts) {
        return parts.stream().allMatch(part -> part.text().isBlank());
    }
}
