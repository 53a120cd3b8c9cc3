# An image for each service; build the jars first (./mvnw package), then for example:
#   docker build --target product-service -t cacheplane/product-service .
FROM eclipse-temurin:17.0.17_10-jre-jammy AS service

RUN useradd --system --uid 10001 --no-create-home cacheplane \
    && install --directory --owner=cacheplane --mode=700 /data

USER cacheplane
WORKDIR /app
ENV HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data

# The image has no curl; bash can do without. Until it is healthy for the first time, a service may take its time to generate data.
HEALTHCHECK --interval=2s --timeout=2s --start-period=120s --retries=5 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf \"GET $HEALTH HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n\" >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app/service.jar"]

FROM service AS control-plane
ENV PORT=8000 HEALTH=/api/health
EXPOSE 8000
COPY control-plane-server/target/control-plane-server.jar service.jar

FROM service AS product-service
ENV PORT=3000 HEALTH=/health
EXPOSE 3000
COPY product-service/target/product-service.jar service.jar

FROM service AS analytics-service
ENV PORT=3001 HEALTH=/health
EXPOSE 3001
COPY analytics-service/target/analytics-service.jar service.jar
