package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a request bears on caching it, its header fields among it. */
interface RequestFacts extends FieldSource {
    /** As sent: methods are case-sensitive. */
    String method();

    /** The path as it stands in the request line, undecoded. */
    String path();

    /** The query as it stands in the request line, undecoded and without the question mark; null for none. */
    @Nullable
    String query();

    /** The values of all cookies of this name, in order. */
    List<String> cookie(String name);
}
