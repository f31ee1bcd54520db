package dev.signalbox.spring;

import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.listen.RunListener;
import org.springframework.context.ApplicationEventPublisher;

/** Makes application events of what runs come to. */
final class PublishingListener implements RunListener {
    private final ApplicationEventPublisher events;

    PublishingListener(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void holdOpened(Views.HoldView hold) {
        events.publishEvent(new HoldOpened(hold));
    }

    @Override
    public void runEnded(Views.RunView run) {
        events.publishEvent(new RunEnded(run));
    }

    @Override
    public void runStuck(Views.RunView run) {
        events.publishEvent(new RunStuck(run));
    }
}
