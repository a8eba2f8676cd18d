# The command line, and what runs by it: the forwarder, the live page. Without PyTorch, so without 'train'. The context is the folder of
# the distribution:
#   docker build -f docker/tools.Dockerfile -t framewatch/tools .
ARG BASE=eclipse-temurin:17-jre

FROM ${BASE}
RUN ["/bin/bash", "-c", "echo framewatch:x:10001:0:Framewatch:/tmp:/bin/bash >>/etc/passwd"]
COPY flink-lib /opt/framewatch/flink-lib
COPY lib /opt/framewatch/lib
COPY job /opt/framewatch/job
COPY models /opt/framewatch/models
COPY heads /opt/framewatch/heads
COPY bin docker/healthy /opt/framewatch/bin/
# sbom.json comes with mvn package; a checkout is without
COPY licenses/LICENSE sbom.jso[n] /opt/framewatch/
COPY licenses /opt/framewatch/licenses
LABEL org.opencontainers.image.title="Framewatch tools" \
    org.opencontainers.image.version="${project.version}" \
    org.opencontainers.image.licenses="Apache-2.0"
USER 10001:0
WORKDIR /tmp
EXPOSE 8090 9464
ENTRYPOINT ["/opt/framewatch/bin/framewatch"]
CMD ["help"]
