package dev.signalbox.store.sql;

import dev.signalbox.store.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers no question, but writes down how the database would go about it, with the values that were asked with. */
final class Explained implements Reading, AutoCloseable {
    private final Connection connection;
    private final Sql sql;
    private final List<String> steps = new ArrayList<>();

    Explained(Database database) throws SQLException {
        connection = database.connect();
        sql = new Sql(before(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("prepareStatement")) {
                return call(connection, method, arguments);
            }
            return explaining(connection.prepareStatement(database.explain() + arguments[0]));
        }));
    }

    private PreparedStatement explaining(PreparedStatement statement) {
        return before(PreparedStatement.class, (method, arguments) -> {
            Object answer = call(statement, method, arguments);
            if (answer instanceof ResultSet rows) {
                while (rows.next()) {
                    steps.add(rows.getString(rows.getMetaData().getColumnCount()));
                }
            }
            return answer;
        });
    }

    /** What was to be done since it was asked last. */
    List<String> steps() {
        List<String> its = List.copyOf(steps);
        steps.clear();
        return its;
    }

    @Override
    public <T> T read(Question<T> question) {
        try {
            return question.ask(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T> T readAtOnce(Question<T> question) {
        return read(question);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }

    private interface Handler {
        @Nullable
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T before(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments == null ? new Object[0] : arguments)));
    }

    private static @Nullable Object call(Object behind, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
