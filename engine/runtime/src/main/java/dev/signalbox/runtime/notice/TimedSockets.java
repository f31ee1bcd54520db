package dev.signalbox.runtime.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/** Plain sockets that are closed together when the time is over; TLS is laid over them by whoever asked. */
final class TimedSockets extends SocketFactory {
    private final List<Socket> open = new ArrayList<>();
    private boolean over;

    /** Ends every exchange, and lets none begin. */
    synchronized void giveUp() {
        over = true;
        open.forEach(TimedSockets::close);
    }

    synchronized boolean gaveUp() {
        return over;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    private synchronized Socket watched(Socket socket) throws SocketException {
        if (over) {
            close(socket);
            throw new SocketException("the time is over");
        }
        open.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return watched(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return watched(new Socket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return watched(new Socket(host, port, from, fromPort));
    }
}
