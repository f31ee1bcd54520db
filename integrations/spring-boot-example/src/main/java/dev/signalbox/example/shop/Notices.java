package dev.signalbox.example.shop;

import dev.signalbox.spring.HoldOpened;
import dev.signalbox.spring.RunEnded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says in the log what the desk would say in its chat. */
@Component
class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    @EventListener
    void held(HoldOpened opened) {
        LOG.info("To be decided: {}", opened.hold().title());
    }

    @EventListener
    void ended(RunEnded ended) {
        LOG.info("Refund {} {}", ended.run().id(), ended.run().status());
    }
}
