package dev.cacheplane.benchmarks.http;

import java.nio.file.Path;

/** What caching proxies are told: to keep what they get for an hour, and to say HIT where they have it. */
final class Proxies {
    private Proxies() {}

    /**
     * For nginx, with one worker.
     *
     * @param origin the port of the service behind it
     */
    static String nginx(int port, int origin, Path scratch) {
        return """
                worker_processes 1;
                daemon off;
                pid %3$s/nginx.pid;
                error_log %3$s/nginx.log;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    client_body_temp_path %3$s/nginx-body;
                    proxy_temp_path %3$s/nginx-proxy;
                    fastcgi_temp_path %3$s/nginx-fastcgi;
                    uwsgi_temp_path %3$s/nginx-uwsgi;
                    scgi_temp_path %3$s/nginx-scgi;
                    proxy_cache_path %3$s/nginx-cache keys_zone=items:16m max_size=256m;
                    server {
                        listen 127.0.0.1:%1$d;
                        location / {
                            proxy_pass http://127.0.0.1:%2$d;
                            proxy_cache items;
                            proxy_cache_valid 200 1h;
                            add_header Cache-Status $upstream_cache_status;
                        }
                    }
                }
                """.formatted(port, origin, scratch);
    }

    /**
     * For Varnish.
     *
     * @param origin the port of the service behind it
     */
    static String varnish(int origin) {
        return """
                vcl 4.1;
                backend origin { .host = "127.0.0.1"; .port = "%d"; }
                sub vcl_backend_response { set beresp.ttl = 1h; }
                sub vcl_deliver { if (obj.hits > 0) { set resp.http.Cache-Status = "HIT"; } }
                """.formatted(origin);
    }
}
