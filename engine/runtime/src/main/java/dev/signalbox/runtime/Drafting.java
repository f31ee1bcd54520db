package dev.signalbox.runtime;

import dev.signalbox.core.decide.Live;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.runtime.api.DraftOperations;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.draft.ContextTrial;
import dev.signalbox.runtime.draft.Draft;
import dev.signalbox.runtime.draft.StepTrial;
import dev.signalbox.runtime.model.ReplyFolder;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.review.Reviews;
import dev.signalbox.runtime.traffic.RecentTraffic;
import dev.signalbox.runtime.view.FlowViews;
import dev.signalbox.runtime.workspace.LiveWorkspace;

/** What can be known of texts and versions, over this engine's workspace and store. It has no dispatcher: nothing of it can act. */
final class Drafting implements DraftOperations {
    private final LiveWorkspace workspace;
    private final RunStore store;
    private final Environment environment;
    private final Clock clock;
    private final RecentTraffic traffic;
    private final Reviews reviews;

    Drafting(LiveWorkspace workspace, RunStore store, Environment environment, Clock clock) {
        this.workspace = workspace;
        this.store = store;
        this.environment = environment;
        this.clock = clock;
        traffic = new RecentTraffic(store, System::nanoTime);
        reviews = new Reviews(store, this::loaded, workspace.sources(), () -> new Live(clock.now(), environment.env()));
    }

    private LoadedWorkspace loaded() {
        return workspace.checked().loaded();
    }

    private Draft draft(String flow, String source) {
        return Draft.of(loaded(), workspace.sources(), flow, source);
    }

    @Override
    public DraftViews.ContextView context(String flow, DraftViews.ContextRequest request) {
        return ContextTrial.of(draft(flow, request.source()), request.state(), request.given(), store);
    }

    @Override
    public DraftViews.StepView tryStep(String flow, DraftViews.StepRequest request) {
        Draft draft = draft(flow, request.source());
        String folder = draft.setting().workspace().replies();
        ReplyFolder replies = new ReplyFolder(workspace.sources().root().resolve(folder == null ? "replies" : folder));
        return StepTrial.of(draft, request, store, replies.get(), environment.env(), clock.now());
    }

    @Override
    public ReviewViews.TrafficView traffic(String flow, int runs) {
        return this.traffic.of(declared(flow), runs);
    }

    /** The flow's name, of a file that has one: runs are known by it. */
    private FlowName declared(String flow) {
        ReadFlow file = FlowViews.file(loaded(), flow);
        if (file == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + flow + " in this workspace.");
        }
        return file.flow() == null ? new FlowName(flow) : file.flow().name();
    }

    @Override
    public ReviewViews.VersionsView versions(String flow) {
        return reviews.versions(flow);
    }

    @Override
    public ReviewViews.ReviewView review(String flow, ReviewViews.ReviewRequest request) {
        return reviews.review(flow, request);
    }
}
