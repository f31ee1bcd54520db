package dev.signalbox.dsl.format;

import static dev.signalbox.dsl.format.KeyOrder.KEPT;
import static dev.signalbox.dsl.format.KeyOrder.keys;
import static dev.signalbox.dsl.format.KeyOrder.list;
import static dev.signalbox.dsl.format.KeyOrder.named;

/**
 * The language's order of keys: what a thing is, what it does, what becomes of the result, who is asked, how it is tried
 * again, and last where it goes. A JSON Schema keeps its author's order. That no key of the language is missing is a test.
 */
final class KeyOrders {
    private static final KeyOrder RETRY = keys("max", "backoff", "on");
    private static final KeyOrder DAY = keys("llm_calls", "tokens", "cost_usd");
    private static final KeyOrder LIMITS =
            keys("steps", "llm_calls", "tokens", "cost_usd", "duration", "day").with("day", DAY);
    private static final KeyOrder ESCALATE = keys("after", "by");
    private static final KeyOrder ROUTES = named(keys("to", "set", "in_a_row"));
    private static final KeyOrder NEXT = keys("match", "cases", "else").orList(keys("when", "to"));

    private static final KeyOrder APPROVE = keys(
                    "title",
                    "show",
                    "edit",
                    "when",
                    "require",
                    "by",
                    "count",
                    "not",
                    "within",
                    "use_within",
                    "recheck",
                    "remind",
                    "escalate",
                    "urgency",
                    "note")
            .with("escalate", ESCALATE);
    private static final KeyOrder ASK = keys(
                    "title", "show", "form", "choices", "by", "within", "remind", "escalate", "urgency")
            .with("escalate", ESCALATE);

    private static final KeyOrder RUNG = keys("clamp", "summarise").with("summarise", keys("model", "into"));
    private static final KeyOrder ITEM = keys(
                    "name",
                    "from",
                    "events",
                    "file",
                    "as",
                    "when",
                    "kinds",
                    "only",
                    "format",
                    "max",
                    "cut",
                    "last",
                    "max_age",
                    "keep",
                    "evict",
                    "required",
                    "priority",
                    "stable")
            .with("keep", keys("first", "last"))
            .with("evict", RUNG.orList());
    private static final KeyOrder LLM = keys(
                    "model",
                    "system",
                    "prompt",
                    "context",
                    "examples",
                    "output",
                    "choose",
                    "among",
                    "repair",
                    "temperature",
                    "max_output",
                    "timeout",
                    "retry")
            .with("context", keys("budget", "load").with("load", list(ITEM)))
            .with("examples", list(keys("input", "output")))
            .with("retry", RETRY);

    private static final KeyOrder STEP = keys("call", "flow", "llm", "with", "save", "approve", "retry", "timeout")
            .with("llm", LLM)
            .with("approve", APPROVE)
            .with("retry", RETRY);
    private static final KeyOrder STATE = keys(
                    "title",
                    "note",
                    "call",
                    "flow",
                    "llm",
                    "ask",
                    "wait",
                    "parallel",
                    "join",
                    "each",
                    "end",
                    "with",
                    "output",
                    "error",
                    "save",
                    "set",
                    "approve",
                    "retry",
                    "timeout",
                    "visits",
                    "otherwise",
                    "next")
            .with("llm", LLM)
            .with("ask", ASK)
            .with("wait", keys("for", "until", "event", "key", "where", "within"))
            .with("parallel", named(STEP))
            .with(
                    "each",
                    keys("item", "in", "max", "concurrency", "step", "on_item_error")
                            .with("step", STEP))
            .with("approve", APPROVE)
            .with("retry", RETRY)
            .with("otherwise", ROUTES)
            .with("next", NEXT);

    private static final KeyOrder ACTION = keys(
                    "description",
                    "http",
                    "java",
                    "mcp",
                    "exec",
                    "echo",
                    "args",
                    "returns",
                    "effect",
                    "delivery",
                    "risk",
                    "per_run",
                    "concurrency",
                    "fails")
            .with("http", keys("method", "url", "headers", "query", "body"))
            .with("mcp", keys("server", "tool", "schema"))
            .with("exec", keys("program", "args", "stdin"))
            .with("fails", list(keys("when", "code", "message")));
    /** Only what stands beside the schema has an order inside. */
    private static final KeyOrder DATA = keys("fetch")
            .with("fetch", keys("call", "with", "fresh", "retry", "timeout").with("retry", RETRY));

    private static final KeyOrder TRIGGER = keys("http", "schedule", "event")
            .with(
                    "http",
                    keys("path", "hmac", "input")
                            .with("hmac", keys("secret", "header", "timestamp", "id", "tolerance")))
            .with("schedule", keys("cron", "zone", "missed", "input"))
            .with("event", keys("name", "input"));

    static final KeyOrder FLOW = keys(
                    "signalbox",
                    "flow",
                    "version",
                    "title",
                    "description",
                    "owner",
                    "types",
                    "input",
                    "output",
                    "data",
                    "actions",
                    "events",
                    "key",
                    "limits",
                    "otherwise",
                    "triggers",
                    "start",
                    "states")
            .with("data", named(DATA))
            .with("actions", named(ACTION))
            .with("events", named(keys("payload", "lookback")))
            .with("limits", LIMITS)
            .with("otherwise", ROUTES)
            .with("triggers", list(TRIGGER))
            .with("states", named(STATE).asAiry());

    static final KeyOrder WORKSPACE = keys(
                    "signalbox",
                    "models",
                    "env",
                    "secrets",
                    "groups",
                    "people",
                    "http",
                    "exec",
                    "mcp",
                    "actions",
                    "channels",
                    "auth",
                    "stand_ins",
                    "defaults",
                    "limits",
                    "replies",
                    "retention",
                    ".signalbox-lint")
            .with(
                    "models",
                    named(keys(
                                    "provider",
                                    "model",
                                    "base_url",
                                    "api_key",
                                    "window",
                                    "takes",
                                    "price",
                                    "fallback",
                                    "concurrency",
                                    "rate",
                                    "structured",
                                    "prompt_cache_key")
                            .with("price", keys("input", "output", "cached", "cache_write"))
                            .with("rate", keys("requests", "tokens"))))
            .with("secrets", named(keys("hosts")))
            .with("http", keys("allow", "per_host"))
            .with(
                    "mcp",
                    keys("servers")
                            .with("servers", named(keys("command", "args", "env", "url", "headers", "concurrency"))))
            .with("people", named(keys("name", "groups", "roles", "known_as", "email", "channel")))
            .with("actions", named(ACTION))
            .with(
                    "channels",
                    named(keys("slack", "email", "webhook", "groups", "stuck")
                            .with("slack", keys("url"))
                            .with("email", keys("host", "port", "tls", "user", "password", "from", "to"))
                            .with("webhook", keys("url", "secret"))))
            .with(
                    "auth",
                    keys("tokens", "oidc", "proxy")
                            .with("oidc", keys("issuer", "client_id", "client_secret", "scopes", "person", "groups"))
                            .with("proxy", keys("from", "header", "secret")))
            .with("defaults", keys("limits", "context").with("limits", LIMITS).with("context", keys("budget")))
            .with("limits", keys("day").with("day", DAY));

    private static final KeyOrder ANSWER = keys("returns", "raw", "fails", "message", "crash");
    private static final KeyOrder MOVE = keys("after", "by", "approve", "reject", "answer", "nobody", "refused")
            .with("approve", keys("edit", "note"))
            .with("reject", keys("note"));
    private static final KeyOrder QUESTION = keys("contains", "excludes", "tokens", "dropped")
            .with("tokens", keys("min", "max"))
            .orList();
    private static final KeyOrder EXPECT = keys("path", "end", "output", "error", "data", "calls", "held", "context")
            .with("error", keys("kind", "message", "state", "attempt"))
            .with("held", named(keys("args", "title").orList()))
            .with("context", named(QUESTION));
    private static final KeyOrder CASE = keys(
                    "name",
                    "now",
                    "started_by",
                    "input",
                    "actions",
                    "models",
                    "people",
                    "events",
                    "cancel",
                    "replies",
                    "expect",
                    "table")
            .with("actions", named(ANSWER.orList()))
            .with("people", named(MOVE.orList(MOVE.orList())))
            .with("events", list(keys("after", "event", "key", "payload")))
            .with("cancel", keys("after"))
            .with("expect", EXPECT);

    static final KeyOrder TEST = keys("signalbox", "flow", "replies", "tests")
            .with("tests", list(CASE.with("table", list(CASE))).asAiry());

    /** A list of what was asked and answered. */
    static final KeyOrder REPLIES = list(KEPT);

    private KeyOrders() {}
}
