package dev.signalbox.runtime.port;

import dev.signalbox.core.id.RunId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then a counter within one, then 62 random bits. */
public final class TimeOrderedIds implements Ids {
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private int counter;

    @Override
    public synchronized RunId next(Instant now) {
        long millis = Math.max(now.toEpochMilli(), lastMillis);
        if (millis > lastMillis) {
            counter = 0;
        } else if (++counter > 0xFFF) {
            millis++;
            counter = 0;
        }
        lastMillis = millis;
        long high = (millis << 16) | 0x7000L | counter;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new RunId(new UUID(high, low).toString());
    }
}
