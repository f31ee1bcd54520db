package dev.signalbox.console.author;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Role;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.FlowViews;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves flows, one at a time: of two who have seen the same text the first one saves, and the second is shown what it wrote.
 * An editor outside this server that writes in the same moment is not seen; no file system can promise that.
 */
final class Saving {
    private static final Logger LOG = LoggerFactory.getLogger(Saving.class);

    private final FlowFiles files;
    private final boolean saves;
    private final ReentrantLock lock = new ReentrantLock();

    Saving(FlowFiles files, boolean saves) {
        this.files = files;
        this.saves = saves;
    }

    /** @param name the flow's, which the text may have changed */
    record Saved(String name, String file, String etag, String text, boolean valid) {}

    /** Why this person cannot save this file, in a sentence; null when they can. */
    @Nullable
    String whyNot(FlowFile file, Caller caller) {
        if (!caller.roles().contains(Role.AUTHOR)) {
            return "Saving needs the role author.";
        }
        if (!saves) {
            return "This server was started without --edit, so it writes no files for people at other machines.";
        }
        return file.whyNot();
    }

    void checkAllowed(FlowFile file, Caller caller) {
        String whyNot = whyNot(file, caller);
        if (whyNot != null) {
            throw new Problem(Problem.Kind.FORBIDDEN, whyNot + " Download the file or copy a patch instead.");
        }
    }

    /**
     * @param seen the text that the caller has changed, as an entity tag
     * @param broken save it though no run could be started with it
     */
    Saved save(String flow, String source, String seen, boolean broken, Caller caller) {
        lock.lock();
        try {
            FlowFile file = files.find(flow);
            checkAllowed(file, caller);
            if (!seen.equals("\"" + file.etag() + "\"")) {
                throw new Problem(
                        Problem.Kind.CHANGED,
                        file.path() + " has been changed since you opened it; nothing was saved.",
                        Map.of("source", file.text(), "etag", file.etag()));
            }
            String whole = file.written(source);
            Manuscript written = Manuscript.of(files.sources(), file.path(), whole);
            CheckedWorkspace checked = WorkspaceChecker.check(written.desk().loaded());
            List<Diagnostic> errors = Answers.errors(written, checked);
            if (!errors.isEmpty() && !broken) {
                throw new Problem(
                        Problem.Kind.INVALID,
                        "The text has errors, so no run could be started with it: "
                                + errors.getFirst().message()
                                + " Mend it, or save it as it is with `?broken=yes`; runs that have begun go on with their own version.",
                        Map.of(
                                "diagnostics",
                                errors.stream().map(JsonReport::entry).toList()));
            }
            if (!whole.equals(file.text())) {
                file.replace(whole);
                LOG.info("{} saved {}", caller.id(), file.path());
            }
            ReadFlow read = checked.loaded().flows().get(file.path());
            FlowFile saved = new FlowFile(file.root(), file.path(), whole);
            return new Saved(
                    read == null ? flow : FlowViews.name(read), file.path(), saved.etag(), whole, errors.isEmpty());
        } finally {
            lock.unlock();
        }
    }
}
