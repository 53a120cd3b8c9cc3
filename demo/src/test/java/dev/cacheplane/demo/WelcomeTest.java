package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    private static final URI CONTROL_PLANE = URI.create("http://localhost:8001");
    private static final URI PRODUCTS = URI.create("http://localhost:3005");
    private static final URI ANALYTICS = URI.create("http://localhost:3007");

    @Test
    void linesToTryNameThePortsThatAreUsed() {
        assertThat(new Welcome(CONTROL_PLANE, PRODUCTS, ANALYTICS, 6380, false).text())
                .contains("  curl localhost:8001/api/config/product-service/products\n")
                .contains(
                        "  curl -X PATCH localhost:8001/api/config/product-service/products -d '{\"shouldCache\":true}'\n")
                .contains("  curl localhost:3005/products ")
                .contains("  curl -X PUT localhost:3005/products/1 -d '{\"price\":899}'\n")
                .contains("  curl 'localhost:3007/analytics/sales?region=europe' ")
                .contains("  ./start redis-cli -p 6380 KEYS 'cache:*'\n")
                .contains("  ./start redis-cli -p 6380 KEYS 'analytics:*'\n")
                .doesNotContain("ADMIN_TOKEN");
    }

    @Test
    void withARedisOfOnesOwnRedisCliReadsItsUrlItself() {
        assertThat(new Welcome(CONTROL_PLANE, PRODUCTS, ANALYTICS, null, false).text())
                .contains("  ./start redis-cli KEYS 'cache:*'\n");
    }

    @Test
    void whereATokenIsNeededItsVariableIsNamed() {
        assertThat(new Welcome(CONTROL_PLANE, PRODUCTS, ANALYTICS, 6379, true).text())
                .contains("/products -H \"Authorization: Bearer $ADMIN_TOKEN\" -d '{\"shouldCache\":true}'\n");
    }
}
