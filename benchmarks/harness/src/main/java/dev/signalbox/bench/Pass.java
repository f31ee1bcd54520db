package dev.signalbox.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One stretch of measuring.
 *
 * @param cpuSeconds of this process, and of the database server where there is one
 * @param allocatedBytes by the threads of this process
 */
public record Pass(long runs, double seconds, double cpuSeconds, long allocatedBytes) {
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("runs", runs);
        fields.put("seconds", seconds);
        fields.put("cpu_seconds", cpuSeconds);
        fields.put("allocated_bytes", allocatedBytes);
        return fields;
    }
}
