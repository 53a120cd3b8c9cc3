package dev.cacheplane.sdk.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which version of the library this is. A resource says it, since a service's single jar has a manifest of its own. */
final class SdkVersion {
    private static final String UNKNOWN = "development";

    private SdkVersion() {}

    /** Such as {@code 1.2.3}; {@code development} where the build has not filled it in. */
    static String read() {
        try (InputStream resource = SdkVersion.class.getResourceAsStream("version.txt")) {
            String version =
                    resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
            return version.matches("[0-9A-Za-z][0-9A-Za-z.+_-]*") ? version : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
