package dev.signalbox.bench.serverlessworkflow;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import io.serverlessworkflow.api.WorkflowFormat;
import io.serverlessworkflow.api.WorkflowReader;
import io.serverlessworkflow.impl.WorkflowApplication;
import io.serverlessworkflow.impl.WorkflowDefinition;
import java.util.Map;

/** W1 on the Serverless Workflow SDK: ten {@code set} tasks, and a {@code switch} after the fifth. */
public final class ServerlessWorkflowBench {
    private ServerlessWorkflowBench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        try (WorkflowApplication application =
                WorkflowApplication.builder().disableLifeCycleCEPublishing().build()) {
            WorkflowDefinition definition =
                    application.workflowDefinition(WorkflowReader.readWorkflowFromString(text(), WorkflowFormat.YAML));
            new Result("w1", "serverless-workflow", "")
                    .setting("version", "7.13.4.Final")
                    .setting("expressions", "jq, its default")
                    .setting("life cycle events", "off")
                    .passes(new Throughput(options).measure(() -> run(definition), 1))
                    .write(options);
        }
    }

    private static void run(WorkflowDefinition definition) {
        Map<String, Object> output =
                definition.instance(Map.of("n", 0)).start().join().asMap().orElseThrow();
        if (!(output.get("n") instanceof Number n) || n.longValue() != 10) {
            throw new IllegalStateException("it ended with " + output);
        }
    }

    private static String text() {
        StringBuilder text = new StringBuilder("""
                document: { dsl: '1.0.0', namespace: bench, name: count, version: '1.0.0' }
                do:
                """);
        for (int i = 1; i <= 10; i++) {
            text.append("  - s").append(i).append(": { set: { n: '${ .n + 1 }' } }\n");
            if (i == 5) {
                text.append("""
                          - far_enough:
                              switch:
                                - yes: { when: '.n >= 5', then: s6 }
                                - no: { then: end }
                        """);
            }
        }
        return text.toString();
    }
}
