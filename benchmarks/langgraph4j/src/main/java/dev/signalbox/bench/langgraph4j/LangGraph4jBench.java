package dev.signalbox.bench.langgraph4j;

import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;

/** W1 on LangGraph4j: ten nodes that each set a value, and a conditional edge after the fifth. */
public final class LangGraph4jBench {
    private LangGraph4jBench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        CompiledGraph<AgentState> graph = graph();
        new Result("w1", "langgraph4j", "")
                .setting("version", "1.8.17")
                .setting("checkpoints", "none")
                .setting("nodes", "synchronous, wrapped with node_async")
                .passes(new Throughput(options).measure(() -> run(graph), 1))
                .write(options);
    }

    private static void run(CompiledGraph<AgentState> graph) {
        long n = graph.invoke(Map.of("n", 0L)).orElseThrow().<Long>value("n").orElseThrow();
        if (n != 10) {
            throw new IllegalStateException("it counted to " + n);
        }
    }

    private static CompiledGraph<AgentState> graph() throws GraphStateException {
        StateGraph<AgentState> graph = new StateGraph<>(AgentState::new);
        for (int i = 1; i <= 10; i++) {
            graph.addNode("s" + i, node_async(state -> Map.of("n", n(state) + 1)));
        }
        graph.addEdge(StateGraph.START, "s1");
        for (int i = 1; i < 10; i++) {
            if (i == 5) {
                graph.addConditionalEdges(
                        "s5",
                        edge_async(state -> n(state) >= 5 ? "on" : "off"),
                        Map.of("on", "s6", "off", StateGraph.END));
            } else {
                graph.addEdge("s" + i, "s" + (i + 1));
            }
        }
        graph.addEdge("s10", StateGraph.END);
        return graph.compile();
    }

    private static long n(AgentState state) {
        return state.<Long>value("n").orElseThrow();
    }
}
