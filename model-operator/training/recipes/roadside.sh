#!/usr/bin/env bash
# Fine-tunes the default model B from A: ./roadside.sh DATASETS MODEL_A OUT
# DATASETS has roadside-vehicles-train.tar and imagenette-train.tar; OUT/data gets the pictures.
set -euo pipefail
framewatch=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/framewatch
datasets=$1 model=$2 out=$3
shift 3
if [[ ! -d $out/data ]]; then
    "$framewatch" roadside-data --vehicles "$datasets/roadside-vehicles-train.tar" \
        --negatives "$datasets/imagenette-train.tar" --out "$out/data.unfinished"
    mv "$out/data.unfinished" "$out/data"
fi
exec "$framewatch" train --variant 26m --name roadside --init "$model" --epochs 20 --learning-rate 0.0005 \
    --image-sizes 128,160 --smallest-crop 0.5 --measure-every 5 \
    --data "$out/data/train" --val "$out/data/val" --out "$out" "$@"
