package dev.cacheplane.containers.javalin;

import dev.cacheplane.containers.CachingContract;
import dev.cacheplane.containers.Container;
import dev.cacheplane.containers.InterimContract;
import dev.cacheplane.containers.LeavingContract;
import dev.cacheplane.containers.PassingContract;
import io.javalin.Javalin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Nested;

/** Javalin 7, whose container is Jetty 12. */
class JavalinTest {
    private record Started(Javalin javalin) implements Container {
        @Override
        public int port() {
            return javalin.port();
        }

        @Override
        public void close() {
            javalin.stop();
        }
    }

    private static Container start(Filter filter, HttpServlet servlet) {
        return new Started(Javalin.start(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.port = 0;
            config.jetty.modifyServletContextHandler(context -> {
                FilterHolder before = new FilterHolder(filter);
                before.setAsyncSupported(true);
                context.addFilter(before, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
                ServletHolder holder = new ServletHolder(servlet);
                holder.setAsyncSupported(true);
                context.addServlet(holder, Container.PATH + "/*");
            });
        }));
    }

    @Nested
    class Caches extends CachingContract {
        Caches() {
            super(JavalinTest::start);
        }
    }

    @Nested
    class Passes extends PassingContract {
        Passes() {
            super(JavalinTest::start);
        }
    }

    @Nested
    class HearsOfThoseWhoLeave extends LeavingContract {
        HearsOfThoseWhoLeave() {
            super(JavalinTest::start);
        }
    }

    @Nested
    class PassesWhatIsNotFinal extends InterimContract {
        PassesWhatIsNotFinal() {
            super(JavalinTest::start);
        }
    }
}
