package dev.signalbox.runtime.model;

import dev.signalbox.core.context.Question;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.port.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions and models in a few words. */
final class Calls {
    private static final Place PLACE = new Place(Span.point("signalbox.yaml", 1, 1), "");

    private Calls() {}

    static Effect.ModelCall ask(String schema, @Nullable Duration timeout) {
        return ask(
                schema, timeout, List.of(said(Message.Role.SYSTEM, "Be brief."), said(Message.Role.USER, "What now?")));
    }

    static Effect.ModelCall ask(String schema, @Nullable Duration timeout, List<Message> messages) {
        Object json = JsonText.parse(schema);
        return new Effect.ModelCall(
                new StepId(new RunId("r1"), new StateName("classify"), 1, ""),
                new FlowName("desk"),
                1,
                new ModelName("fast"),
                messages,
                json,
                Question.hash(messages, json),
                0.5,
                300,
                timeout);
    }

    static Message said(Message.Role role, String text) {
        return new Message(role, List.of(new Message.Part("", text, true)));
    }

    static Workspace.Model model(String name, Provider provider, @Nullable String url, String... fallback) {
        Template key = new Template.Only(new Expr(0, "secret.KEY", PLACE, 0), PLACE);
        return new Workspace.Model(
                new ModelName(name),
                provider,
                "model-1",
                url == null ? null : new Template.Literal(url, PLACE),
                key,
                1000,
                new Workspace.Price(1, 10, 0.1, 2),
                List.of(fallback).stream().map(ModelName::new).toList(),
                null,
                null,
                Workspace.Structured.SCHEMA,
                false,
                Set.of(),
                PLACE);
    }

    static Workspace.Model structured(Workspace.Model of, Workspace.Structured how) {
        return with(of, how, false);
    }

    static Workspace.Model keyed(Workspace.Model of) {
        return with(of, of.structured(), true);
    }

    private static Workspace.Model with(Workspace.Model of, Workspace.Structured how, boolean keyed) {
        return new Workspace.Model(
                of.name(),
                of.provider(),
                of.model(),
                of.baseUrl(),
                of.apiKey(),
                of.window(),
                of.price(),
                of.fallback(),
                of.concurrency(),
                of.rate(),
                how,
                keyed,
                of.takes(),
                of.place());
    }

    static Environment environment(Map<String, String> secrets) {
        return new Environment() {
            @Override
            public Map<String, String> env() {
                return Map.of();
            }

            @Override
            public @Nullable String secret(String name) {
                return secrets.get(name);
            }
        };
    }

    static Map<ModelName, Workspace.Model> models(Workspace.Model... models) {
        Map<ModelName, Workspace.Model> all = new java.util.LinkedHashMap<>();
        for (Workspace.Model model : models) {
            all.put(model.name(), model);
        }
        return all;
    }
}
