package dev.signalbox.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a database of 100,000 runs goes about the lists: along an index, looking at no row that is not asked for, and without
 * sorting what it does not give. The statements are the store's own, but for the few that are written out here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FullDatabase {
    private static final int ROWS = 100_000;
    private static final int PAGE = 51;

    private static final FlowName COMMON = new FlowName("flow1");
    private static final FlowName RARE = new FlowName("rare");
    private static final Instant NOON = Instant.ofEpochMilli(ROWS / 2);
    private static final RunStore.RunCursor CURSOR = new RunStore.RunCursor(NOON, new RunId("r1050000"));

    protected Database database;
    private Explained explained;
    private Lists lists;
    private HoldLists holdLists;
    private DecidedLists decidedLists;

    /** @param folder where files may be made */
    protected abstract Database database(Path folder);

    /** A step that looks at every row of a table there are many in. */
    protected abstract Pattern wholeTable();

    /** A step that puts rows into an order. */
    protected abstract Pattern sorting();

    @BeforeAll
    void fillTheTables(@TempDir Path folder) throws Exception {
        database = database(folder);
        database.open().close();
        String numbers = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < " + ROWS + ") ";
        // One run in a hundred is under way and one in ten waits; ten flows, as in a shop that has run for a while.
        fill(
                "run (id, flow, version, key, bundle, status, open, state, seq, parent_run, started_by, started_at,"
                        + " updated_at, wake_at, usage)",
                numbers,
                "'r' || (1000000 + n), CASE WHEN n % 1000 = 1 THEN 'rare' ELSE 'flow' || (n % 10) END, '1.0.0', 'k' || n, 'b', CASE WHEN n % 100 = 0 THEN 'running'"
                        + " WHEN n % 10 = 1 THEN 'paused' WHEN n % 1000 = 2 THEN 'stuck' ELSE 'succeeded' END,"
                        + " CASE WHEN n % 100 = 0 OR n % 10 = 1 OR n % 1000 = 2 THEN 1 ELSE 0 END, 'a', 5,"
                        + " CASE WHEN n % 20 = 0 THEN 'r' || (1000000 + n / 20) END, 'sam', n, n,"
                        + " CASE WHEN n % 20 = 1 THEN n END, '{}'");
        fill(
                "commit_log (" + tokenColumn() + "run, first_seq, n, at, body)",
                numbers,
                token() + "'r' || (1000000 + n % 100), n, 1, n, '[]'");
        fill(
                "effect (step, kind, attempt, owner, claim_no, sent, body)",
                numbers,
                "'r' || (1000000 + n) || '/a/1/', 'ActionCall', 1, CASE WHEN n % 1000 = 0 THEN 0 ELSE 7 END, 1, 0, '{}'");
        fill(
                "hold (id, run, flow, due, body)",
                numbers,
                "'r' || (1000000 + n) || '.a.1', 'r' || (1000000 + n), 'flow' || (n % 10), n, '{}'");
        fill(
                "hold_line (" + HoldRows.LINE + ")",
                numbers,
                "'r' || (1000000 + n) || '.a.1', 'flow' || (n % 10), 'a', 'sam', 0, '[]', n % 3, n,"
                        + " n, n, 0, 'what now? k' || n");
        fill(
                "decision (" + HoldRows.DECISION + ")",
                numbers,
                "'r' || (2000000 + n) || '.a.1', 'r' || (2000000 + n), 'flow' || (n % 10), '1.0.0', 'k' || n, 'a', 'approve',"
                        + " 'What now?', NULL, 'sam', '[]', 1, n, NULL, n + 5, 'approved', 'person' || (n % 50), 'api', 1,"
                        + " NULL, 0, '0.0', 'what now? k' || n");
        fill("claim (hold, person, until)", numbers, "'r' || (1000000 + n) || '.a.1', 'person' || (n % 50), n");
        fill("look (hold, person, looked_at)", numbers, "'r' || (2000000 + n) || '.a.1', 'person' || (n % 50), n");
        fill(
                "hold_group (grp, due, hold)",
                numbers,
                "CASE WHEN n % 500 = 7 THEN 'few' ELSE 'group' || (n % 50) END, n, 'r' || (1000000 + n) || '.a.1'");
        fill(
                "waiter (event, key, run, step)",
                numbers,
                "'paid', 'k' || n, 'r' || (1000000 + n), 'r' || (1000000 + n) || '/a/1/'");
        explained = new Explained(database);
        lists = new Lists(explained);
        holdLists = new HoldLists(explained);
        decidedLists = new DecidedLists(explained);
    }

    private void fill(String table, String numbers, String values) throws SQLException {
        database.execute("INSERT INTO " + table + " " + numbers + "SELECT " + values + " FROM c");
    }

    /** What this database's log has besides. */
    protected String tokenColumn() {
        return "";
    }

    protected String token() {
        return "";
    }

    @AfterAll
    void close() throws SQLException {
        explained.close();
    }

    private List<String> steps(Consumer<Lists> asked) {
        asked.accept(lists);
        return steps();
    }

    private List<String> steps() {
        List<String> steps = explained.steps();
        assertEquals(
                List.of(),
                steps.stream().filter(step -> wholeTable().matcher(step).find()).toList(),
                String.join("\n", steps));
        return steps;
    }

    private static void by(String index, List<String> steps) {
        assertTrue(
                steps.stream()
                        .anyMatch(step -> Pattern.compile(index).matcher(step).find()),
                index + " in\n" + String.join("\n", steps));
    }

    /** Goes along one of these indexes, in its order. */
    protected final void walks(String index, Consumer<Lists> asked) {
        List<String> steps = steps(asked);
        by(index, steps);
        assertEquals(
                List.of(),
                steps.stream().filter(step -> sorting().matcher(step).find()).toList(),
                String.join("\n", steps));
    }

    /** Finds few by this index and sorts them. */
    protected final void finds(String index, Consumer<Lists> asked) {
        by(index, steps(asked));
    }

    /** Of a statement that is not among the lists'. */
    protected final void finds(String index, String statement, Object... values) {
        explained.<List<String>>read(sql -> sql.list(statement, row -> "", values));
        by(index, steps());
    }

    private static Consumer<Lists> runs(
            @Nullable FlowName flow,
            @Nullable RunStatus status,
            @Nullable String key,
            RunStore.@Nullable RunCursor after) {
        return lists -> lists.runs(new RunStore.RunQuery(flow, status, key, after, PAGE));
    }

    private static Consumer<Lists> found(
            @Nullable Set<String> waitsOn,
            @Nullable String startedBy,
            @Nullable String text,
            RunStore.@Nullable RunCursor after) {
        return lists ->
                lists.runs(new RunStore.RunQuery(null, null, null, waitsOn, startedBy, text, null, after, PAGE));
    }

    private Consumer<Lists> holds(
            @Nullable Set<RunId> of, @Nullable FlowName flow, @Nullable Set<String> by, boolean further) {
        HoldLedger.HoldCursor after = further ? new HoldLedger.HoldCursor(NOON, new HoldId("r1050000.a.1")) : null;
        return all -> holdLists.holds(new HoldLedger.HoldQuery(of, flow, by, after, PAGE));
    }

    private Consumer<Lists> ordered(HoldLedger.Order order, boolean further) {
        HoldLedger.HoldCursor after =
                further ? new HoldLedger.HoldCursor(ROWS / 2, ROWS / 2, new HoldId("r1050000.a.1")) : null;
        return all -> holdLists.holds(new HoldLedger.HoldQuery(
                null, null, null, null, null, "sam", null, null, List.of(), order, after, PAGE));
    }

    private Consumer<Lists> decided(@Nullable FlowName flow, @Nullable String by, boolean further) {
        HoldLedger.DecidedCursor after =
                further ? new HoldLedger.DecidedCursor(NOON, new HoldId("r2050000.a.1")) : null;
        return all -> decidedLists.decided(
                new HoldLedger.DecidedQuery(null, flow, null, by, null, null, null, false, List.of(), after, PAGE));
    }

    /** The index for what one run in ten has, or another that is as good: most of a page's rows are found beside each other. */
    protected String commonly(String index) {
        return index;
    }

    /** The index by which the lines of a run's holds are found, which begin with its id. */
    protected abstract String holdsOfRuns();

    /** The index that a page of one flow's runs of one status goes along. */
    protected abstract String byFlowAndStatus();

    @Test
    void everyListGoesByItsIndexWhenTheTablesHaveBeenAnalysed() throws Exception {
        database.execute("ANALYZE");
        everyListGoesByItsIndex();
    }

    protected final void everyListGoesByItsIndex() {
        for (RunStore.RunCursor after : new RunStore.RunCursor[] {null, CURSOR}) {
            walks("run_newest", runs(null, null, null, after));
            walks(commonly("run_by_flow"), runs(COMMON, null, null, after));
            finds("run_by_flow", runs(RARE, null, null, after));
            walks(commonly("run_by_status"), runs(null, RunStatus.PAUSED, null, after));
            finds("run_by_status", runs(null, RunStatus.STUCK, null, after));
            walks(byFlowAndStatus(), runs(COMMON, RunStatus.PAUSED, null, after));
            finds(byFlowAndStatus(), runs(COMMON, RunStatus.STUCK, null, after));
            finds(byFlowAndStatus(), runs(RARE, RunStatus.PAUSED, null, after));
            finds("run_by_key|run_open_key", runs(null, null, "k77", after));
            walks("run_newest", found(null, "sam", null, after));
            walks("run_newest", found(null, null, "k7", after));
            // Of a group with much of all that waits, a planner may rather read the whole table, and be right.
            finds("hold_group", found(Set.of("few"), null, null, after));
            walks("run_to_purge", lists -> lists.ended(NOON, after, PAGE));
        }
        finds("run_by_parent", lists -> lists.children(new RunId("r1000777"), PAGE));
        finds("run_by_key|run_open_key", lists -> lists.openWithKey("k77", PAGE));
        finds("waiter", lists -> lists.waitingFor(new EventName("paid"), "k77", PAGE));
        for (boolean further : new boolean[] {false, true}) {
            walks("hold_line_due", holds(null, null, null, further));
            walks("hold_line_due", holds(null, COMMON, null, further));
            walks("hold_group", holds(null, null, Set.of("group7"), further));
            walks("hold_group", holds(null, COMMON, Set.of("group7"), further));
            finds(holdsOfRuns(), holds(Set.of(new RunId("r1000777"), new RunId("r1000778")), null, null, further));
        }
        for (boolean further : new boolean[] {false, true}) {
            walks("hold_line_urgency", ordered(HoldLedger.Order.URGENCY, further));
            walks("decision_latest", decided(null, null, further));
            walks("decision_by", decided(null, "person7", further));
            walks("decision_of_flow|decision_latest", decided(COMMON, null, further));
        }
        walks("run_to_wake", lists -> lists.due(NOON, null, PAGE, "TRUE"));
        walks(
                "run_to_wake",
                lists -> lists.due(NOON, new RunStore.Wakening(NOON, new RunId("r1049981")), PAGE, "TRUE"));
        finds(
                "commit_log",
                "SELECT first_seq, body FROM commit_log WHERE run = ? AND first_seq >="
                        + " coalesce((SELECT max(first_seq) FROM commit_log WHERE run = ? AND first_seq <= ?), 0)"
                        + " AND first_seq + n > ? ORDER BY first_seq LIMIT ?",
                "r1000007",
                "r1000007",
                99_000L,
                99_000L,
                PAGE);
        claims();
    }

    /** How effects that nobody has are found, and runs that are due where they are given to one engine at a time. */
    protected abstract void claims();
}
