"""What both stages of training share: the loop, its checkpoints, the moving average and the watch on accuracy."""

import argparse
import math
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from data import TrainingSet, pad, read_rows
from model import Classifier, Shape, polarity
from text import cut

WEIGHT_DECAY = 0.05
AVERAGE_EVERY = 8  # steps between updates of the moving average
MONITORED = 4_000  # held-back reviews watched during training
EVALUATION_BATCH = 250
CANDIDATES = 2_048  # words a hidden word is told from, beside the batch's other hidden words


@dataclass(frozen=True)
class Stage:
    hidden_tokens: float  # share of tokens hidden at random
    guess_weight: float  # of guessing the hidden words, in the loss
    average_decay: float  # of the moving average, per step
    fades: bool  # whether the learning rate falls to zero over the time budget
    warm_up: int = 400  # steps


def build_optimizer(model: nn.Module) -> torch.optim.AdamW:
    """Weight decay is for matrices of layers; embeddings, biases and norms go without."""
    decayed = [module.weight for module in model.modules() if isinstance(module, nn.Linear)]
    known = set(map(id, decayed))
    others = [parameter for parameter in model.parameters() if id(parameter) not in known]
    groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), fused=True)


class Monitor:
    """Accuracy on a fixed part of the held-back reviews."""

    def __init__(self, data: Path, tokenizer: Tokenizer, seed: int) -> None:
        rows = list(read_rows(data / "eval.tsv"))
        chosen = np.random.default_rng(seed).permutation(len(rows))[:MONITORED]
        ids = [(cut(tokenizer.encode(rows[place].document).ids), rows[place].label) for place in chosen]
        ids.sort(key=lambda pair: len(pair[0]))
        self.batches = [ids[first : first + EVALUATION_BATCH] for first in range(0, len(ids), EVALUATION_BATCH)]

    @torch.inference_mode()
    def accuracy(self, model: Classifier, device: str) -> float:
        model.eval()
        right = 0
        for batch in self.batches:
            input_ids, attention_mask = (torch.from_numpy(array).to(device) for array in pad([ids for ids, _ in batch]))
            labels = torch.tensor([label for _, label in batch], device=device)
            states = model.encoder(input_ids, attention_mask, torch.bfloat16)
            logits = polarity(model.scores(states, attention_mask))
            right += int((logits.argmax(dim=1) == labels).sum())
        return right / sum(map(len, self.batches))


class Trainer:
    def __init__(self, arguments: argparse.Namespace, stage: Stage, start: Path | None) -> None:
        self.arguments, self.stage, self.device = arguments, stage, arguments.device
        self.checkpoint = arguments.out / "checkpoint.pt"
        torch.manual_seed(arguments.seed)
        if self.device == "cpu":
            torch.set_num_threads(arguments.threads)
        tokenizer = Tokenizer.from_file(str(arguments.data / "tokenizer.json"))
        self.mask_id = tokenizer.token_to_id("[MASK]")
        self.first_word_id = self.mask_id + 1  # special tokens come first
        self.monitor = Monitor(arguments.data, tokenizer, arguments.seed)
        self.texts = TrainingSet(arguments.data / "train.npz", arguments.tokens_per_batch, arguments.seed)
        self.shape = self.stored_shape(start) or Shape(
            tokenizer.get_vocab_size(), arguments.layers, arguments.width, arguments.heads, 4 * arguments.width
        )
        self.shape = replace(self.shape, dropout=arguments.dropout)
        self.model = Classifier(self.shape).to(self.device)
        self.average = Classifier(self.shape).to(self.device)
        self.average.load_state_dict(self.model.state_dict())
        self.optimizer = build_optimizer(self.model)
        self.epoch, self.batch, self.step, self.elapsed = 0, 0, 0, 0.0

    def stored_shape(self, start: Path | None) -> Shape | None:
        """The shape of the unfinished run, or of the stage before."""
        for path in (self.checkpoint, start):
            if path and path.exists():
                return Shape(**torch.load(path, weights_only=True, map_location="cpu", mmap=True)["shape"])
        return None

    def start_from(self, checkpoint: Path) -> None:
        """Takes the averaged weights of an earlier stage."""
        state = torch.load(checkpoint, weights_only=True, map_location=self.device)
        for network in (self.model, self.average):
            network.load_state_dict(state["average"])

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
        if self.arguments.keep:
            kept = {"shape": state["shape"], "average": state["average"]}
            torch.save(kept, self.arguments.out / f"average-{self.step:06}.pt")

    def resume(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True, map_location=self.device)
        self.epoch, self.batch, self.step, self.elapsed = state["position"]
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.manual_seed(self.arguments.seed + self.step)  # other tokens are hidden than at the beginning

    def progress(self) -> float:
        if self.arguments.steps:
            return self.step / self.arguments.steps
        return self.elapsed / (60 * self.arguments.minutes)

    def rate(self) -> float:
        rate = self.arguments.rate * min(1.0, (self.step + 1) / self.stage.warm_up)
        return rate * max(0.01, 1 - self.progress()) if self.stage.fades else rate

    def guess_loss(self, states: Tensor, hidden: Tensor, words: Tensor) -> Tensor:
        """Cross-entropy of the hidden words among themselves and random others: cheaper than among all."""
        others = torch.randint(self.first_word_id, self.shape.vocabulary, (CANDIDATES,), device=self.device)
        candidates, places = torch.cat([words[hidden], others]).unique(return_inverse=True)
        table = self.model.encoder.word.weight[candidates].to(states.dtype)
        logits = self.model.guess(states[hidden]) @ table.T
        return functional.cross_entropy(logits.float(), places[: int(hidden.sum())])

    def train_on(self, batch: np.ndarray) -> tuple[float, float]:
        words = self.texts.input_ids(batch).to(self.device)
        hidden = torch.rand(words.shape, device=self.device) < self.stage.hidden_tokens
        hidden &= words >= self.first_word_id
        targets, known = (tensor.to(self.device) for tensor in self.texts.soft_scores(batch))

        states = self.model.encoder(words.masked_fill(hidden, self.mask_id), None, torch.bfloat16)
        scores = self.model.scores(states)
        score_losses = functional.cross_entropy(scores, targets, reduction="none")
        score_loss = (score_losses * known).sum() / known.sum().clamp(min=1)
        loss = score_loss
        guess_loss = torch.zeros(())
        if self.stage.guess_weight and hidden.any():
            guess_loss = self.guess_loss(states, hidden, words)
            loss = loss + self.stage.guess_weight * guess_loss

        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        if self.step % AVERAGE_EVERY == 0:
            self.update_average()
        return score_loss.item(), guess_loss.item()

    @torch.no_grad()
    def update_average(self) -> None:
        # A young average follows fast, so that it forgets the random start.
        decay = min(self.stage.average_decay**AVERAGE_EVERY, (1 + self.step) / (100 + self.step))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - decay)

    def report(self, losses: list[tuple[float, float]]) -> None:
        score_loss, guess_loss = np.mean(losses, axis=0)
        left = self.elapsed * (1 / max(self.progress(), 1e-9) - 1) / 60
        print(
            f"epoch {self.epoch} ({self.batch}/{self.batches}) step {self.step} loss {score_loss:.4f} "
            f"guessing {guess_loss:.3f} accuracy {self.monitor.accuracy(self.average, self.device):.4f} "
            f"rate {self.rate():.2e} {1000 * self.elapsed / self.step:.0f} ms/step {max(left, 0):.1f} min left",
            flush=True,
        )

    def run(self) -> None:
        started = time.monotonic() - self.elapsed
        saved, losses = self.elapsed, []
        while self.progress() < 1:
            batches = self.texts.epoch(self.epoch)
            self.batches = len(batches)
            for batch in batches[self.batch :]:
                self.model.train()
                losses.append(self.train_on(batch))
                self.step, self.batch = self.step + 1, self.batch + 1
                self.elapsed = time.monotonic() - started
                if not math.isfinite(losses[-1][0]):
                    raise SystemExit(f"the loss is {losses[-1][0]} at step {self.step}: resume with a smaller --rate")
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


def command_line(description: str, minutes: float, rate: float, dropout: float) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder written by prepare.py")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint.pt; an unfinished run goes on")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--minutes", type=float, default=minutes, help="time budget, resumed time included")
    budget.add_argument("--steps", type=int, help="fixed number of steps instead of a time")
    parser.add_argument("--layers", type=int, default=4, help="like --width and --heads: of a network started anew")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--dropout", type=float, default=dropout)
    parser.add_argument("--tokens-per-batch", type=int, default=8192)
    parser.add_argument("--rate", type=float, default=rate, help="peak learning rate")
    parser.add_argument("--save-every", type=float, default=5, help="minutes between checkpoints")
    parser.add_argument("--keep", action="store_true", help="keep the averaged weights of every checkpoint")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261123)
    return parser


def run(arguments: argparse.Namespace, stage: Stage, start: Path | None = None) -> None:
    arguments.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(arguments, stage, start)
    if trainer.checkpoint.exists():
        trainer.resume()
        print(f"resumed at step {trainer.step}, {trainer.elapsed / 60:.1f} min", flush=True)
    elif start:
        trainer.start_from(start)
    trainer.run()
