#!/usr/bin/env bash
# The paper's claim at a small scale: ./ablation.sh DATASETS OUT [SEED...]
# The same short schedule on Imagenette for 26m as it is, without Dynamic ReLU, and for Mobile alone,
# made wider to cost the same. Prints a line a run: ablation, width, seed, multiply-adds, validation
# top-1; a run that was stopped goes on.
set -euo pipefail
framewatch=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/framewatch
datasets=$1 out=$2
shift 2
for seed in "${@:-1}"; do
    while read -r ablation width; do
        run=$out/$ablation-$seed
        mkdir -p "$run"
        network=(--variant 26m --ablation "$ablation" --width "$width")
        "$framewatch" train "${network[@]}" --seed "$seed" --epochs 12 --image-sizes 64,96,128 \
            --measure-every 12 --data "$datasets/imagenette-train.tar" --val "$datasets/imagenette-val.tar" \
            --out "$run" </dev/null >>"$run/log"
        adds=$("$framewatch" model inspect "${network[@]}" --classes 10 --output json </dev/null |
            sed -n 's/.*"multiplyAdds" *: *\([0-9]*\).*/\1/p' | head -1)
        top1=$(sed -n 's/.*"validationTop1":\([0-9.]*\).*/\1/p' "$run/epochs.jsonl" | tail -1)
        printf '%s\t%s\t%s\t%s\t%s\n' "$ablation" "$width" "$seed" "$adds" "$top1"
    done <<'NETWORKS'
none 1
without_dynamic_relu 1
mobile_alone 1.15
NETWORKS
done
