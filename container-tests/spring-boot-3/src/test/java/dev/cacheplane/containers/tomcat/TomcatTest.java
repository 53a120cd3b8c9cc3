package dev.cacheplane.containers.tomcat;

import dev.cacheplane.containers.CachingContract;
import dev.cacheplane.containers.Container;
import dev.cacheplane.containers.InterimContract;
import dev.cacheplane.containers.LeavingContract;
import dev.cacheplane.containers.PassingContract;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Valve;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.Nested;

/** The Tomcat of the class path, without Spring. */
class TomcatTest {
    private record Started(Tomcat tomcat) implements Container {
        @Override
        public int port() {
            return tomcat.getConnector().getLocalPort();
        }

        @Override
        public void close() {
            try {
                tomcat.stop();
                tomcat.destroy();
            } catch (LifecycleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Container start(Filter filter, HttpServlet servlet) throws Exception {
        LogManager.getLogManager().reset(); // the handlers here break on purpose
        Path base = Files.createDirectories(Path.of("target", "tomcat").toAbsolutePath());
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", base.toString());
        Tomcat.addServlet(context, "app", servlet).setAsyncSupported(true);
        context.addServletMappingDecoded(Container.PATH + "/*", "app");
        FilterDef definition = new FilterDef();
        definition.setFilterName("cache");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("cache");
        map.addURLPattern("/*");
        map.setDispatcher(DispatcherType.REQUEST.name());
        map.setDispatcher(DispatcherType.ASYNC.name());
        context.addFilterMap(map);
        tomcat.getConnector();
        tomcat.start();
        for (Valve valve : tomcat.getHost().getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve pages) {
                pages.setShowReport(false); // it has the stack, in which a filter is seen
            }
        }
        return new Started(tomcat);
    }

    @Nested
    class Caches extends CachingContract {
        Caches() {
            super(TomcatTest::start);
        }
    }

    @Nested
    class Passes extends PassingContract {
        Passes() {
            super(TomcatTest::start);
        }
    }

    @Nested
    class HearsOfThoseWhoLeave extends LeavingContract {
        HearsOfThoseWhoLeave() {
            super(TomcatTest::start);
        }
    }

    @Nested
    class PassesWhatIsNotFinal extends InterimContract {
        PassesWhatIsNotFinal() {
            super(TomcatTest::start);
        }
    }
}
