package dev.cacheplane.analytics.reports;

import dev.cacheplane.service.json.JsonBody;
import java.util.Optional;
import java.util.function.Function;

/** Parameters that are the fields of a JSON object. */
record JsonParameters(JsonBody body) implements ReportParameters.Source {
    @Override
    public <T> Optional<T> parameter(String name, String expected, Function<String, T> parse) {
        return body.parsed(name, expected, parse);
    }

    @Override
    public void fault(String name, String detail) {
        body.fault(name, detail);
    }
}
