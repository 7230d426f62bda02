# syntax=docker/dockerfile:1
# Builds the service from its sources; the last stage holds a Java runtime, its layers, and nothing that builds.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY inventory-domain inventory-domain
COPY order-domain order-domain
COPY app app
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -DskipTests -pl app -am package
# What changes seldom comes first: libraries, then the service's own classes.
RUN java -Djarmode=tools -jar app/target/app-*.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 holdfast \
    && useradd --uid 10001 --gid holdfast --home-dir /data --shell /usr/sbin/nologin holdfast \
    && install -d -o holdfast -g holdfast -m 0700 /data
WORKDIR /service
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER 10001:10001
# The heap follows the container's memory limit; without memory the process ends, and is started again.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=65 -XX:+UseParallelGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -Daxoniq.update-checker.disabled=true" \
    SERVER_ADDRESS=0.0.0.0 \
    HOLDFAST_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
# Through bash, because the image has no HTTP client that could be relied on.
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
