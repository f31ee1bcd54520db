package dev.signalbox.testkit.run;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.model.ReplyBook;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a checked workspace, each opened from its bundle as an engine opens it, once for all tests. A flow with an
 * error is refused with a {@link Problem} that names the first. Safe to share between threads.
 */
public final class TestedFlows implements FlowSource {
    private final CheckedWorkspace checked;
    private final Sources files;
    private final Map<FlowName, Pinned> current = new ConcurrentHashMap<>();
    private final Map<BundleHash, Pinned> pinned = new ConcurrentHashMap<>();
    private final Map<String, ReplyBook> replies = new ConcurrentHashMap<>();
    private final UnaryOperator<String> mask;

    /** @param files where the recorded replies that a test names are read */
    public TestedFlows(CheckedWorkspace checked, Sources files) {
        this(checked, files, UnaryOperator.identity());
    }

    /** @param mask strikes out of a text what recorded replies do not keep */
    public TestedFlows(CheckedWorkspace checked, Sources files, UnaryOperator<String> mask) {
        this.checked = checked;
        this.files = files;
        this.mask = mask;
    }

    UnaryOperator<String> mask() {
        return mask;
    }

    public Workspace workspace() {
        return checked.loaded().workspace();
    }

    /** The name of the flow that stands in that file; null when none does. */
    public @Nullable FlowName nameOf(String path) {
        ReadFlow read = checked.loaded().flows().get(path);
        Flow flow = read == null ? null : read.flow();
        return flow == null ? null : flow.name();
    }

    /** The recorded replies of that file; a {@link Problem} when they cannot be read. */
    ReplyBook replies(String path) {
        return replies.computeIfAbsent(path, file -> {
            String text = files.read(file);
            if (text == null) {
                throw new Problem(Problem.Kind.NOT_FOUND, "There is no file " + file + ".");
            }
            return ReplyBook.parse(file, text);
        });
    }

    @Override
    public Pinned current(FlowName name) {
        Pinned known = current.get(name);
        if (known != null) {
            return known;
        }
        ReadFlow read = checked.loaded().flow(name);
        Flow flow = read == null ? null : read.flow();
        if (read == null || flow == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + name + " in this workspace.");
        }
        if (!checked.flows().containsKey(name)) {
            throw new Problem(Problem.Kind.INVALID, "The flow " + name + " does not validate" + firstError(read) + ".");
        }
        Bundle bundle = Bundle.of(read, workspace(), flow);
        BundleHash hash = new BundleHash(bundle.hash());
        CheckedFlow opened = BundleOpener.open(bundle);
        Pinned made = new Pinned(hash, opened);
        pinned.put(hash, made);
        current.put(name, made);
        return made;
    }

    private String firstError(ReadFlow read) {
        return checked.diagnostics().stream()
                .filter(found -> found.isError() && found.place().span().file().equals(read.path()))
                .findFirst()
                .map((Diagnostic found) -> ": " + found.message() + " (" + found.code() + " at " + read.path() + ":"
                        + found.place().span().line() + ")")
                .orElse("");
    }

    @Override
    public Pinned pinned(BundleHash bundle) {
        Pinned known = pinned.get(bundle);
        if (known == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "No test opened the bundle " + bundle + ".");
        }
        return known;
    }
}
