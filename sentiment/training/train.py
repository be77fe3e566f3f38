"""Trains the classifier on a CPU within a time budget.

The learning rate follows the share of the budget that is used up (elapsed minutes, or steps with --steps), so
training ends well on a busy machine too. With --steps the result does not depend on the machine's speed.
A checkpoint is written every few minutes; --resume continues from it.
"""

import argparse
import math
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from data import TrainingSet, pad, read_rows
from model import Classifier, Shape
from text import cut

WARM_UP = 0.04  # share of the budget
FINAL_RATE = 0.02  # of the peak learning rate
WEIGHT_DECAY = 0.05
MASKED_TOKENS = 0.1  # hidden at random, so that no single word decides
AVERAGE_DECAY = 0.999
MONITORED = 2_000  # held-back reviews watched during training
EVALUATION_BATCH = 256


def rate_at(progress: float) -> float:
    """Share of the peak learning rate: linear warm-up, then half a cosine."""
    if progress < WARM_UP:
        return progress / WARM_UP
    remaining = 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP))))
    return FINAL_RATE + (1 - FINAL_RATE) * remaining


def build_optimizer(model: nn.Module, peak_rate: float) -> torch.optim.AdamW:
    """Weight decay is for matrices of layers; embeddings, biases and norms go without."""
    decayed = [module.weight for module in model.modules() if isinstance(module, nn.Linear)]
    known = set(map(id, decayed))
    others = [parameter for parameter in model.parameters() if id(parameter) not in known]
    groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=peak_rate, betas=(0.9, 0.98), fused=True)


class Monitor:
    """Accuracy on a fixed part of the held-back reviews."""

    def __init__(self, data: Path, tokenizer: Tokenizer, seed: int) -> None:
        rows = list(read_rows(data / "eval.tsv"))
        chosen = np.random.default_rng(seed).permutation(len(rows))[:MONITORED]
        ids = [(cut(tokenizer.encode(rows[place].document).ids), rows[place].label) for place in chosen]
        ids.sort(key=lambda pair: len(pair[0]))
        self.batches = [ids[first : first + EVALUATION_BATCH] for first in range(0, len(ids), EVALUATION_BATCH)]

    @torch.inference_mode()
    def accuracy(self, model: nn.Module) -> float:
        model.eval()
        right = 0
        for batch in self.batches:
            input_ids, attention_mask = (torch.from_numpy(array) for array in pad([ids for ids, _ in batch]))
            labels = torch.tensor([label for _, label in batch])
            right += int((model(input_ids, attention_mask).argmax(dim=1) == labels).sum())
        return right / sum(map(len, self.batches))


class Trainer:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        tokenizer = Tokenizer.from_file(str(arguments.data / "tokenizer.json"))
        self.mask_id = tokenizer.token_to_id("[MASK]")
        self.first_word_id = self.mask_id + 1  # special tokens come first
        self.monitor = Monitor(arguments.data, tokenizer, arguments.seed)
        self.training_set = TrainingSet(arguments.data / "train.npz", arguments.batch_size, arguments.seed)
        self.shape = Shape(vocabulary=tokenizer.get_vocab_size())
        self.model = Classifier(self.shape)
        self.average = AveragedModel(self.model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY))
        self.optimizer = build_optimizer(self.model, arguments.rate)
        self.epoch, self.batch, self.step, self.elapsed = 0, 0, 0, 0.0
        self.checkpoint = arguments.out / "checkpoint.pt"

    def progress(self) -> float:
        if self.arguments.steps:
            return self.step / self.arguments.steps
        return self.elapsed / (60 * self.arguments.minutes)

    def save(self) -> None:
        state = {
            "shape": asdict(self.shape),
            "position": (self.epoch, self.batch, self.step, self.elapsed),
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        unfinished = self.checkpoint.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(self.checkpoint)

    def resume(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True)
        self.epoch, self.batch, self.step, self.elapsed = state["position"]
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])

    def train_on(self, indices: np.ndarray) -> Tensor:
        input_ids, attention_mask, positive = self.training_set.collate(indices)
        hidden = (torch.rand(input_ids.shape) < MASKED_TOKENS) & (input_ids >= self.first_word_id)
        input_ids = input_ids.masked_fill(hidden, self.mask_id)
        for group in self.optimizer.param_groups:
            group["lr"] = self.arguments.rate * rate_at(self.progress())
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.model(input_ids, attention_mask)
        target = torch.stack([1 - positive, positive], dim=1)
        loss = nn.functional.cross_entropy(logits.float(), target)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.average.update_parameters(self.model)
        return loss.detach()

    def report(self, losses: list[float]) -> None:
        left = self.elapsed * (1 / self.progress() - 1) / 60
        accuracy = self.monitor.accuracy(self.average.module)
        print(
            f"epoch {self.epoch} step {self.step} loss {np.mean(losses):.4f} accuracy {accuracy:.4f} "
            f"{1000 * self.elapsed / self.step:.0f} ms/step {max(left, 0):.1f} min left",
            flush=True,
        )

    def run(self) -> None:
        started = time.monotonic() - self.elapsed
        saved, losses = self.elapsed, []
        while self.progress() < 1:
            batches = self.training_set.epoch(self.epoch)
            for indices in batches[self.batch :]:
                self.model.train()
                losses.append(float(self.train_on(indices)))
                self.step, self.batch = self.step + 1, self.batch + 1
                self.elapsed = time.monotonic() - started
                if self.elapsed - saved >= 60 * self.arguments.save_every:
                    self.report(losses)
                    self.save()
                    saved, losses = self.elapsed, []
                if self.progress() >= 1:
                    break
            else:
                self.epoch, self.batch = self.epoch + 1, 0
        if losses:
            self.report(losses)
            self.save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder written by prepare.py")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint.pt")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--minutes", type=float, default=45, help="training time, resumed time included")
    budget.add_argument("--steps", type=int, help="fixed number of steps instead of a time")
    parser.add_argument("--resume", action="store_true", help="continue from the checkpoint in --out")
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--rate", type=float, default=8e-4, help="peak learning rate")
    parser.add_argument("--save-every", type=float, default=3, help="minutes between checkpoints")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261123)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)

    trainer = Trainer(arguments)
    if arguments.resume:
        trainer.resume()
    trainer.run()


if __name__ == "__main__":
    main()
