package dev.cacheplane.service;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the {@code main} of every service does. */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private Service() {}

    /**
     * Starts a service and keeps it running until the process is told to end (SIGTERM, SIGINT); then closes it in order. When the
     * environment does not let it start, says why on stderr, a line for each problem, and exits with 1.
     *
     * @param name as it begins a sentence: "Product service"
     * @param start builds the service, and throws {@link ConfigException} if the environment is not right
     */
    public static void run(String name, Function<Environment, ? extends Running> start) throws InterruptedException {
        try {
            Running service = start.apply(Environment.load(Path.of(""), System.getenv()));
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                LOG.info("{} stopping", name);
                service.close();
                LOG.info("{} stopped", name);
                stopped.countDown();
            }));
            LOG.info("{} running on port {}", name, service.port());
            // Virtual threads alone do not keep a process alive.
            stopped.await();
        } catch (ConfigException e) {
            e.problems().forEach(System.err::println);
            System.exit(1);
        } catch (RuntimeException e) {
            LOG.error("{} cannot start", name, e);
            System.exit(1);
        }
    }
}
