package dev.cacheplane.analytics;

import static dev.cacheplane.analytics.Instances.SALES;
import static dev.cacheplane.analytics.Instances.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.analytics.warehouse.Order;
import dev.cacheplane.analytics.warehouse.Region;
import dev.cacheplane.analytics.warehouse.Warehouse;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What takes reports out: the webhook, and orders that come in. */
class InvalidationTest {
    private static final String WEBHOOK = "/invalidate-cache";
    private static final String ORDERS = "/analytics/sales/orders";
    private static final String[] JANUARY_IN_EUROPE = {"startDate=2023-01-01", "endDate=2023-01-31", "region=europe"};
    private static final String EUROPE =
            "analytics:sales:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\",\"region\":\"europe\"}";
    private static final String GLOBAL = EUROPE.replace("europe", "global");
    private static final String VISITORS = "analytics:users:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\"}";
    private static final String ORDER = """
            {"id":"%s","orderedAt":"2023-01-31T12:00:00Z","region":"europe","product":"Tablet","customer":7,"quantity":2,"amount":898}""";

    @AutoClose
    private Instances instances;

    @TempDir
    private Path directory;

    @BeforeEach
    void setUp() {
        instances = new Instances(directory).cacheReports();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no parameters     | {'reportType':'sales'}                                             | VISITORS",
                "null parameters   | {'reportType':'sales','params':null}                               | VISITORS",
                "empty parameters  | {'reportType':'sales','params':{}}                                 | EUROPE VISITORS",
                "one parameter     | {'reportType':'sales','params':{'region':'europe'}}                | GLOBAL VISITORS",
                "all, in any order | {'params':{'region':'europe','endDate':'2023-01-31','startDate':'2023-01-01'},'reportType':'sales'} | GLOBAL VISITORS",
                "no such report    | {'reportType':'sales','params':{'endDate':'2023-02-01'}}           | EUROPE GLOBAL VISITORS",
                "users             | {'reportType':'users'}                                             | EUROPE GLOBAL",
            })
    void theWebhookTakesOutOneReportOrAllOfItsType(String what, String body, String left) {
        Client service = instances.start();
        service.get(SALES);
        service.get(SALES, JANUARY_IN_EUROPE);
        service.get(USERS);
        assertThat(instances.reports()).containsExactly(EUROPE, GLOBAL, VISITORS);

        Client.Answer answer = service.post(WEBHOOK, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .matches(
                        "\\{\"status\":\"Cache invalidated\",\"reportType\":\"(sales|users)\",\"outcome\":\"applied\"}");
        assertThat(instances.reports())
                .as(what)
                .containsExactlyInAnyOrder(Arrays.stream(left.split(" "))
                        .map(name -> Map.of("EUROPE", EUROPE, "GLOBAL", GLOBAL, "VISITORS", VISITORS)
                                .get(name))
                        .toArray(String[]::new));
    }

    @Test
    void reportsOfEveryVersionAreTakenOut() {
        Client service = instances.start();
        service.get(SALES);
        instances.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.KEY_VERSION, Optional.of("v2")));
        service.get(SALES);
        assertThat(instances.reports()).hasSize(2);

        service.post(WEBHOOK, "{\"reportType\":\"sales\"}");

        assertThat(instances.reports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                              | /reportType         | is missing",
                "{'reportType':'salary'}                                         | /reportType         | must be sales or users",
                "{'reportType':'sales','params':'europe'}                        | /params             | must be an object",
                "{'reportType':'sales','params':{'region':'mars'}}               | /params/region      | must be a region",
                "{'reportType':'users','params':{'region':'europe'}}             | /params/region      | is not a field that this may have",
                "{'reportType':'sales','params':{'startDate':'1.1.2023'}}        | /params/startDate   | must be a date like 2023-01-31",
                "{'reportType':'sales','params':{'startDate':'2023-02-30'}}      | /params/startDate   | must be a date like 2023-01-31",
                "{'reportType':'sales','params':{'startDate':'2023-02-01'}}      | /params/endDate     | must not be before startDate",
                "{'reportType':'sales','parameters':{}}                          | /parameters         | is not a field that this may have",
            })
    void aCallOfTheWebhookThatMakesNoSenseTakesNothingOut(String body, String pointer, String detail) {
        Client service = instances.start();
        service.get(SALES);

        Client.Answer answer = service.post(WEBHOOK, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"error\":\"Cache invalidation failed\"")
                .contains("{\"pointer\":\"" + pointer + "\",\"detail\":\"" + detail + "\"}");
        assertThat(instances.reports()).hasSize(1);
    }

    @Test
    void whileRedisIsAwayTheWebhookSaysThatItIsDoneLater() {
        Client service = instances.start();
        service.get(SALES);
        instances.server().pause();

        Client.Answer answer = service.post(WEBHOOK, "{\"reportType\":\"sales\"}");

        assertThat(answer.body()).contains("\"outcome\":\"journalled\"");
        instances.server().resume();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(instances.reports()).isEmpty());
    }

    @Test
    void ordersAreInTheNextReport() {
        Client service = instances.start();
        long before = orders(service.get(SALES, JANUARY_IN_EUROPE));
        service.get(USERS);

        Client.Answer answer = service.post(ORDERS, batch("A-1", "A-2"));

        assertThat(answer.body())
                .isEqualTo("{\"status\":\"Orders taken\",\"orders\":2,\"invalidated\":1,\"outcome\":\"applied\"}");
        assertThat(instances.reports()).containsExactly(VISITORS);
        Client.Answer fresh = service.get(SALES, JANUARY_IN_EUROPE);
        assertThat(fresh.isHit()).isFalse();
        assertThat(orders(fresh)).isEqualTo(before + 2);
    }

    /** As when a process dies between the disk and Redis. */
    @Test
    void ordersThatNobodyWasToldOfAreInTheNextReportToo() {
        Client service = instances.start();
        long before = orders(service.get(SALES, JANUARY_IN_EUROPE));
        service.get(USERS);
        assertThat(service.get(SALES, JANUARY_IN_EUROPE).isHit()).isTrue();

        try (Warehouse warehouse = Warehouse.open(directory, 5_000, LocalDate.parse("2023-02-09"))) {
            warehouse.add(List.of(
                    new Order("A-1", Instant.parse("2023-01-31T12:00:00Z"), Region.EUROPE, "Tablet", 7, 2, 89_800)));
        }

        Client.Answer fresh = service.get(SALES, JANUARY_IN_EUROPE);
        assertThat(fresh.isHit()).isFalse();
        assertThat(orders(fresh)).isEqualTo(before + 1);
        assertThat(service.get(SALES, JANUARY_IN_EUROPE).isHit()).isTrue();
        assertThat(service.get(USERS).isHit()).isTrue();
    }

    @Test
    void ordersThatComeInDuringAComputationAreInTheNextReportToo() throws Exception {
        HeldClock clock = new HeldClock();
        Client service = instances.start(Map.of(), clock);
        Client other = instances.start();
        clock.hold(2); // the first is the route, that wants to know the day
        CompletableFuture<Client.Answer> old = service.getAsync(SALES, JANUARY_IN_EUROPE);
        clock.awaitHeld();

        assertThat(service.post(ORDERS, batch("A-1")).status()).isEqualTo(200);
        Client.Answer next = service.get(SALES, JANUARY_IN_EUROPE);
        clock.release();

        assertThat(orders(next)).isEqualTo(orders(old.join()) + 1);
        assertThat(service.get(SALES, JANUARY_IN_EUROPE)).satisfies(answer -> {
            assertThat(answer.isHit()).isTrue();
            assertThat(answer.body()).isEqualTo(next.body());
        });
        assertThat(other.get(SALES, JANUARY_IN_EUROPE).body()).isEqualTo(next.body());
    }

    @Test
    void theOldReportIsNotStoredWhereNobodyElseHasAskedYet() throws Exception {
        HeldClock clock = new HeldClock();
        Client service = instances.start(Map.of(), clock);
        Client other = instances.start();
        clock.hold(2);
        CompletableFuture<Client.Answer> old = service.getAsync(SALES, JANUARY_IN_EUROPE);
        clock.awaitHeld();

        other.post(ORDERS, batch("A-1"));
        clock.release();

        assertThat(old.join().status()).isEqualTo(200);
        assertThat(instances.reports()).isEmpty();
        assertThat(orders(other.get(SALES, JANUARY_IN_EUROPE))).isEqualTo(orders(old.join()) + 1);
    }

    @Test
    void aBatchMayBeSentAgainUntilThereIsAnAnswer() {
        Client service = instances.start();
        long before = orders(service.get(SALES, JANUARY_IN_EUROPE));

        assertThat(service.post(ORDERS, batch("A-1", "A-2")).status()).isEqualTo(200);
        assertThat(service.post(ORDERS, batch("A-1", "A-2")).status()).isEqualTo(200);
        Client.Answer other = service.post(ORDERS, batch("A-3", "A-2"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).contains("There is an order 'A-2' already", "\"error\":\"Orders were not taken\"");
        assertThat(orders(service.get(SALES, JANUARY_IN_EUROPE))).isEqualTo(before + 2);
    }

    @Test
    void ordersThatMakeNoSenseAreRefusedAndEveryFaultIsNamed() {
        Client service = instances.start();
        service.get(SALES);

        Client.Answer answer = service.post(ORDERS, """
                {"orders":[
                    {"id":"A-1","orderedAt":"yesterday","region":"global","product":"Perpetual Mobile","customer":-1,"quantity":0,"amount":1.001},
                    {"id":"A-1","orderedAt":"2022-12-31T23:59:59Z","colour":"red"},
                    {"id":"A-2","orderedAt":"2023-02-10T13:00:00Z"}]}""");

        assertThat(answer.status()).isEqualTo(400);
        for (String fault : new String[] {
            "/orders/0/orderedAt\",\"detail\":\"must be an instant like 2023-01-31T12:00:00Z",
            "/orders/0/region\",\"detail\":\"must be one of north_america, south_america, europe",
            "/orders/0/product\",\"detail\":\"is not one of ours",
            "/orders/0/customer\",\"detail\":\"must be a whole number from 0",
            "/orders/0/quantity\",\"detail\":\"must be a whole number from 1",
            "/orders/0/amount\",\"detail\":\"must be a number from 0",
            "/orders/1/id\",\"detail\":\"stands here twice",
            "/orders/1/orderedAt\",\"detail\":\"must be from 2023-01-01T00:00:00Z until now",
            "/orders/1/region\",\"detail\":\"is missing",
            "/orders/1/colour\",\"detail\":\"is not a field that this may have",
            "/orders/2/orderedAt\",\"detail\":\"must be from 2023-01-01T00:00:00Z until now",
        }) {
            assertThat(answer.body()).contains("{\"pointer\":\"" + fault);
        }
        assertThat(instances.reports()).hasSize(1);
        assertThat(service.post(ORDERS, "{\"orders\":[]}").status()).isEqualTo(400);
    }

    @Test
    void withoutATokenOnlyProgramsOnThisMachineMay() {
        Client service = instances.start();

        assertThat(service.post(WEBHOOK, "{\"reportType\":\"sales\"}").status()).isEqualTo(200);
        for (String header : new String[] {"X-Forwarded-For", "Forwarded", "Via", "Origin", "Sec-Fetch-Site"}) {
            Client.Answer answer = service.post(WEBHOOK, "{\"reportType\":\"sales\"}", header, "x");
            assertThat(answer.status()).as(header).isEqualTo(403);
            assertThat(answer.body()).contains("\"error\":\"Cache invalidation failed\"");
            assertThat(service.post(ORDERS, batch("A-1"), header, "x").status()).isEqualTo(403);
        }
    }

    @Test
    void withATokenItMustBeShown() {
        Client service = instances.start(Map.of("INVALIDATE_TOKEN", "a-token-of-23-characters"), Instances.CLOCK);

        for (String authorization :
                new String[] {"Bearer another-token-of-some", "Basic YTpi", "Bearer", "Bearer a b"}) {
            assertThat(service.post(WEBHOOK, "{\"reportType\":\"sales\"}", "Authorization", authorization)
                            .status())
                    .as(authorization)
                    .isEqualTo(401);
        }
        assertThat(service.post(WEBHOOK, "{\"reportType\":\"sales\"}").status()).isEqualTo(401);
        assertThat(service.post(ORDERS, batch("A-1")).status()).isEqualTo(401);
        assertThat(service.post(
                                WEBHOOK,
                                "{\"reportType\":\"sales\"}",
                                "Authorization",
                                "bearer a-token-of-23-characters",
                                "X-Forwarded-For",
                                "10.0.0.7")
                        .status())
                .isEqualTo(200);
        assertThat(service.get(SALES).status()).isEqualTo(200);
    }

    private static String batch(String... ids) {
        return Arrays.stream(ids).map(ORDER::formatted).collect(Collectors.joining(",", "{\"orders\":[", "]}"));
    }

    private static long orders(Client.Answer report) {
        return Long.parseLong(report.body().replaceFirst(".*?\"orders\":(\\d+).*", "$1"));
    }
}
