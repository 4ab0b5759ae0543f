"""Nothing is lost, sent twice or half-written, whenever the program is killed."""

import argparse
import random
import sys

import crash


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000, help="kills of the program")
    parser.add_argument("--seconds", type=float, default=1200,
                        help="no new campaign is begun after them; 0: any time")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    chosen = parser.parse_args()

    def say(line):
        print(line, flush=True)

    say(f"Seed {chosen.seed}.")
    sys.exit(0 if crash.soak(chosen.seed, chosen.rounds, chosen.seconds, say) else 1)


if __name__ == "__main__":
    main()
