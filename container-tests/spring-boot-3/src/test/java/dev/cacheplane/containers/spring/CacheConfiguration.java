package dev.cacheplane.containers.spring;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.store.RedisAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CacheConfiguration {
    @Bean
    ControlPlane controlPlane(
            @Value("${cacheplane.service}") String service,
            @Value("${cacheplane.control-plane}") URI controlPlane,
            @Value("${cacheplane.redis}") String redis) {
        return ControlPlane.builder(service, controlPlane)
                .redis(RedisAddress.parse(redis))
                .build();
    }

    @Bean
    FilterRegistrationBean<Filter> cacheFilter(ControlPlane controlPlane) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(controlPlane.filter());
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        filter.setOrder(0); // Spring Security has -100: who may not see a response is turned away before
        return filter;
    }
}
