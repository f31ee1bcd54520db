package dev.signalbox.cli.lsp;

import dev.signalbox.cli.Terminal;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** The server on stdin and stdout, until the client says exit, closes the pipe or dies. Nothing else is written to stdout. */
public final class StdioServer {
    private StdioServer() {}

    /** The exit code of the protocol: 0 after shutdown and exit, 1 for any other end. */
    public static int serve(Terminal terminal) {
        // What a library prints must not end up between two messages.
        PrintStream before = System.out;
        System.setOut(terminal.err());
        CompletableFuture<Integer> end = new CompletableFuture<>();
        ExecutorService reader = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "lsp-reader");
            thread.setDaemon(true);
            return thread;
        });
        try (SignalboxLanguageServer server = new SignalboxLanguageServer(end)) {
            Launcher<LanguageClient> launcher =
                    LSPLauncher.createServerLauncher(server, terminal.in(), terminal.out(), reader, out -> out);
            server.connect(launcher.getRemoteProxy());
            Future<Void> listening = launcher.startListening();
            reader.execute(() -> awaitClosed(listening, end));
            return end.join();
        } finally {
            reader.shutdownNow();
            System.setOut(before);
        }
    }

    private static void awaitClosed(Future<Void> listening, CompletableFuture<Integer> end) {
        try {
            listening.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException broken) {
            java.util.logging.Logger.getLogger(StdioServer.class.getName())
                    .log(java.util.logging.Level.WARNING, "the client's messages cannot be read", broken.getCause());
        }
        end.complete(1);
    }
}
