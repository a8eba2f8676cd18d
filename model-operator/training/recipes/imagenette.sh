#!/usr/bin/env bash
# Trains the default model A: ./imagenette.sh DATASETS OUT
# DATASETS has imagenette-train.tar and imagenette-val.tar; the same command goes on after a stop.
# First many epochs of small images, then some of larger ones, from the weights of the first.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
datasets=$1 out=$2
train=("$here/../../../framewatch" train --variant 26m --name imagenette
    --labels "$here/imagenette-labels.txt"
    --data "$datasets/imagenette-train.tar" --val "$datasets/imagenette-val.tar")
"${train[@]}" --epochs 80 --measure-every 10 --image-sizes 64,64,96,96,96,128,128,160 \
    --out "$out/first"
exec "${train[@]}" --init "$out/first/model" --version 2 --epochs 24 --measure-every 8 \
    --learning-rate 0.001 --warm-up 1 --image-sizes 128,160,192 --out "$out"
