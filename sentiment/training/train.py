"""Second stage: like the first, with more noise and a learning rate that fades to zero."""

from pathlib import Path

from trainer import Stage, command_line, run

STAGE = Stage(
    hidden_tokens=0.2,
    guess_weight=0.3,
    average_decay=0.998,
    fades=True,
    warm_up=100,
)

if __name__ == "__main__":
    parser = command_line(__doc__, minutes=30, rate=7e-4, dropout=0.5)
    parser.add_argument("--start", type=Path, help="checkpoint.pt of the first stage; without it, starts from nothing")
    arguments = parser.parse_args()
    run(arguments, STAGE, arguments.start)
