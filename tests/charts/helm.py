"""A real helm on charts/suyuan."""

import functools
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CHART = os.path.join(ROOT, "charts", "suyuan")
FULL = os.path.join(CHART, "ci", "full-values.yaml")
# The cluster that the chart is rendered for: helm alone assumes an old one.
KUBE_VERSION = "1.34.4"
SKIPPED = 77


def unavailable(why):
    """Ends the test: skipped, or failed where CI is set."""
    print("FAILED" if os.environ.get("CI") else "SKIPPED", why, sep=": ",
          file=sys.stderr)
    sys.exit(1 if os.environ.get("CI") else SKIPPED)


try:
    import yaml
except ImportError:
    unavailable("python3-yaml is not installed")


@functools.lru_cache(maxsize=None)
def program():
    """The path of helm; the process ends where there is none."""
    done = subprocess.run([os.path.join(HERE, "helm.sh")], check=False,
                          stdout=subprocess.PIPE, text=True, timeout=1700)
    if done.returncode == SKIPPED:
        sys.exit(SKIPPED)
    if done.returncode != 0:
        sys.exit(1)
    return done.stdout.strip()


def helm(*arguments):
    return subprocess.run([program(), *arguments], check=False,
                          capture_output=True, text=True, timeout=60)


def lint(*arguments):
    return helm("lint", "--strict", "--kube-version", KUBE_VERSION, CHART,
                *arguments)


def template(*arguments, release="suyuan"):
    return helm("template", release, CHART, "--namespace", "metrology",
                "--kube-version", KUBE_VERSION, *arguments)


def render(*arguments, release="suyuan"):
    """The documents of `helm template`."""
    done = template(*arguments, release=release)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return [d for d in yaml.safe_load_all(done.stdout) if d]


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)
