#!/usr/bin/env python3
"""Exports Mobile-Former from PyTorch by tracing: the baseline of the model benchmark.

    python3 export.py 26m OUT [CLASSES]    writes OUT/26m.onnx and OUT/26m.pth with the same random
                                           weights; 1000 classes if nothing is said

Written as one writes such a network in PyTorch, with the entry names of the published checkpoints.
Needs PyTorch only (Debian: python3-torch). Nothing of this runs in Framewatch.
"""
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

# name: stem, tokens, width, embedding, groups, blocks
# a block: expansion, channels, stride, second expansion; 0 for inverted bottlenecks
SMALL = ((3, 12, 2, 0), (3, 12, 1, 0), (6, 24, 2, 4), (3, 24, 1, 0), (6, 48, 2, 4), (4, 48, 1, 0),
         (6, 64, 1, 0), (6, 96, 2, 4), (6, 96, 1, 0))


def twelve(a, b, eb, c, ec, d, e, f):
    return ((2, a, 1, 0), (6, b, 2, 4), (eb, b, 1, 0), (6, c, 2, 4), (ec, c, 1, 0), (6, d, 2, 4),
            (4, d, 1, 0), (6, e, 1, 0), (6, e, 1, 0), (6, f, 2, 4), (6, f, 1, 0), (6, f, 1, 0))


VARIANTS = {
    "26m": (8, 3, 128, 1024, 4, SMALL),
    "52m": (8, 3, 128, 1024, 1, SMALL),
    "96m": (12, 4, 128, 1280, 1,
            ((2, 12, 1, 0), (6, 16, 2, 4), (6, 32, 2, 4), (3, 32, 1, 0), (6, 64, 2, 4),
             (4, 64, 1, 0), (6, 88, 1, 0), (6, 128, 2, 4), (6, 128, 1, 0))),
    "151m": (12, 6, 192, 1280, 1, twelve(12, 16, 3, 32, 3, 64, 88, 128)),
    "214m": (12, 6, 192, 1600, 1, twelve(12, 20, 3, 40, 4, 80, 112, 160)),
    "294m": (16, 6, 192, 1920, 1, twelve(16, 24, 4, 48, 4, 96, 128, 192)),
    "508m": (24, 6, 192, 1920, 1, twelve(24, 40, 3, 72, 3, 128, 176, 240)),
}


def hard_sigmoid(x):
    return F.relu6(x + 3) / 6


def shuffle(x, groups):
    n, c, h, w = x.shape
    return x.view(n, groups, c // groups, h, w).transpose(1, 2).reshape(n, c, h, w)


def conv(i, o, k=1, stride=1, groups=1):
    return nn.Sequential(nn.Conv2d(i, o, k, stride, (k - 1) // 2, groups=groups, bias=False),
                         nn.BatchNorm2d(o))


class Local2Global(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.alpha = nn.Sequential(nn.Linear(d, c))
        self.q = nn.Linear(d, c)
        self.proj = nn.Linear(c, d)
        self.layer_norm = nn.LayerNorm(d)

    def forward(self, x, z):  # [N, C, H, W], [T, N, D]
        n, c, h, w = x.shape
        t = z.shape[0]
        q = self.q(z).view(t, n, 2, c // 2).permute(1, 2, 0, 3)
        kv = x.view(n, 2, c // 2, h * w)
        a = ((q @ kv) * (c // 2) ** -0.5).softmax(-1)
        o = (a @ kv.transpose(-1, -2)).permute(2, 0, 1, 3).reshape(t, n, c)
        o = o * hard_sigmoid(self.alpha(z)) * 2
        return self.layer_norm(z + self.proj(o))


class GlobalBlock(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.ffn = nn.Sequential(nn.Linear(d, 2 * d), nn.GELU(), nn.Linear(2 * d, d))
        self.ffn_norm = nn.LayerNorm(d)
        self.q = nn.Linear(d, d)
        self.channel_mlp = nn.Linear(d, d)
        self.layer_norm = nn.LayerNorm(d)

    def forward(self, z):
        t, n, d = z.shape
        q = self.q(z).view(t, n, 4, d // 4).permute(1, 2, 0, 3)
        k = z.view(t, n, 4, d // 4).permute(1, 2, 3, 0)
        a = ((q @ k) * (d // 4) ** -0.5).softmax(-1)
        o = (a @ k.transpose(-1, -2)).permute(2, 0, 1, 3).reshape(t, n, d)
        z = self.layer_norm(z + self.channel_mlp(o))
        return self.ffn_norm(z + self.ffn(z))


class Global2Local(nn.Module):
    def __init__(self, c, d):
        super().__init__()
        self.k = nn.Linear(d, c)
        self.proj = nn.Linear(d, c)

    def forward(self, x, z):
        n, c, h, w = x.shape
        t = z.shape[0]
        k = self.k(z).view(t, n, 2, c // 2).permute(1, 2, 3, 0)
        v = self.proj(z).view(t, n, 2, c // 2).permute(1, 2, 0, 3)
        q = x.view(n, 2, c // 2, h * w).transpose(-1, -2)
        a = ((q @ k) * (c // 2) ** -0.5).softmax(-1)
        return x + (a @ v).transpose(-1, -2).reshape(n, c, h, w)


class DynamicReLU(nn.Module):
    def __init__(self, d, c):
        super().__init__()
        self.hyper = nn.Sequential(nn.Linear(d, d // 4), nn.ReLU(), nn.Linear(d // 4, 2 * c))

    def forward(self, x, z):
        p, r = hard_sigmoid(self.hyper(z[0]))[:, :, None, None].chunk(2, 1)
        return torch.max(x * (2 * (p - 0.5) + 1), x * (2 * (r - 0.5)))


class Block(nn.Module):
    def __init__(self, i, d, groups, e1, c, stride, e2):
        super().__init__()
        wide, wide2 = i * e1, c * e2
        self.i, self.c, self.groups, self.down = i, c, groups, e2 > 0
        self.skip = stride == 1 and i == c
        if self.down:
            self.conv1 = conv(i, wide, 3, stride, i)
            self.hyper1 = DynamicReLU(d, wide)
            self.conv2 = conv(wide, c, groups=groups)
            self.conv3 = conv(c, wide2, 3, 1, c)
            self.hyper3 = DynamicReLU(d, wide2)
            self.conv4 = conv(wide2, c, groups=groups)
        else:
            self.conv1 = conv(i, wide, groups=groups)
            self.hyper1 = DynamicReLU(d, wide)
            self.conv2 = conv(wide, wide, 3, stride, wide)
            self.hyper2 = DynamicReLU(d, wide)
            self.conv3 = conv(wide, c, groups=groups)
        self.local_global = Local2Global(i, d)
        self.global_block = GlobalBlock(d)
        self.global_local = Global2Local(c, d)

    def shuffled(self, x, groups):
        return shuffle(x, groups) if self.groups > 1 else x

    def forward(self, x, z):
        z = self.global_block(self.local_global(x, z))
        if self.down:
            r = self.conv2(self.hyper1(self.shuffled(self.conv1(x), self.i), z))
            y = r + self.conv4(self.hyper3(self.shuffled(self.conv3(r), self.c), z))
        else:
            y = self.hyper1(self.shuffled(self.conv1(x), self.groups), z)
            y = self.shuffled(self.conv3(self.hyper2(self.conv2(y), z)), self.groups)
            y = y + x if self.skip else y
        return self.global_local(y, z), z


class First(nn.Module):
    def __init__(self, i, groups, e1, c, stride):
        super().__init__()
        self.i, self.groups, self.skip = i, groups, stride == 1 and i == c
        wide = i * e1
        self.conv = nn.Sequential(
            nn.Conv2d(i, wide, 3, stride, 1, groups=i, bias=False), nn.BatchNorm2d(wide),
            nn.ReLU6(), nn.Identity(),
            nn.Conv2d(wide, c, 1, groups=groups, bias=False), nn.BatchNorm2d(c))

    def forward(self, x, z):
        y = self.conv[:3](x)
        y = self.conv[4:](shuffle(y, self.i) if self.groups > 1 else y)
        return (x + y if self.skip else y), z


class Classifier(nn.Module):
    def __init__(self, c, d, f, groups, classes):
        super().__init__()
        self.groups = groups
        self.conv = nn.Sequential(nn.Identity(), nn.Conv2d(c, 6 * c, 1, groups=groups, bias=False),
                                  nn.BatchNorm2d(6 * c), nn.ReLU6())
        self.fc = nn.Sequential(nn.Linear(6 * c + d, f), nn.BatchNorm1d(f), nn.Hardswish())
        self.classifier = nn.Sequential(nn.Dropout(0.1), nn.Linear(f, classes))

    def forward(self, x, z):
        x = shuffle(x, self.groups) if self.groups > 1 else x
        x = F.hardswish(self.conv(x).mean((2, 3)))
        return self.classifier(self.fc(torch.cat((x, z[0]), 1)))


class MobileFormer(nn.Module):
    def __init__(self, stem, tokens, d, f, groups, blocks, classes=1000):
        super().__init__()
        self.tokens = nn.Embedding(tokens, d)
        self.stem = nn.Sequential(*conv(3, stem, 3, 2), nn.ReLU6())
        first, *rest = blocks
        layers, c = [First(stem, groups, *first[:3])], first[1]
        for block in rest:
            layers.append(Block(c, d, groups, *block))
            c = block[1]
        self.features = nn.Sequential(*layers)
        self.local_global = Local2Global(c, d)
        self.classifier = Classifier(c, d, f, groups, classes)

    def forward(self, x):
        z = self.tokens.weight[:, None].repeat(1, x.shape[0], 1)
        x = self.stem(x)
        for layer in self.features:
            x, z = layer(x, z)
        return self.classifier(x, self.local_global(x, z))


def main(name, out, classes=1000):
    torch.manual_seed(1)
    model = MobileFormer(*VARIANTS[name], classes=int(classes)).eval()
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), folder / f"{name}.pth")
    torch.onnx.export(model, torch.randn(2, 3, 224, 224), folder / f"{name}.onnx",
                      input_names=["image"], output_names=["logits"], opset_version=14,
                      dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}})


if __name__ == "__main__":
    main(*sys.argv[1:])
