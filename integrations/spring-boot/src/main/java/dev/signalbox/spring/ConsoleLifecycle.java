package dev.signalbox.spring;

import dev.signalbox.console.ConsoleConfig;
import dev.signalbox.console.ConsoleServer;
import dev.signalbox.console.access.Admission;
import dev.signalbox.console.api.Setup;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.api.Problem;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/** Starts the console after the engine has taken up, and stops it before the engine drains. */
final class ConsoleLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLifecycle.class);

    private final EngineHolder holder;
    private final SignalboxProperties.Console settings;
    private final Environment environment;
    private volatile @Nullable ConsoleServer server;

    ConsoleLifecycle(EngineHolder holder, SignalboxProperties.Console settings, Environment environment) {
        this.holder = holder;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void start() {
        try {
            ConsoleServer started = ConsoleServer.start(holder.engine(), config());
            server = started;
            LOG.info("The console is at {}; sign in once at {}", started.url(), started.signInUrl());
        } catch (Problem e) {
            throw new SetupException(
                    "The console does not start: " + e.getMessage(),
                    "Change signalbox.console.port or signalbox.console.address, or leave the console out.",
                    e);
        }
    }

    private ConsoleConfig config() {
        Engine engine = holder.engine();
        Map<String, String> process = System.getenv();
        Supplier<Workspace> workspace = engine::soundWorkspace;
        WorkspaceEnvironment secrets = new WorkspaceEnvironment(workspace, process, Map.of());
        ConsoleConfig config = ConsoleConfig.of(holder.folder().path(), process)
                .withPort(settings.port())
                .withAdmission(() -> Admission.of(workspace.get(), process, secrets::secret))
                .withSetup(new Setup(
                        workspace,
                        name -> secrets.secret(name) != null || environment.containsProperty(name),
                        "",
                        engine.shared() ? "PostgreSQL" : "SQLite"))
                .withAddress(settings.address())
                .withEdit(settings.edit());
        return settings.publicUrl() == null ? config : config.withPublicUrl(settings.publicUrl());
    }

    /** Where it is reached; null while it does not run. */
    @Nullable
    String url() {
        ConsoleServer running = server;
        return running == null ? null : running.url();
    }

    @Override
    public void stop() {
        ConsoleServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return EngineLifecycle.PHASE + 1;
    }
}
