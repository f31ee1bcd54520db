package dev.signalbox.runtime.action;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the workspace declares and this deployment sets, and nothing else: {@code env} from the process's environment or
 * a running stand-in, secrets from a file {@code NAME} in the folder that {@code SIGNALBOX_SECRETS} names, else from the
 * process's environment. An empty value counts as not set. Values are read at each use, so that a changed secret file
 * serves the next call; no message holds one.
 */
public final class WorkspaceEnvironment implements Environment {
    /** The environment name of the folder with one file for each secret. */
    public static final String SECRETS_FOLDER = "SIGNALBOX_SECRETS";

    private static final int LARGEST_SECRET = 64 * 1024;

    private final Supplier<Set<String>> declaredEnv;
    private final Supplier<Set<String>> declaredSecrets;
    private final Map<String, String> process;
    private final Map<String, String> standIns;

    /**
     * Reads the workspace's declarations at each use.
     *
     * @param process the process's environment, {@code System.getenv()}
     * @param standIns the names that stand-ins set, with their addresses; the process's own value goes before
     */
    public WorkspaceEnvironment(
            Supplier<Workspace> workspace, Map<String, String> process, Map<String, String> standIns) {
        this(() -> workspace.get().env(), () -> workspace.get().secrets().keySet(), process, standIns);
    }

    WorkspaceEnvironment(
            Supplier<Set<String>> declaredEnv,
            Supplier<Set<String>> declaredSecrets,
            Map<String, String> process,
            Map<String, String> standIns) {
        this.declaredEnv = declaredEnv;
        this.declaredSecrets = declaredSecrets;
        this.process = Map.copyOf(process);
        this.standIns = Map.copyOf(standIns);
    }

    @Override
    public Map<String, String> env() {
        Map<String, String> values = new TreeMap<>();
        for (String name : declaredEnv.get()) {
            String value = set(process.get(name));
            if (value == null) {
                value = set(standIns.get(name));
            }
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    @Override
    public @Nullable String secret(String name) {
        if (!declaredSecrets.get().contains(name)) {
            return null;
        }
        String mounted = mounted(name);
        return mounted != null ? mounted : set(process.get(name));
    }

    /** A sentence for each declared name without a value: what is missing and how to set it. */
    public List<String> missing() {
        List<String> sentences = new ArrayList<>();
        Map<String, String> present = env();
        declaredEnv.get().stream()
                .filter(name -> !present.containsKey(name))
                .sorted()
                .forEach(name -> sentences.add(missingEnv(name)));
        declaredSecrets.get().stream()
                .filter(name -> secret(name) == null)
                .sorted()
                .forEach(name -> sentences.add(missingSecret(name)));
        return sentences;
    }

    /** What to say when a declared environment name has no value. */
    public static String missingEnv(String name) {
        return "The environment name " + name
                + " is not set. Set it in the environment that starts Signalbox, or name a"
                + " stand-in for it under stand_ins in signalbox.yaml.";
    }

    /** What to say when a declared secret has no value. */
    public static String missingSecret(String name) {
        return "The secret " + name
                + " is not set. Set it in the environment that starts Signalbox, or put it into a file " + name
                + " in the folder that " + SECRETS_FOLDER + " names.";
    }

    private @Nullable String mounted(String name) {
        String folder = set(process.get(SECRETS_FOLDER));
        if (folder == null || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.startsWith(".")) {
            return null;
        }
        Path file = Path.of(folder).resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_SECRET) {
                return null;
            }
            return set(Files.readString(file, StandardCharsets.UTF_8).stripTrailing());
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String set(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
