"""Second stage: whether a review praises or not, beside the wide part, with a learning rate that fades to zero."""

from pathlib import Path

from data import TRAINING_SHARE
from trainer import Stage, command_line, run

STAGE = Stage(
    shares=TRAINING_SHARE,
    hidden_tokens=0.08,
    guess_weight=0.0,
    score_weight=0.3,
    polarity_weight=1.0,
    average_decay=0.998,
    fades=True,
    warm_up=100,
)

if __name__ == "__main__":
    parser = command_line(__doc__, minutes=30, rate=5e-4, dropout=0.1)
    parser.add_argument("--wide", type=Path, required=True, help="folder written by train_wide.py")
    parser.add_argument("--start", type=Path, help="checkpoint.pt of the first stage; without it, starts from nothing")
    arguments = parser.parse_args()
    run(arguments, STAGE, arguments.start)
