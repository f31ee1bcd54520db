package dev.signalbox.core.context;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Rung;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the model that summarises.
 *
 * @param covers hash of the events it stands for
 * @param upTo the number of the last of them
 */
record SummaryText(String covers, int upTo, List<Message> messages) {
    /** A window is assumed to be this long when the workspace does not say. */
    private static final int WINDOW = 8192;

    static final Map<String, Object> SCHEMA = Map.of("type", "string");

    /** @param earlier the summary that stands so far; null for none */
    static SummaryText of(
            ContextItem item,
            Rung.Summarise rung,
            List<EventLine> covered,
            List<EventLine> open,
            @Nullable String earlier,
            int upTo,
            ContextRequest request) {
        StringBuilder text = new StringBuilder();
        if (earlier != null) {
            text.append(earlier);
        }
        open.forEach(line -> text.append(line.text));
        Workspace.Model model = request.flow().models().get(rung.model());
        int window = model == null || model.window() == null ? WINDOW : model.window();
        int room = Math.max(64, window - 2 * rung.into() - 256);
        String fitted = new Cutter(request.counter()).cut(text.toString(), ContextItem.Cut.MIDDLE, room);
        String system =
                "You condense the record of a process. Keep names, numbers, decisions and failures exactly as they"
                        + " are. Add nothing. At most " + rung.into() + " tokens.";
        List<Message> messages = List.of(
                new Message(Message.Role.SYSTEM, List.of(new Message.Part("", system, true))),
                new Message(
                        Message.Role.USER,
                        List.of(new Message.Part(item.name(), fitted == null ? "" : fitted, false))));
        return new SummaryText(covers(item, covered), upTo, messages);
    }

    /** The same for the same events of the same item, whatever came after them. */
    static String covers(ContextItem item, List<EventLine> covered) {
        List<Object> events = new ArrayList<>();
        for (EventLine line : covered) {
            Object call = line.recorded.call() == null ? Json.NULL : line.recorded.call();
            events.add(
                    List.of((long) line.recorded.number(), line.recorded.state().value(), call, line.recorded.value()));
        }
        return CanonicalJson.sha256(List.of(item.name(), events));
    }
}
