package dev.signalbox.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.runtime.Engine;
import dev.signalbox.spring.SetupException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example application as its users meet it: its own endpoints, its runs in its own PostgreSQL. */
class ShopApplicationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static EmbeddedPostgres database;

    @BeforeAll
    static void startTheDatabase() throws Exception {
        database = EmbeddedPostgres.builder()
                .setServerConfig(
                        "synchronous_commit",
                        "on") // the store refuses a server that answers before a commit is on disk
                .setServerConfig("fsync", "on")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    @AfterAll
    static void stopTheDatabase() throws Exception {
        database.close();
    }

    private static String start(Shop shop, String order, double amount) throws Exception {
        Shop.Answer started = shop.post("/refunds", "kim", "{\"order\":\"" + order + "\",\"amount\":" + amount + "}");
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        return started.body().get("run").stringValue();
    }

    private static Shop.Answer rested(Shop shop, String run) throws Exception {
        shop.context.getBean(Engine.class).await(run, PATIENCE);
        return shop.get("/refunds/" + run);
    }

    private static String verdict(Shop.Answer holds, boolean approve) {
        return "{\"approve\":" + approve + ",\"hash\":" + holds.body().get(0).get("hash") + ",\"note\":\"seen\"}";
    }

    @Test
    void a_refund_is_held_approved_over_the_shops_endpoint_and_paid() throws Exception {
        try (Shop shop = Shop.start(database, "signalbox.database.schema=once")) {
            String run = start(shop, "O9", 850);
            assertThat(rested(shop, run).body().get("status").stringValue()).isEqualTo("paused");
            Shop.Answer holds = shop.get("/holds");
            assertThat(holds.body()).hasSize(1);
            assertThat(holds.body().get(0).get("title").stringValue()).isEqualTo("Pay 850 back to Ada?");
            String decision = "/holds/" + holds.body().get(0).get("id").stringValue() + "/decision";

            assertThat(shop.post(decision, "kim", verdict(holds, true)).status())
                    .isEqualTo(403);
            assertThat(shop.post(decision, "eve", verdict(holds, true)).status())
                    .isEqualTo(404);
            Shop.Answer approved = shop.post(decision, "sam", verdict(holds, true));
            assertThat(approved.status()).as("%s", approved).isEqualTo(200);
            Shop.Answer second = shop.post(decision, "sam", verdict(holds, false));
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body().get("detail").stringValue()).contains("sam");

            Shop.Answer ended = rested(shop, run);
            assertThat(ended.body().get("status").stringValue()).as("%s", ended).isEqualTo("succeeded");
            assertThat(ended.body().get("output").get("receipt").stringValue()).isEqualTo("R-O9");
            assertThat(shop.context.getBean(Orders.class).paidBack()).isEqualTo(850);

            Shop.Answer health = shop.get("/actuator/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body()
                            .get("components")
                            .get("signalbox")
                            .get("status")
                            .stringValue())
                    .isEqualTo("UP");
            Shop.Answer metric = shop.get("/actuator/metrics/signalbox.runs.ended?tag=status:succeeded");
            assertThat(metric.body().get("measurements").get(0).get("value").doubleValue())
                    .isEqualTo(1);
            Shop.Answer memory = shop.get("/actuator/metrics/signalbox.runs.in.memory");
            assertThat(memory.status()).isEqualTo(200);
        }
    }

    @Test
    void a_run_that_waits_goes_on_in_the_next_application() throws Exception {
        String run;
        try (Shop shop = Shop.start(database, "signalbox.database.schema=twice")) {
            run = start(shop, "O9", 300);
            assertThat(rested(shop, run).body().get("status").stringValue()).isEqualTo("paused");
        }
        try (Shop shop = Shop.start(database, "signalbox.database.schema=twice")) {
            Shop.Answer holds = shop.get("/holds");
            String decision = "/holds/" + holds.body().get(0).get("id").stringValue() + "/decision";
            assertThat(shop.post(decision, "sam", verdict(holds, true)).status())
                    .isEqualTo(200);
            assertThat(rested(shop, run).body().get("status").stringValue()).isEqualTo("succeeded");
            assertThat(shop.context.getBean(Orders.class).paidBack()).isEqualTo(300);
        }
    }

    @Test
    void a_run_that_waits_outlives_an_application_that_is_killed() throws Exception {
        String run;
        try (ShopProcess shop = ShopProcess.start(database, "signalbox.database.schema=killed")) {
            Shop.Answer started = shop.client().post("/refunds", "kim", "{\"order\":\"O9\",\"amount\":700}");
            run = started.body().get("run").stringValue();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!"paused"
                    .equals(shop.client()
                            .get("/refunds/" + run)
                            .body()
                            .get("status")
                            .stringValue())) {
                assertThat(System.nanoTime()).as("waiting for the hold").isLessThan(until);
            }
            shop.kill();
        }
        try (Shop shop = Shop.start(database, "signalbox.database.schema=killed")) {
            Shop.Answer holds = shop.get("/holds");
            String decision = "/holds/" + holds.body().get(0).get("id").stringValue() + "/decision";
            assertThat(shop.post(decision, "sam", verdict(holds, true)).status())
                    .isEqualTo(200);
            assertThat(rested(shop, run).body().get("status").stringValue()).isEqualTo("succeeded");
            assertThat(shop.context.getBean(Orders.class).paidBack()).isEqualTo(700);
        }
    }

    @Test
    void what_keeps_it_from_starting_is_said_by_the_application() {
        assertThatThrownBy(() -> Shop.start(database, "signalbox.workspace=classpath:nowhere"))
                .hasRootCauseInstanceOf(SetupException.class)
                .rootCause()
                .hasMessageContaining("no workspace at classpath:nowhere");
        assertThatThrownBy(() -> Shop.start(
                        database,
                        "signalbox.database.of-application=false",
                        "signalbox.database.url=postgresql://localhost:1/none"))
                .hasMessageContaining("localhost:1");
    }
}
