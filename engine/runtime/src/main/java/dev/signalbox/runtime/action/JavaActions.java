package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Actions written in Java: those given to the builder, and behind them those that {@link ServiceLoader} finds on the
 * class path and in the workspace's {@link Library}. Arguments
 * become the action's record and its answer becomes JSON values through Jackson. Each try runs on a thread of its own, which is
 * interrupted when its time is up and not waited for; whether it did anything then is unknown unless it may be repeated.
 */
public final class JavaActions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JavaActions.class);

    private final Map<String, SignalboxAction<?, ?>> actions;
    private final @Nullable Library library;

    private JavaActions(Map<String, SignalboxAction<?, ?>> actions, @Nullable Library library) {
        this.actions = Map.copyOf(actions);
        this.library = library;
    }

    /** With one more, which nobody else may be named as. */
    public JavaActions with(SignalboxAction<?, ?> action) {
        Map<String, SignalboxAction<?, ?>> more = new LinkedHashMap<>(actions);
        more.put(action.name(), action);
        return new JavaActions(more, library);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An action as a function of its record. */
    @FunctionalInterface
    public interface Body<A, R> {
        R call(A arguments) throws Exception;
    }

    /** Collects actions; a name given twice is refused. */
    public static final class Builder {
        private final List<SignalboxAction<?, ?>> given = new ArrayList<>();
        private boolean discover;
        private @Nullable Path workspace;

        private Builder() {}

        public Builder add(SignalboxAction<?, ?> action) {
            given.add(action);
            return this;
        }

        /** A function under a name, typed by the record of its arguments. */
        public <A, R> Builder add(String name, Class<A> arguments, Body<A, R> body) {
            return add(new Function<>(name, arguments, body));
        }

        /** Also takes what {@link ServiceLoader} finds; a name given by hand goes before. */
        public Builder discover() {
            discover = true;
            return this;
        }

        /** A function whose answer's type is known too, so that declared {@code returns} can be held against it. */
        public <A, R> Builder add(String name, Class<A> arguments, Class<R> returns, Body<A, R> body) {
            return add(new TypedFunction<>(name, arguments, returns, body));
        }

        /** Also takes the jars of that workspace's {@code lib} folder, behind what the other ways give. */
        public Builder library(Path folder) {
            workspace = folder;
            return this;
        }

        public JavaActions build() {
            Map<String, SignalboxAction<?, ?>> all = new LinkedHashMap<>();
            for (SignalboxAction<?, ?> action : given) {
                if (all.putIfAbsent(action.name(), action) != null) {
                    throw new IllegalArgumentException("two actions are named " + action.name());
                }
            }
            if (discover) {
                for (SignalboxAction<?, ?> action : ServiceLoader.load(SignalboxAction.class)) {
                    all.putIfAbsent(action.name(), action);
                }
            }
            Library library = workspace == null ? null : Library.of(workspace);
            if (library != null) {
                library.problems().forEach(problem -> LOG.warn("{}", problem));
                library.actions().keySet().forEach(action -> all.putIfAbsent(action.name(), action));
            }
            return new JavaActions(all, library);
        }
    }

    private record TypedFunction<A, R>(String name, Class<A> arguments, Class<R> returns, Body<A, R> body)
            implements SignalboxAction<A, R> {
        @Override
        public R call(A arguments, ActionContext call) throws Exception {
            return body.call(arguments);
        }
    }

    private record Function<A, R>(String name, Class<A> arguments, Body<A, R> body) implements SignalboxAction<A, R> {
        @Override
        public R call(A arguments, ActionContext call) throws Exception {
            return body.call(arguments);
        }
    }

    /** What each takes and answers, by its name, but for what every engine has. */
    private Map<String, Signature> signatures() {
        Map<String, Signature> known = new TreeMap<>();
        actions.forEach((name, action) ->
                known.put(name, Signature.of(action, action.getClass().getName())));
        known.remove(Emit.NAME);
        return known;
    }

    /**
     * The Java actions that a workspace declares and these do not have, or that take or answer something else, a sentence
     * each with the declaration's place. Empty while there is no action at all: such a program only looks.
     */
    public List<String> misfits(LoadedWorkspace workspace) {
        Map<String, Signature> known = signatures();
        List<String> found = new ArrayList<>();
        if (!known.isEmpty()) {
            Stream.concat(
                            workspace.workspace().actions().values().stream(),
                            workspace.flows().values().stream()
                                    .map(ReadFlow::flow)
                                    .filter(Objects::nonNull)
                                    .flatMap(flow -> flow.actions().values().stream())
                                    .filter(action -> !action.shared()))
                    .forEach(action -> misfit(action, known, found));
        }
        return found;
    }

    private static void misfit(Action declared, Map<String, Signature> known, List<String> found) {
        if (!(declared.transport() instanceof Transport.Java java)
                || java.name().equals(Emit.NAME)) {
            return;
        }
        Span span = declared.place().span();
        String at = span.file() + ":" + span.line() + ":" + span.column() + ": the action " + declared.name()
                + " is `java: " + java.name() + "`, ";
        Signature given = known.get(java.name());
        if (given == null) {
            found.add(at + "which nobody gave; there is " + String.join(", ", known.keySet()) + ".");
        } else {
            given.against(declared).forEach(words -> found.add(at + "which does not agree: " + words + "."));
        }
    }

    ActionOutcome call(Effect.ActionCall call, String name) throws InterruptedException {
        SignalboxAction<?, ?> action = actions.get(name);
        if (action == null) {
            String known = actions.isEmpty() ? "none" : String.join(", ", new TreeSet<>(actions.keySet()));
            return failed(
                    "value",
                    "No Java action is named " + name + ". Known: " + known
                            + ". Put its jar into the workspace's lib folder, or give it to Signalbox.builder().");
        }
        return run(call, action);
    }

    private static <A> ActionOutcome run(Effect.ActionCall call, SignalboxAction<A, ?> action)
            throws InterruptedException {
        A arguments;
        try {
            arguments = Values.MAPPER.convertValue(Values.plain(call.args()), action.arguments());
        } catch (JacksonException e) {
            return failed("value", "The arguments do not fit " + action.name() + ": " + e.getOriginalMessage());
        }
        ActionContext context =
                new ActionContext(call.step().run().value(), call.step().state().value(), call.attempt(), call.key());
        Duration timeout = call.timeout() == null ? HttpActions.DEFAULT_TIMEOUT : call.timeout();
        FutureTask<@Nullable Object> work = new FutureTask<>(() -> action.call(arguments, context));
        Thread thread =
                Thread.ofVirtual().name("signalbox-action-" + action.name()).unstarted(work);
        // What an action loads by name comes from its own jar.
        thread.setContextClassLoader(action.getClass().getClassLoader());
        thread.start();
        try {
            return answered(work.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            // An action that goes on all the same is let go of: it holds up neither its run nor the end of the engine.
            work.cancel(true);
            return outOfTime(call, action.name(), timeout);
        } catch (InterruptedException e) {
            work.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return thrown(action.name(), e.getCause() == null ? e : e.getCause());
        }
    }

    private static ActionOutcome thrown(String name, Throwable problem) {
        if (problem instanceof ActionException own) {
            return failed("action." + own.code(), own.sentence());
        }
        if (problem instanceof Error) {
            LOG.error("The Java action {} failed", name, problem);
        }
        return failed("action.error", name + " failed: " + why(problem));
    }

    private static ActionOutcome answered(@Nullable Object answer) {
        try {
            Object result = Values.of(answer);
            return new ActionOutcome.Answered(result, Map.of("body", result));
        } catch (JacksonException e) {
            return failed("value", "The answer cannot be written as JSON: " + e.getMessage());
        }
    }

    private static ActionOutcome outOfTime(Effect.ActionCall call, String name, Duration timeout) {
        String message = name + " did not answer within " + HttpActions.seconds(timeout) + ".";
        return HttpActions.mayHaveHappened(call)
                ? new ActionOutcome.Unknown("timeout", message)
                : failed("timeout", message);
    }

    private static String why(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static ActionOutcome failed(String kind, String message) {
        return new ActionOutcome.Failed(kind, message, null, null);
    }

    /** Closes the workspace's jars. */
    @Override
    public void close() {
        if (library != null) {
            library.close();
        }
    }
}
