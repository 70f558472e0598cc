"""How often the newly written part is found exactly, over the project's own labelled replies.

Run: python -m bench.quoting_score [--wrong]
"""

import argparse
from collections import Counter

from bench.report import Line
from chalicelib.channels.email.quoting import newest_part, newest_part_of_html
from tests.samples.mail.quoting_samples import Reply, replies

LEAST_SHARE = 0.98  # of each program's replies; --wrong names the few that are read wrongly


def is_right(reply: Reply) -> bool:
    """Equal words in equal lines; white space and blank lines do not count."""
    return _lines(_found(reply)) == _lines(reply.newest)


def score() -> tuple[Counter[str], Counter[str]]:
    """(right, all) by mail program."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for reply in replies():
        total[reply.program] += 1
        right[reply.program] += is_right(reply)
    return right, total


def measured() -> list[Line]:
    """A line for each mail program. `wrong` where fewer than LEAST_SHARE of its replies are read right."""
    right, total = score()
    lines = [
        Line(
            f"{program}: {right[program]} of {count}",
            wrong=()
            if right[program] >= LEAST_SHARE * count
            else (f"{program}: {right[program]} of {count} right, at least {LEAST_SHARE:.0%}",),
        )
        for program, count in sorted(total.items())
    ]
    languages = len({reply.language.partition("-")[0] for reply in replies()} - {"any"})
    summary = f"all: {right.total()} of {total.total()}, {len(total)} clients, {languages} languages"
    return [*lines, Line(f"{summary}; own replies, written for this project")]


def _found(reply: Reply) -> str:
    return newest_part_of_html(reply.body) if reply.is_html else newest_part(reply.body)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def main() -> None:
    """Print the table; with --wrong also what was found wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    if parser.parse_args().wrong:
        for reply in replies():
            if not is_right(reply):
                print(reply.program, reply.language, reply.style, repr(_found(reply)), sep=" | ")
    right, total = score()
    for program, count in sorted(total.items()):
        print(f"{program:18} {right[program]:4} of {count:4}")
    print(f"{'all':18} {right.total():4} of {total.total():4}  {100 * right.total() / total.total():.1f} %")
    languages = len({reply.language.partition("-")[0] for reply in replies()} - {"any"})
    print(f"{languages} languages; own labelled replies, written for this project")


if __name__ == "__main__":
    main()
