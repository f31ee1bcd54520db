package dev.signalbox.spring;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.action.Library;
import dev.signalbox.runtime.action.SignalboxAction;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.listen.RunListener;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import dev.signalbox.runtime.telemetry.Several;
import dev.signalbox.spring.SignalboxProperties.BrokenFlows;
import dev.signalbox.spring.SignalboxProperties.ModelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Builds the engine of what an application says and has; everything that stands in the way is a {@link SetupException}. */
final class EngineSetup {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSetup.class);

    private final SignalboxProperties properties;
    private final Environment environment;
    private final DatabaseAddress.@Nullable Login application;
    private final List<SignalboxAction<?, ?>> actions = new ArrayList<>();
    private final List<RunListener> listeners = new ArrayList<>();
    private final List<EngineCustomizer> customizers = new ArrayList<>();
    private @Nullable ModelPort models;
    private Telemetry telemetry = Telemetry.NONE;

    EngineSetup(SignalboxProperties properties, Environment environment, DatabaseAddress.@Nullable Login application) {
        this.properties = properties;
        this.environment = environment;
        this.application = application;
    }

    EngineSetup with(List<? extends SignalboxAction<?, ?>> more) {
        actions.addAll(more);
        return this;
    }

    EngineSetup models(@Nullable ModelPort own) {
        models = own;
        return this;
    }

    EngineSetup telemetry(List<Telemetry> own) {
        telemetry = Several.of(own);
        return this;
    }

    EngineSetup listener(RunListener own) {
        listeners.add(own);
        return this;
    }

    EngineSetup listeners(List<RunListener> own) {
        listeners.addAll(own);
        return this;
    }

    EngineSetup customizers(List<EngineCustomizer> own) {
        customizers.addAll(own);
        return this;
    }

    EngineHolder build() {
        String database = DatabaseAddress.of(properties.database(), application);
        WorkspaceFolder folder = WorkspaceFolder.of(properties.workspace());
        try {
            if (folder.passing() && database == null) {
                throw new SetupException(
                        "The workspace " + properties.workspace()
                                + " is part of the application, and nothing says where runs are kept.",
                        "Set signalbox.database.url (postgresql://…, sqlite:PATH, or memory for what may be lost), or"
                                + " signalbox.database.of-application=true.",
                        null);
            }
            check(folder);
            return new EngineHolder(engine(folder, database), folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private void check(WorkspaceFolder folder) {
        List<String> found = WorkspaceCheck.of(folder.path(), actionNames(folder));
        if (found.isEmpty()) {
            return;
        }
        if (properties.brokenFlows() == BrokenFlows.WARN) {
            found.forEach(line -> LOG.warn("{}", line));
            return;
        }
        throw new SetupException(
                "The workspace " + properties.workspace() + " does not fit this application:\n\n    "
                        + String.join("\n    ", found),
                "Mend the files (`signalbox validate` shows the same with its reasons), or give the application the actions"
                        + " that are missing: a method with @FlowAction(NAME), a SignalboxAction bean, or a jar in the"
                        + " workspace's lib/. signalbox.broken-flows=warn starts it with what is sound.",
                null);
    }

    /** Those of beans, of the class path and of the workspace's {@code lib/}; also refuses a name that two beans have. */
    private Set<String> actionNames(WorkspaceFolder folder) {
        Set<String> names = new TreeSet<>();
        for (SignalboxAction<?, ?> action : actions) {
            if (!names.add(action.name())) {
                throw new SetupException(
                        "Two beans have the action " + action.name() + ".",
                        "Rename one; a flow's `java:` names exactly one.",
                        null);
            }
        }
        ServiceLoader.load(SignalboxAction.class).forEach(action -> names.add(action.name()));
        try (Library library = Library.of(folder.path())) {
            library.signatures().forEach(action -> names.add(action.name()));
        }
        return names;
    }

    private Engine engine(WorkspaceFolder folder, @Nullable String database) {
        Signalbox.Builder builder = Signalbox.builder()
                .workspace(folder.path())
                .bounds(Bounds.DEFAULT.withDrain(properties.drain()))
                .telemetry(telemetry)
                .environment(names(folder));
        if (database != null) {
            builder.database(database);
        }
        if (properties.models() == ModelSource.RECORDED) {
            builder.recordedModels();
        }
        if (models != null) {
            builder.models(models);
        }
        actions.forEach(builder::action);
        listeners.forEach(builder::listener);
        // Taken up by the lifecycle, once every bean is there.
        builder.takesUpLater();
        customizers.forEach(one -> one.customize(builder));
        try {
            return builder.build();
        } catch (StoreException e) {
            throw new SetupException(
                    "The engine's store cannot be opened: " + e.getMessage(),
                    "Look whether the database of signalbox.database is there, reached and not another process's.",
                    e);
        } catch (Problem e) {
            throw new SetupException(
                    "The workspace " + properties.workspace() + " cannot be served: " + e.getMessage(),
                    "Run `signalbox validate` in its folder.",
                    e);
        }
    }

    /** What the workspace reads of its environment, from the application's properties where the process has none of that name. */
    private Map<String, String> names(WorkspaceFolder folder) {
        Map<String, String> all = new HashMap<>(System.getenv());
        Workspace workspace = dev.signalbox.dsl.read.WorkspaceFolder.load(
                        new dev.signalbox.dsl.read.FileSources(folder.path()))
                .workspace();
        Set<String> names = new TreeSet<>(workspace.env());
        names.addAll(workspace.secrets().keySet());
        for (String name : names) {
            String value = environment.getProperty(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        return all;
    }
}
