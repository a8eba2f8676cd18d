#!/usr/bin/env python3
"""Exports well-known classifiers, with the manifests that `./framewatch model add` takes.

    python3 classifiers.py OUT [NAME...]     writes OUT/NAME.onnx, OUT/NAME.json and OUT/labels.txt

The weights are random. mobilenetv3-small and -large stand beside Mobile-Former in the benchmark; all
of them show that a model of somebody else's runs in Framewatch. Needs torchvision and timm (PyPI: torch, torchvision, timm, onnx). Nothing
of this runs in Framewatch.
"""
import json
import pathlib
import sys

import timm
import torch
import torchvision

MODELS = {
    "mobilenetv3-small": torchvision.models.mobilenet_v3_small,
    "mobilenetv3-large": torchvision.models.mobilenet_v3_large,
    "efficientnet-b0": torchvision.models.efficientnet_b0,
    "shufflenetv2": torchvision.models.shufflenet_v2_x1_0,
    "deit-tiny": lambda: timm.create_model("deit_tiny_patch16_224"),
    "swin-t": lambda: timm.create_model("swin_tiny_patch4_window7_224"),
}


def with_statistics(model):
    """Batch statistics of noise, without which the logits of random weights vanish."""
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
    with torch.no_grad():
        model.train()(torch.randn(8, 3, 224, 224))
    return model.eval()


def export(name, folder):
    torch.manual_seed(1)
    model = with_statistics(MODELS[name]())
    torch.onnx.export(model, torch.randn(2, 3, 224, 224), folder / f"{name}.onnx", dynamo=False,
                      input_names=["image"], output_names=["logits"], opset_version=17,
                      dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}})
    manifest = {
        "name": name, "version": "random-1", "trained": False, "weights": "Random numbers.",
        "logits": "logits", "labels": "labels.txt",
        "input": {"name": "image", "width": 224, "height": 224, "layout": "NCHW",
                  "type": "float32", "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
    }
    (folder / f"{name}.json").write_text(json.dumps(manifest, indent=2) + "\n")


def main(out, *names):
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "labels.txt").write_text("".join(f"class-{i}\n" for i in range(1000)))
    for name in names or MODELS:
        export(name, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
