package dev.cacheplane.containers.spring;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.sdk.ControlPlane;
import java.time.Duration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The configuration of the guide, with policies of the test's in the place of a control plane. */
@Configuration
@EnableAutoConfiguration
@Import({CacheConfiguration.class, ShopController.class})
class ShopConfiguration {
    @Bean
    @Primary
    ControlPlane fixed() {
        return ControlPlane.fixed(
                "shop",
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofMinutes(5)));
    }
}
