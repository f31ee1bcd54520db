package dev.signalbox.cli.lsp;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/** Checks a workspace a moment after it changed, and tells the client what was found in each of its files. */
final class Publisher implements AutoCloseable {
    /** After a change, so that a word is not checked letter by letter. */
    private static final long DEBOUNCE_MS = 150;

    private static final Logger LOG = Logger.getLogger(Publisher.class.getName());

    private final OpenFiles open;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lsp-check");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Path, Future<?>> due = new HashMap<>();
    private final Map<Path, Set<String>> told = new HashMap<>();
    private volatile @Nullable LanguageClient client;
    private volatile Positions.Encoding encoding = Positions.Encoding.UTF_16;

    Publisher(OpenFiles open) {
        this.open = open;
    }

    void use(LanguageClient connected, Positions.Encoding agreed) {
        client = connected;
        encoding = agreed;
    }

    synchronized void changed(Project project) {
        schedule(project, DEBOUNCE_MS);
    }

    synchronized void opened(Project project) {
        schedule(project, 0);
    }

    private void schedule(Project project, long after) {
        Future<?> before = due.put(project.root(), worker.schedule(() -> check(project), after, TimeUnit.MILLISECONDS));
        if (before != null) {
            before.cancel(false);
        }
    }

    private void check(Project project) {
        try {
            publish(project, project.check());
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.log(Level.WARNING, "a workspace could not be checked", defect);
        }
    }

    private void publish(Project project, Map<String, List<Diagnostic>> found) {
        LanguageClient connected = client;
        if (connected == null) {
            return;
        }
        Set<String> now = new HashSet<>();
        Set<String> files = new HashSet<>(told.getOrDefault(project.root(), Set.of()));
        files.addAll(found.keySet());
        for (String path : files) {
            List<Diagnostic> findings = found.getOrDefault(path, List.of());
            OpenFiles.OpenFile opened = open.get(project.file(path));
            boolean news = !findings.isEmpty()
                    || opened != null
                    || told.getOrDefault(project.root(), Set.of()).contains(path);
            if (news) {
                connected.publishDiagnostics(params(project, path, findings, opened));
                now.add(path);
            }
        }
        told.put(project.root(), now);
    }

    private PublishDiagnosticsParams params(
            Project project, String path, List<Diagnostic> findings, OpenFiles.@Nullable OpenFile opened) {
        Positions positions = positions(project, path);
        PublishDiagnosticsParams params = new PublishDiagnosticsParams(
                project.uri(path),
                findings.stream()
                        .map(one -> Answers.diagnostic(one, positions, span -> location(project, span)))
                        .toList());
        if (opened != null) {
            params.setVersion(opened.version());
        }
        return params;
    }

    Location location(Project project, Span span) {
        return new Location(
                project.uri(span.file()), positions(project, span.file()).range(span));
    }

    private Positions positions(Project project, String path) {
        String text = project.recent().text(path);
        return new Positions(text == null ? "" : text, encoding);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
