package dev.cacheplane.demo;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told when everything runs.
 *
 * @param redisPort of the embedded Redis, or null if {@code REDIS_URL} names another
 * @param guarded whether changes need {@code ADMIN_TOKEN}
 */
record Welcome(
        URI controlPlane,
        URI products,
        URI analytics,
        @Nullable Integer redisPort,
        boolean guarded) {

    /** Lines that can be copied into another terminal, in this order, as the guide has them. */
    String text() {
        String token = guarded ? " -H \"Authorization: Bearer $ADMIN_TOKEN\"" : "";
        String policy = controlPlane.getAuthority() + "/api/config/product-service/products" + token;
        String list = products.getAuthority() + "/products";
        String reports = analytics.getAuthority();
        String redisCli = "./start redis-cli" + (redisPort == null ? "" : " -p " + redisPort); // it reads REDIS_URL too
        return """

                Everything runs. Try, in another terminal%5$s:

                  curl %1$s
                  curl %2$s                              # from the slow database
                  curl -X PATCH %1$s -d '{"shouldCache":true}'
                  curl %2$s                              # once more from the database, then from Redis
                  %3$s KEYS 'cache:*'
                  %3$s GET cache:product-service:/products
                  %3$s TTL cache:product-service:/products
                  curl -X PUT %2$s/1 -d '{"price":899}'
                  curl %2$s                              # the new price, at once
                  curl -X PATCH %1$s -d '{"shouldCache":false}'

                  curl '%4$s/analytics/sales?region=europe'      # a heavy report, computed before you ask
                  curl '%4$s/analytics/users?startDate=2024-01-01&endDate=2024-12-31'
                  %3$s KEYS 'analytics:*'
                  curl %4$s/invalidate-cache -d '{"reportType":"sales"}'
                  curl %4$s/analytics/cache-stats

                Ctrl-C stops everything.
                """.formatted(policy, list, redisCli, reports, guarded ? " where ADMIN_TOKEN is what it is here" : "");
    }
}
