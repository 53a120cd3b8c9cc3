package dev.cacheplane.benchmarks.cache;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** What an operation costs in processor time: the measuring process, all its threads, and Redis, by its own account. A machine that does something else besides changes it less than times. */
public final class ProcessorTime implements InternalProfiler {
    static final String CLIENT = "cpu.client";
    static final String REDIS = "cpu.redis";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private double client;
    private double redis;

    @Override
    public String getDescription() {
        return "Processor time of the measuring process and of Redis";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        redis = RedisUnderTest.cpuMicros();
        client = clientMicros();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double clientUsed = clientMicros() - client;
        double redisUsed = RedisUnderTest.cpuMicros() - redis;
        long operations = result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult(CLIENT, clientUsed / operations, "us/op", AggregationPolicy.AVG),
                new ScalarResult(REDIS, redisUsed / operations, "us/op", AggregationPolicy.AVG));
    }

    private double clientMicros() {
        return system.getProcessCpuTime() / 1e3;
    }
}
