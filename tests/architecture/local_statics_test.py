"""No local static of the library is initialized under a lock.

local_statics_test.py NM LIBRARY...

The compiler guards such a static by a lock that fork() does not hold: a child that was forked while a thread initialized
it waits for ever at its first use. process::MadeOnce makes without one.
"""

import subprocess
import sys

GUARD = "guard variable for "


def main() -> int:
    nm, *libraries = sys.argv[1:]
    symbols = subprocess.run(
        [nm, "--demangle", *libraries], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    if "telemetryflow::TelemetryFlowClient" not in symbols:
        print(f"{libraries}: no symbol of the client: this is not the library")
        return 1
    guarded = sorted({line.split(GUARD, 1)[1] for line in symbols.splitlines() if GUARD in line})
    for name in guarded:
        print(f"{name}: a static whose first use takes a lock: use process::MadeOnce, or constinit")
    return 1 if guarded else 0


if __name__ == "__main__":
    sys.exit(main())
