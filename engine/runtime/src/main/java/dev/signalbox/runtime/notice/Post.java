package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.runtime.port.NoticeId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes letters to where they go, each within {@link #LONGEST}. */
interface Post {
    /** How long one letter may be on its way; what takes longer is given up and tried again. */
    Duration LONGEST = Duration.ofSeconds(30);

    /**
     * @param to as {@link dev.signalbox.runtime.port.Notice#to} says it
     * @param id the same each time
     */
    Answer send(Channel channel, String to, NoticeId id, Letter letter) throws InterruptedException;

    /** Why nothing can be sent through it as it is set up; null when nothing is known that speaks against it. */
    @Nullable
    String problem(Channel channel);

    /** What came of one try. */
    sealed interface Answer {
        /** The other side took it. */
        record Taken() implements Answer {}

        /**
         * @param problem one sentence, without secrets
         * @param retryAfter when the other side wants to be asked again; null when it does not say
         */
        record Refused(String problem, @Nullable Duration retryAfter) implements Answer {}
    }
}
