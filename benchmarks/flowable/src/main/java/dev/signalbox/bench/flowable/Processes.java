package dev.signalbox.bench.flowable;

import java.util.Map;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** The processes that are measured, and an engine for them. */
final class Processes {
    static final String SETTINGS =
            "standalone engine, its default history (audit); identity and event registry engines off; 40 connections";

    private static final String HEAD = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="bench">
            """;

    private Processes() {}

    /** Five service tasks, each a job and a transaction of its own, a person, five more. */
    static String pay() {
        StringBuilder text =
                new StringBuilder(HEAD).append("<process id=\"pay\" isExecutable=\"true\"><startEvent id=\"start\"/>");
        String before = "start";
        for (int i = 1; i <= 10; i++) {
            if (i == 6) {
                text.append("<userTask id=\"person\" name=\"Pay?\" flowable:candidateGroups=\"lead\"/>");
                before = flow(text, before, "person");
            }
            text.append("<serviceTask id=\"c")
                    .append(i)
                    .append("\" flowable:async=\"true\" flowable:delegateExpression=\"${book}\"/>");
            before = flow(text, before, "c" + i);
        }
        text.append("<endEvent id=\"end\"/>");
        flow(text, before, "end");
        return text.append("</process></definitions>").toString();
    }

    /** A person alone. */
    static String pause() {
        StringBuilder text = new StringBuilder(HEAD)
                .append("<process id=\"pause\" isExecutable=\"true\"><startEvent id=\"start\"/>");
        text.append(
                "<userTask id=\"person\" name=\"Refund?\" flowable:candidateGroups=\"lead\"/><endEvent id=\"end\"/>");
        flow(text, flow(text, "start", "person"), "end");
        return text.append("</process></definitions>").toString();
    }

    private static String flow(StringBuilder text, String from, String to) {
        text.append("<sequenceFlow id=\"").append(from).append('-').append(to);
        text.append("\" sourceRef=\"")
                .append(from)
                .append("\" targetRef=\"")
                .append(to)
                .append("\"/>");
        return to;
    }

    static ProcessEngine engine(String url) {
        JavaDelegate book = execution -> execution.setVariable("receipt", "R-" + execution.getVariable("order"));
        ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setJdbcUrl(url);
        configuration.setJdbcUsername("postgres");
        configuration.setJdbcPassword("postgres");
        configuration.setJdbcMaxActiveConnections(40);
        configuration.setJdbcMaxIdleConnections(40);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        configuration.setBeans(Map.of("book", book));
        configuration.setAsyncExecutorActivate(true);
        ProcessEngine engine = configuration.buildProcessEngine();
        if (engine.getRepositoryService().createDeploymentQuery().count() == 0) {
            engine.getRepositoryService()
                    .createDeployment()
                    .addString("pay.bpmn20.xml", pay())
                    .addString("pause.bpmn20.xml", pause())
                    .deploy();
        }
        return engine;
    }
}
