"""`python3 test`: the whole test suite in a private environment; arguments go to pytest."""

import sys

from environment import run

if __name__ == "__main__":
    run(["-m", "pytest", *sys.argv[1:]], needs=["-e", ".[sandbox]", "-r", "test-requirements.txt"])
