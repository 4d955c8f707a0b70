"""Checks indexes of exponential buckets against exact arithmetic with fractions.

Asks about random doubles, and about the two doubles next to random bucket boundaries at every scale, which is where a
logarithm errs. A value is above 2^(i / 2^s) exactly when its (2^s)th power is above 2^i; up to scale 6 that power is
taken in full, above it the boundary itself is computed to 400 bits, far finer than any double comes near to one.
"""

import fractions
import math
import random
import struct
import subprocess
import sys

PRECISION = 400
FULL_POWERS = 6


def bits_of(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def boundary(index, scale):
    """Returns 2^(index / 2^scale) scaled by 2^PRECISION, rounded down."""
    whole, part = index >> scale, index & ((1 << scale) - 1)
    root = 1 << PRECISION
    power = 2 << PRECISION
    for bit in range(scale - 1, -1, -1):
        power = math.isqrt(power << PRECISION)
        if part >> bit & 1:
            root = root * power >> PRECISION
    return fractions.Fraction(root, 1 << PRECISION) * fractions.Fraction(2) ** whole


def is_above(value, index, scale):
    exact = fractions.Fraction(value)
    if scale <= FULL_POWERS:
        power = exact ** (2**scale) if scale >= 0 else exact
        return power > fractions.Fraction(2) ** (index if scale >= 0 else index << -scale)
    return exact > boundary(index, scale)


def cases(rng):
    for scale in range(-11, 21):
        for _ in range(40):
            yield scale, math.ldexp(rng.random() + 0.5, rng.randint(-1080, 1020)) or 5e-324
        for _ in range(60 if scale > 0 else 0):
            index = rng.randint(-1000 << scale, 1000 << scale)
            near = float(boundary(index, scale))
            yield scale, near
            yield scale, math.nextafter(near, math.inf)
            yield scale, math.nextafter(near, 0.0)


def main():
    program, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20241
    asked = list(cases(random.Random(seed)))
    questions = "".join(f"{scale} {bits_of(value)}\n" for scale, value in asked)
    answered = subprocess.run([program], input=questions, capture_output=True, text=True, check=True)
    indexes = [int(line) for line in answered.stdout.split()]
    if len(indexes) != len(asked):
        sys.exit(f"{len(asked)} questions, {len(indexes)} answers")
    wrong = [
        (scale, value, index)
        for (scale, value), index in zip(asked, indexes)
        if not is_above(value, index, scale) or is_above(value, index + 1, scale)
    ]
    for scale, value, index in wrong[:20]:
        print(f"scale {scale}: {value!r} is not in bucket {index}")
    if wrong:
        sys.exit(f"{len(wrong)} of {len(asked)} indexes are wrong")


if __name__ == "__main__":
    main()
