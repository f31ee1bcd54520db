package dev.signalbox.testkit;

import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Answer;
import dev.signalbox.runtime.port.DayLedger.Bound;
import dev.signalbox.runtime.port.DayLedger.Reservation;
import dev.signalbox.runtime.port.DayLedger.Use;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ledger of days on a {@link MemoryStore.Disk}, which guards it. */
final class MemoryDays {
    private final Map<LocalDate, SortedMap<String, Amount>> days = new HashMap<>();
    private final Map<String, Reservation> reserved = new HashMap<>();

    Answer reserve(Reservation wanted) {
        if (reserved.containsKey(wanted.id())) {
            return new Answer.Granted();
        }
        for (Bound bound : wanted.bounds()) {
            Amount used = of(wanted.day()).getOrDefault(bound.scope(), Amount.NONE);
            if (!used.plus(wanted.amount()).within(bound.most())) {
                return new Answer.Full(bound, used);
            }
        }
        wanted.bounds().forEach(bound -> of(wanted.day()).merge(bound.scope(), wanted.amount(), Amount::plus));
        reserved.put(wanted.id(), wanted);
        days.keySet().removeIf(day -> day.isBefore(wanted.day().minusDays(DayLedger.DAYS_KEPT - 1)));
        return new Answer.Granted();
    }

    void spent(String id, Amount used) {
        Reservation was = reserved.remove(id);
        if (was != null) {
            Amount more = used.minus(was.amount());
            was.bounds().forEach(bound -> of(was.day()).merge(bound.scope(), more, Amount::plus));
        }
    }

    List<Use> usedOn(LocalDate day) {
        return days.getOrDefault(day, new TreeMap<>()).entrySet().stream()
                .map(entry -> new Use(entry.getKey(), entry.getValue()))
                .toList();
    }

    private SortedMap<String, Amount> of(LocalDate day) {
        return days.computeIfAbsent(day, none -> new TreeMap<>());
    }
}
