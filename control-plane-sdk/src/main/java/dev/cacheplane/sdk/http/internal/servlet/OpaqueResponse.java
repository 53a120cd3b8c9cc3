package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A response that does what another does, and does not say that it is another. */
final class OpaqueResponse {
    private OpaqueResponse() {}

    static ServletResponse of(HttpServletResponse to) {
        return (ServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, arguments) -> {
                    try {
                        return method.invoke(to, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
