package dev.cacheplane.analytics.reports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Which report is asked for, with nothing left open. */
sealed interface ReportQuery permits SalesQuery, UsersQuery {
    /** Which kind of report. */
    ReportType type();

    /** Its parameters as they are written outside, in the order that {@link ReportType#parameters()} declares. */
    Map<String, String> parameters();

    /** The name of its entry, such as {@code analytics:users:{"startDate":"2023-01-01","endDate":"2023-01-31"}}. */
    default String key() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<String, String> values = parameters();
        type().parameters().forEach(name -> json.put(name, values.get(name)));
        return type().namespace() + json;
    }
}
