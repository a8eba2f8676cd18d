# The job in Flink's application mode: 'standalone-job' is a job manager with the job, 'taskmanager' a task manager. The
# context is the folder of the distribution:
#   docker build -f docker/job.Dockerfile -t framewatch/job .
ARG FLINK_BASE=flink:2.2.1-scala_2.12-java17

FROM ${FLINK_BASE} AS files
USER root
COPY models /framewatch/models
# Weights are for training.
RUN ["/bin/bash", "-c", "rm /framewatch/models/*/*.{safetensors,png}; mkdir /framewatch/state"]

FROM ${FLINK_BASE}
USER root
# Parent class loader: a restarted job must not load the natives again.
COPY flink-lib /opt/flink/lib/
COPY docker/log4j-console.properties /opt/flink/conf/
COPY docker/healthy docker/job-healthy /opt/framewatch/bin/
# What docs/deployment.md says of task managers; FLINK_PROPERTIES changes it.
RUN ["/bin/bash", "-euc", "cd /opt/flink; bin/config-parser-utils.sh conf bin lib \
    -Djobmanager.memory.process.size=1g \
    -Dtaskmanager.memory.process.size=1600m \
    -Dtaskmanager.memory.managed.size=0m \
    -Dtaskmanager.memory.task.off-heap.size=512m \
    -Dtaskmanager.numberOfTaskSlots=2 \
    -Dtaskmanager.load-balance.mode=SLOTS \
    -Dexecution.checkpointing.dir=file:///var/lib/framewatch/checkpoints \
    -Dexecution.checkpointing.savepoint-dir=file:///var/lib/framewatch/savepoints \
    -Dexecution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION \
    -Dheartbeat.interval=1s -Dheartbeat.timeout=10s \
    -Drestart-strategy.type=exponential-delay \
    -Drestart-strategy.exponential-delay.max-backoff=5s \
    -Dmetrics.reporters=prom \
    -Dmetrics.reporter.prom.factory.class=org.apache.flink.metrics.prometheus.PrometheusReporterFactory \
    -Dmetrics.reporter.prom.port=9249 -Dmetrics.reporter.prom.filterLabelValueCharacters=false \
    -Dweb.submit.enable=false"]
COPY --from=files /framewatch/models /opt/framewatch/models
COPY --from=files --chown=9999:9999 /framewatch/state /var/lib/framewatch
COPY heads /opt/framewatch/heads
# sbom.json comes with mvn package; a checkout is without
COPY licenses/LICENSE sbom.jso[n] /opt/framewatch/
COPY licenses /opt/framewatch/licenses
COPY job/framewatch-job.jar /opt/flink/usrlib/
# Twice the slots; with jemalloc, which Flink's image preloads, it has no effect.
ENV MALLOC_ARENA_MAX=4
LABEL org.opencontainers.image.title="Framewatch job" \
    org.opencontainers.image.version="${project.version}" \
    org.opencontainers.image.licenses="Apache-2.0"
# flink, by its number so that Kubernetes sees that it is not root
USER 9999:9999
EXPOSE 9249
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s CMD ["/opt/framewatch/bin/job-healthy"]
