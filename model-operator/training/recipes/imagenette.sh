#!/usr/bin/env bash
# Trains the default model A: ./imagenette.sh DATASETS OUT
# DATASETS has imagenette-train.tar and imagenette-val.tar; the same command goes on after a stop.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
datasets=$1 out=$2
shift 2
exec "$here/../../../framewatch" train --variant 26m --name imagenette --labels "$here/imagenette-labels.txt" \
    --data "$datasets/imagenette-train.tar" --val "$datasets/imagenette-val.tar" --out "$out" "$@"
