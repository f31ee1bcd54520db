package dev.signalbox.runtime.action;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The Java actions of a workspace: what {@link ServiceLoader} finds in {@code lib/*.jar}, loaded once. Its class loader takes the
 * JDK's and Signalbox's own classes (and Jackson's annotations, so that they are the same) from outside and everything else from
 * the jars first, so that an action brings the libraries it likes. What cannot be loaded is a {@link #problems problem}, and
 * hinders no other action. Whatever the jars hold runs with the rights of this program.
 */
public final class Library implements AutoCloseable {
    /** The folder in the workspace. */
    public static final String FOLDER = "lib";

    /** An odd configuration may fail again and again. */
    private static final int MOST_PROVIDERS = 1_000;

    private final @Nullable URLClassLoader loader;
    private final Map<SignalboxAction<?, ?>, String> actions = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Library(@Nullable URLClassLoader loader) {
        this.loader = loader;
    }

    /** Loads a workspace's jars; a folder without any has no action and no problem. */
    public static Library of(Path workspace) {
        List<String> unreadable = new ArrayList<>();
        List<URL> jars = jars(workspace.resolve(FOLDER), unreadable);
        Library library = new Library(jars.isEmpty() ? null : new Loader(jars));
        library.problems.addAll(unreadable);
        library.load();
        return library;
    }

    /** Each action and the file it came from. */
    Map<SignalboxAction<?, ?>, String> actions() {
        return Collections.unmodifiableMap(actions);
    }

    /** What the actions take and answer. */
    public List<Signature> signatures() {
        return actions.entrySet().stream()
                .map(entry -> Signature.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A sentence for each jar and each class that could not be loaded, and for each name that is there twice. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private static List<URL> jars(Path folder, List<String> unreadable) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.jar")) {
                all.forEach(files::add);
            } catch (IOException e) {
                unreadable.add("The folder " + FOLDER + " cannot be read: " + e.getMessage() + ".");
            }
        }
        Collections.sort(files);
        List<URL> jars = new ArrayList<>();
        for (Path file : files) {
            try {
                new JarFile(file.toFile()).close(); // it opens, or it is no jar
                jars.add(file.toUri().toURL());
            } catch (MalformedURLException e) {
                unreadable.add(FOLDER + "/" + file.getFileName() + " has a name that cannot be used.");
            } catch (IOException e) {
                unreadable.add(FOLDER + "/" + file.getFileName() + " is no jar that can be read: " + e.getMessage()
                        + ". Build it again, or take it away.");
            }
        }
        return jars;
    }

    @SuppressWarnings("rawtypes") // a service is a raw type
    private void load() {
        if (loader == null) {
            return;
        }
        Iterator<ServiceLoader.Provider<SignalboxAction>> providers = providers(loader);
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < MOST_PROVIDERS; i++) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<SignalboxAction> provider = providers.next();
                if (loader.equals(provider.type().getClassLoader())) {
                    add(provider.get(), names);
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                Throwable cause = e.getCause();
                problems.add("An action in " + FOLDER + " could not be loaded: " + e.getMessage()
                        + (cause == null ? "" : " (" + cause + ")") + ".");
            }
        }
    }

    @SuppressWarnings("rawtypes") // a service is a raw type
    private static Iterator<ServiceLoader.Provider<SignalboxAction>> providers(ClassLoader loader) {
        return ServiceLoader.load(SignalboxAction.class, loader).stream().iterator();
    }

    private void add(SignalboxAction<?, ?> action, Map<String, String> names) {
        URL code = action.getClass().getProtectionDomain().getCodeSource().getLocation();
        String file = code.getPath().substring(code.getPath().lastIndexOf('/') + 1);
        String from = FOLDER + "/" + file;
        String before = names.putIfAbsent(action.name(), from);
        if (before == null) {
            actions.put(action, from);
        } else {
            problems.add("Two Java actions are called " + action.name() + ": the one of " + before
                    + " is used, that of " + from + " is not.");
        }
    }

    @Override
    public void close() {
        if (loader != null) {
            try {
                loader.close();
            } catch (IOException e) {
                problems.add("The jars of " + FOLDER + " could not be closed: " + e.getMessage() + ".");
            }
        }
    }

    /** The jars first, but for what both sides must mean the same by. */
    private static final class Loader extends URLClassLoader {
        private static final List<String> SHARED = List.of(
                "java.", "javax.", "jdk.", "sun.", "dev.signalbox.", "com.fasterxml.jackson.annotation.", "org.slf4j.");

        static {
            registerAsParallelCapable();
        }

        Loader(List<URL> jars) {
            super("signalbox-lib", jars.toArray(URL[]::new), SignalboxAction.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> found = findLoadedClass(name);
                if (found == null) {
                    try {
                        found = findClass(name);
                    } catch (ClassNotFoundException elsewhere) {
                        return super.loadClass(name, resolve);
                    }
                }
                if (resolve) {
                    resolveClass(found);
                }
                return found;
            }
        }
    }
}
