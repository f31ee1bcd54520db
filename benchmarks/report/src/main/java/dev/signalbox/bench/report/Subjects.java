package dev.signalbox.bench.report;

import java.util.Map;

/** What the subjects are called in the document, and what they are. */
final class Subjects {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("signalbox", "Signalbox"),
            Map.entry("signalbox-sqlite", "Signalbox, SQLite"),
            Map.entry("signalbox-postgresql", "Signalbox, PostgreSQL"),
            Map.entry("signalbox-plain", "Signalbox, no cache"),
            Map.entry("ajv-cli", "ajv-cli"),
            Map.entry("redocly", "redocly lint"),
            Map.entry("floor", "floor"),
            Map.entry("floor-sqlite", "floor, SQLite"),
            Map.entry("floor-postgresql", "floor, PostgreSQL"),
            Map.entry("langgraph4j", "LangGraph4j"),
            Map.entry("serverless-workflow", "Serverless Workflow"),
            Map.entry("dbos", "DBOS, PostgreSQL"),
            Map.entry("flowable", "Flowable, PostgreSQL"));

    private Subjects() {}

    static String label(String subject) {
        return LABELS.getOrDefault(subject, subject);
    }

    static String kind(String subject) {
        return subject.startsWith("signalbox") ? "ours" : subject.startsWith("floor") ? "floor" : "peer";
    }
}
