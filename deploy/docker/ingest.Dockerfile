# Ingest: cameras to Kafka. The context is the folder of the distribution:
#   docker build -f docker/ingest.Dockerfile -t framewatch/ingest .
ARG BASE=eclipse-temurin:17-jre

FROM ${BASE} AS files
COPY lib /all/lib
COPY flink-lib /all/lib
COPY docker/ingest.jars /all/
# ingest.jars has the runtime class path of camera-ingest; the others are its command and its log.
RUN ["/bin/bash", "-euc", "mkdir -p /framewatch/lib; cd /all; jars=$(<ingest.jars); \
    for jar in ${jars//:/ } lib/{camera-ingest,cli,picocli,log4j-api,log4j-core,log4j-slf4j2-impl}.jar; do \
    cp ${jar%.jar}-[0-9]*.jar /framewatch/lib/; done"]

FROM ${BASE}
RUN ["/bin/bash", "-c", "echo framewatch:x:10001:0:Framewatch:/tmp:/bin/bash >>/etc/passwd"]
COPY --from=files /framewatch/lib /opt/framewatch/lib
COPY bin docker/healthy /opt/framewatch/bin/
# sbom.json comes with mvn package; a checkout is without
COPY licenses/LICENSE sbom.jso[n] /opt/framewatch/
COPY licenses /opt/framewatch/licenses
LABEL org.opencontainers.image.title="Framewatch ingest" \
    org.opencontainers.image.version="${project.version}" \
    org.opencontainers.image.licenses="Apache-2.0"
USER 10001:0
WORKDIR /tmp
EXPOSE 9464
# The configuration has metrics: {port: 9464, address: 0.0.0.0}.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD ["/opt/framewatch/bin/healthy", "9464", "/healthz"]
ENTRYPOINT ["/opt/framewatch/bin/framewatch"]
CMD ["ingest", "--config", "/etc/framewatch/framewatch.yaml"]
