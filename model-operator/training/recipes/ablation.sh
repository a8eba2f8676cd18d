#!/usr/bin/env bash
# The paper's claim at a small scale: ./ablation.sh DATASETS OUT [SEED...]
# The same short schedule on Imagenette for 26m as it is, without Dynamic ReLU, without the bridges,
# and for Mobile alone. Prints a line a run: ablation, seed, multiply-adds, validation top-1.
set -euo pipefail
framewatch=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/framewatch
datasets=$1 out=$2
shift 2
for seed in "${@:-1}"; do
    for ablation in none without_dynamic_relu without_bridges mobile_alone; do
        run=$out/$ablation-$seed
        mkdir -p "$run"
        "$framewatch" train --variant 26m --ablation "$ablation" --seed "$seed" --epochs 15 --image-sizes 96,128 \
            --measure-every 15 --data "$datasets/imagenette-train.tar" --val "$datasets/imagenette-val.tar" \
            --out "$run" >"$run/log"
        adds=$("$framewatch" model inspect --variant 26m --classes 10 --ablation "$ablation" --output json |
            sed -n 's/.*"multiplyAdds" *: *\([0-9]*\).*/\1/p' | head -1)
        top1=$(sed -n 's/.*"validationTop1":\([0-9.]*\).*/\1/p' "$run/epochs.jsonl" | tail -1)
        printf '%s\t%s\t%s\t%s\n' "$ablation" "$seed" "$adds" "$top1"
    done
done
