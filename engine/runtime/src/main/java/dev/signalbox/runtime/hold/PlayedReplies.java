package dev.signalbox.runtime.hold;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.reply.Parsed;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.model.RecordedReply;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.port.RunStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what people answer in a model's place, beside what models reply. */
public final class PlayedReplies {
    private static final Logger LOG = LoggerFactory.getLogger(PlayedReplies.class);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final ReplyFolder folder;

    public PlayedReplies(Dispatcher dispatcher, RunStore store, ReplyFolder folder) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.folder = folder;
    }

    /** What this hold asks in a model's place, as the log has it; null for a hold of another kind. */
    public Event.@Nullable ModelRequested question(HoldId id) {
        int dot = id.value().indexOf('.');
        Run run = dispatcher.run(new RunId(id.value().substring(0, dot)));
        Hold hold = run == null ? null : run.holds().get(id);
        if (run == null || hold == null || hold.purpose() != Hold.Purpose.MODEL) {
            return null;
        }
        Step step = run.step(hold.step());
        if (step == null) {
            return null;
        }
        Event.ModelRequested found = null;
        long after = 0;
        while (after < run.seq()) {
            List<RunStore.LoggedEvent> page = store.events(run.id(), after, RunStore.MOST);
            for (RunStore.LoggedEvent logged : page) {
                if (logged.event() instanceof Event.ModelRequested asked
                        && asked.step().equals(hold.step())
                        && asked.attempt() == step.attempt()) {
                    found = asked;
                }
            }
            after = page.isEmpty() ? run.seq() : page.get(page.size() - 1).seq();
        }
        return found;
    }

    /** The decision stands already, so a file that cannot be written is told in the log and fails nothing. */
    public void keep(Event.ModelRequested asked, String flow, Object answer) {
        try {
            folder.record(new RecordedReply(
                    flow,
                    asked.step().state().value(),
                    asked.question(),
                    spelled(asked, answer),
                    0,
                    0,
                    RecordedReply.spelled(asked.messages())));
        } catch (Problem unwritable) {
            LOG.warn("An answer was not recorded: {}", unwritable.getMessage());
        }
    }

    /** A text as people write it, unless that would be read as something else when it is played. */
    private static Object spelled(Event.ModelRequested asked, Object answer) {
        if (!(answer instanceof String text)) {
            return answer;
        }
        boolean plain = ReplyParser.parse(text, asked.schema()) instanceof Parsed.Value read
                && read.value().equals(text);
        return plain ? text : JsonText.write(text);
    }
}
