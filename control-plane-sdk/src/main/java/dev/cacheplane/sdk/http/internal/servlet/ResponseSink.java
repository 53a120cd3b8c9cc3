package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Puts fields on the response itself.
 *
 * @param late whether the head has left: nothing is put then
 */
record ResponseSink(HttpServletResponse to, boolean late) implements FieldSink {
    @Override
    public void set(String name, String value) {
        if (!late) {
            to.setHeader(name, value);
        }
    }

    @Override
    public void add(String name, String value) {
        if (!late) {
            to.addHeader(name, value);
        }
    }
}
