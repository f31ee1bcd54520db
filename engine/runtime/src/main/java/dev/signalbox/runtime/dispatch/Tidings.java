package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whom to tell of what a commit brings. Must be quick: a run waits for it. */
public interface Tidings {
    /** Nobody is told of anything. */
    Tidings NONE = new Tidings() {
        @Override
        public List<Notice> of(@Nullable Run before, Run after, Commit commit) {
            return List.of();
        }

        @Override
        public void written() {}
    };

    /** @param before null as the run begins */
    List<Notice> of(@Nullable Run before, Run after, Commit commit);

    /** Some of them are durable. */
    void written();
}
