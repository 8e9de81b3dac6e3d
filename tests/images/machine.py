"""Images and containers without a daemon: buildah builds, runc runs."""

import json
import os
import shutil
import signal
import subprocess
import sys

SKIPPED = 77


def skip(why):
    """Ends the process; where CI is set the test has failed."""
    if os.environ.get("CI"):
        print(f"FAILED: {why}", file=sys.stderr)
        sys.exit(1)
    print(f"SKIPPED: {why}")
    sys.exit(SKIPPED)


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            skip(f"{program} is not installed")
    if os.geteuid() != 0:
        skip("images are built and started by root")


def run(*command, **options):
    """What the command prints; an AssertionError with its words if it fails."""
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, **options)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: exit {done.returncode}\n"
                             f"{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


class Store:
    """A store of images of its own, so that the machine's stays as it is."""

    def __init__(self, folder):
        self.folder = folder
        self.containers = []

    def buildah(self, *arguments):
        return run("buildah", "--root", os.path.join(self.folder, "storage"),
                   "--runroot", os.path.join(self.folder, "run"), *arguments)

    def import_base(self, archive, name):
        container = self.buildah("from", "scratch").strip()
        self.buildah("add", "--quiet", container, archive, "/")
        self.buildah("commit", "--quiet", container, name)
        self.buildah("rm", container)

    def build(self, context, target, name, **arguments):
        flags = [flag for key, value in arguments.items()
                 for flag in ("--build-arg", f"{key.upper()}={value}")]
        self.buildah("bud", "--isolation", "chroot", "--layers", "--pull-never",
                     "--file", os.path.join(context, "deploy/docker/Dockerfile"),
                     "--target", target, "--tag", name, *flags, context)

    def config(self, name):
        image = json.loads(self.buildah("inspect", "--type", "image", name))
        return image["OCIv1"]["config"]

    def root_of(self, name):
        """A folder with the files of the image."""
        container = self.buildah("from", "--pull-never", name).strip()
        self.containers.append(container)
        return self.buildah("mount", container).strip()

    def close(self):
        for container in self.containers:
            self.buildah("umount", container)
        self.buildah("rmi", "--all", "--force")
        shutil.rmtree(self.folder, ignore_errors=True)


def specification(folder, root, config, args, mounts, network):
    """An OCI runtime specification as strict as the chart's pods."""
    run("runc", "spec", cwd=folder)
    path = os.path.join(folder, "config.json")
    with open(path, encoding="utf-8") as file:
        spec = json.load(file)
    uid, gid = (int(part) for part in config["User"].split(":"))
    process = spec["process"]
    process.update(terminal=False, args=args, env=config.get("Env", []),
                   cwd="/", user={"uid": uid, "gid": gid},
                   noNewPrivileges=True, capabilities={})
    process.pop("rlimits", None)
    spec["root"] = {"path": root, "readonly": True}
    spec["mounts"] += [
        {"destination": inside, "type": "bind", "source": outside,
         "options": ["bind", mode]} for outside, inside, mode in mounts]
    for namespace in spec["linux"]["namespaces"]:
        if namespace["type"] == "network" and network:
            namespace["path"] = network
    with open(path, "w", encoding="utf-8") as file:
        json.dump(spec, file)


class Container:
    """A process in the files of an image. `mounts` are (outside, inside, "rw"
    or "ro"); `network` is a namespace to join, else one of its own."""

    def __init__(self, folder, name, root, config, args, mounts=(),
                 network=None):
        os.makedirs(folder)
        self.folder = folder
        self.name = f"{name}-{os.getpid()}"
        specification(folder, root, config, args, mounts, network)
        self.output = os.path.join(folder, "output")
        with open(self.output, "wb") as output:
            self.runc = subprocess.Popen(
                ["runc", "--root", os.path.join(folder, "runc"), "run",
                 "--bundle", folder, self.name],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def _runc(self, *arguments):
        return run("runc", "--root", os.path.join(self.folder, "runc"),
                   *arguments)

    def pid(self):
        """0 until it runs."""
        try:
            return json.loads(self._runc("state", self.name))["pid"]
        except AssertionError:
            return 0

    def network(self):
        return f"/proc/{self.pid()}/ns/net"

    def said(self):
        with open(self.output, encoding="utf-8", errors="replace") as file:
            return file.read()[-3000:]

    def wait(self, timeout):
        return self.runc.wait(timeout)

    def terminate(self, timeout):
        """The exit code after SIGTERM."""
        self._runc("kill", self.name, "TERM")
        return self.wait(timeout)

    def kill(self):
        if self.runc.poll() is None:
            pid = self.pid()
            if pid:
                os.kill(pid, signal.SIGKILL)
            else:
                self.runc.kill()
            self.runc.wait(30)
