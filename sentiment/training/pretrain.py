"""First stage: all texts teach at once, by their scores and by the words hidden in them.

The learning rate stays at its peak, so this stage can be stopped and gone on with at any time: call it again with a
larger --minutes. The second stage (train.py) starts from its newest checkpoint and lets the rate fade.
"""

from trainer import Stage, command_line, run

STAGE = Stage(
    hidden_tokens=0.15,
    guess_weight=0.4,
    average_decay=0.999,
    fades=False,
)

if __name__ == "__main__":
    run(command_line(__doc__, minutes=60, rate=1e-3, dropout=0.0).parse_args(), STAGE)
