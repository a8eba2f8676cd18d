#!/usr/bin/env bash
# What callers of the official image's entry point rely on: the role as first argument, and settings from the variables
# JOB_MANAGER_RPC_ADDRESS, TASK_MANAGER_NUMBER_OF_TASK_SLOTS and FLINK_PROPERTIES, which are written to conf/config.yaml.
settings=(
    "-Djobmanager.rpc.address=${JOB_MANAGER_RPC_ADDRESS:-$(hostname)}"
    -Dblob.server.port=6124
    -Dquery.server.port=6125
)
if [[ -n ${TASK_MANAGER_NUMBER_OF_TASK_SLOTS:-} ]]; then
    settings+=("-Dtaskmanager.numberOfTaskSlots=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS")
fi
while IFS=: read -r key value; do
    # The official one takes out all white space, too.
    key=${key//[[:space:]]/}
    [[ -z $key ]] || settings+=("-D$key=${value//[[:space:]]/}")
done <<<"${FLINK_PROPERTIES:-}"

role=$1
case $role in
    jobmanager | standalone-job | taskmanager)
        "$FLINK_HOME/bin/config-parser-utils.sh" "$FLINK_HOME/conf" "$FLINK_HOME/bin" "$FLINK_HOME/lib" "${settings[@]}"
        exec "$FLINK_HOME/bin/$role.sh" start-foreground "${@:2}"
        ;;
    help)
        echo "Usage: docker-entrypoint.sh (jobmanager|standalone-job|taskmanager)"
        ;;
    *)
        exec "$@"
        ;;
esac
