package dev.cacheplane.server;

import dev.cacheplane.service.Service;

/** Runs the control plane; {@link ServerConfig} says what the environment may hold. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Service.run("Control plane", environment -> ControlPlaneServer.start(ServerConfig.from(environment)));
    }
}
