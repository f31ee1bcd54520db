package dev.signalbox.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application says of its engine, under {@code signalbox}.
 *
 * @param enabled whether there is an engine at all
 * @param workspace the folder with signalbox.yaml, or classpath:NAME for one that the application brings along
 * @param database where runs are kept
 * @param models who answers for models: the workspace's own, or recorded replies
 * @param drain how long the shutdown waits for calls under way before it interrupts them, to be taken up at the next start
 * @param takeUp what becomes of runs that another process left under way
 * @param brokenFlows what a flow does to the start that has an error or calls an action that no bean has
 * @param console the web console, which needs signalbox-console on the class path
 */
@ConfigurationProperties("signalbox")
public record SignalboxProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("flows") String workspace,
        @DefaultValue Database database,
        @DefaultValue("workspace") ModelSource models,
        @DefaultValue("5s") Duration drain,
        @DefaultValue("true") boolean takeUp,
        @DefaultValue("refuse") BrokenFlows brokenFlows,
        @DefaultValue Console console) {

    /**
     * Where runs are kept.
     *
     * @param url sqlite:PATH, postgresql://HOST/NAME, or memory; left out, .signalbox/signalbox.db in the workspace
     * @param username of PostgreSQL, when the URL names none
     * @param password of PostgreSQL, when the URL names none
     * @param schema of PostgreSQL, made when it is not there; left out with the application's own database, it is signalbox
     * @param ofApplication whether to use the PostgreSQL database that spring.datasource names, over connections of the engine's own
     */
    public record Database(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String schema,
            @DefaultValue("false") boolean ofApplication) {}

    /**
     * The console on a port of its own.
     *
     * @param enabled whether to start it
     * @param address what it binds to; another than this machine's own takes people in signalbox.yaml who can sign in
     * @param port 0 for any free one
     * @param publicUrl where browsers reach it, behind a proxy
     * @param edit whether authors may save flow files though other machines reach it
     */
    public record Console(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("7420") int port,
            @Nullable String publicUrl,
            @DefaultValue("false") boolean edit) {}

    /** Who answers for models. */
    public enum ModelSource {
        /** The providers of signalbox.yaml. */
        WORKSPACE,
        /** Recorded replies, and people where none is recorded. */
        RECORDED
    }

    /** What a broken flow does to the start. */
    public enum BrokenFlows {
        /** The application does not start. */
        REFUSE,
        /** The log says so; the other flows are served. */
        WARN
    }
}
