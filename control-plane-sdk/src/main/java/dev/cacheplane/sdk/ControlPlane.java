package dev.cacheplane.sdk;

/** A service's connection to the control plane. */
public final class ControlPlane {
    private ControlPlane() {}
}
