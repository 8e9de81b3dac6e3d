#!/usr/bin/env python3
"""The images of deploy/docker are built, started and asked.

images_test.py            with the binaries of this build
images_test.py --compile  with those that the Dockerfile compiles
"""

import os
import shutil
import stat
import subprocess
import sys
import time
import unittest

import machine
from machine import run

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
# Kept between runs: a Debian that only knows its own packages.
ARCHIVE = os.path.join(ROOT, "build", "tools", "debian-bookworm-minbase.tar")
BASE = "localhost/suyuan-base:bookworm"
PORTS = {"registry": (9101, 9201), "certificates": (9102, 9202),
         "traceability": (9103, 9203), "credit": (9104, 9204),
         "gateway": (8080, 9280)}
WITH_DATA = ("registry", "certificates", "credit")
USER = 65532
SERVING = bytes((0, 0, 0, 0, 2, 8, 1))  # a gRPC frame: HealthCheckResponse{1}


def image(service):
    return f"localhost/suyuan-{service}:test"


def debian_archive():
    if not os.path.exists(ARCHIVE):
        os.makedirs(os.path.dirname(ARCHIVE), exist_ok=True)
        half = f"{ARCHIVE}.{os.getpid()}.tar"
        run("mmdebstrap", "--quiet", "--variant=minbase", "bookworm", half)
        os.rename(half, ARCHIVE)
    return ARCHIVE


def context_with_binaries(folder):
    """What the Dockerfile needs where the binaries are there."""
    shutil.copytree(os.path.join(ROOT, "deploy", "docker"),
                    os.path.join(folder, "deploy", "docker"))
    binaries = os.path.join(folder, "binaries")
    os.makedirs(binaries)
    for service in PORTS:
        name = f"suyuan-{service}"
        run("strip", "-o", os.path.join(binaries, name),
            os.path.join(os.environ["SUYUAN_BIN"], name))
    return {"binaries": "binaries"}


def context_with_sources(folder):
    """The project as git knows it, with what is not committed yet."""
    listed = run("git", "ls-files", "-z", "--cached", "--others",
                 "--exclude-standard", cwd=ROOT)
    for path in listed.split("\0"):
        if path and os.path.isfile(os.path.join(ROOT, path)):
            copy = os.path.join(folder, path)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            shutil.copy2(os.path.join(ROOT, path), copy)
    return {}


def grpc_string(text):
    """HealthCheckRequest{service: text} as a gRPC frame."""
    message = bytes((10, len(text))) + text.encode() if text else b""
    return bytes((0, 0, 0, 0, len(message))) + message


class ImagesTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        scratch = os.path.join(ROOT, "build", f"images-{os.getpid()}")
        os.makedirs(scratch)
        cls.addClassCleanup(shutil.rmtree, scratch, ignore_errors=True)
        cls.scratch = scratch
        cls.store = machine.Store(os.path.join(scratch, "store"))
        cls.addClassCleanup(cls.store.close)
        cls.store.import_base(debian_archive(), BASE)
        context = os.path.join(scratch, "context")
        make = context_with_sources if COMPILE else context_with_binaries
        arguments = make(context)
        for service in PORTS:
            began = time.monotonic()
            cls.store.build(context, service, image(service), base=BASE,
                            **arguments)
            print(f"{image(service)} built in {time.monotonic() - began:.0f} s",
                  flush=True)

    def setUp(self):
        self.started = {}

    def start(self, service, network=None):
        config = self.store.config(image(service))
        mounts = []
        if service in WITH_DATA:
            mounts.append((self.data(service), "/data", "rw"))
        container = machine.Container(
            os.path.join(self.scratch, f"{self.id()}-{service}"), service,
            self.store.root_of(image(service)), config,
            config["Entrypoint"] + config["Cmd"], mounts, network)
        self.addCleanup(container.kill)
        self.started[service] = container
        return container

    def data(self, service):
        folder = os.path.join(self.scratch, f"{self.id()}-{service}-data")
        os.makedirs(folder)
        os.chown(folder, USER, USER)
        return folder

    def curl(self, url, *arguments):
        """The body, from within the containers' network; b"" if it fails."""
        network = self.started["registry"].network()
        return subprocess.run(
            ["nsenter", f"--net={network}", "curl", "--silent", "--fail",
             "--noproxy", "*", "--max-time", "5", *arguments, url],
            check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE).stdout

    def health(self, port, name=""):
        request = os.path.join(self.scratch, "request")
        with open(request, "wb") as file:
            file.write(grpc_string(name))
        return self.curl(
            f"http://127.0.0.1:{port}/grpc.health.v1.Health/Check",
            "--http2-prior-knowledge", "--header", "te: trailers", "--header",
            "content-type: application/grpc", "--data-binary", f"@{request}")

    def eventually(self, what, holds):
        give_up = time.monotonic() + 90
        while not holds():
            for service, container in self.started.items():
                if container.runc.poll() is not None:
                    self.fail(f"{service} ended: {container.said()}")
            if time.monotonic() > give_up:
                said = {s: c.said() for s, c in self.started.items()}
                self.fail(f"{what}: not in 90 s; {said}")
            time.sleep(0.2)

    def test_an_image_says_who_it_is_and_where_it_listens(self):
        for service, ports in PORTS.items():
            with self.subTest(service):
                config = self.store.config(image(service))
                self.assertEqual(config["User"], f"{USER}:{USER}")
                self.assertEqual(config["Entrypoint"],
                                 [f"/usr/local/bin/suyuan-{service}"])
                self.assertIn("--insecure-listen", config["Cmd"])
                self.assertEqual(set(config["ExposedPorts"]),
                                 {f"{port}/tcp" for port in ports})
                self.assertEqual("/data" in config.get("Volumes", {}),
                                 service in WITH_DATA)

    def test_an_image_holds_its_service_and_no_compiler(self):
        for service in PORTS:
            with self.subTest(service):
                root = self.store.root_of(image(service))
                self.assertEqual(os.listdir(f"{root}/usr/local/bin"),
                                 [f"suyuan-{service}"])
                for path in ("src", "out", "usr/bin/g++", "usr/bin/cmake"):
                    self.assertFalse(os.path.lexists(f"{root}/{path}"), path)
                data = os.stat(f"{root}/data")
                self.assertEqual((data.st_uid, stat.S_IMODE(data.st_mode)),
                                 (USER, 0o750))

    def test_the_suite_runs_from_its_images_and_ends_by_sigterm(self):
        registry = self.start("registry")
        self.eventually("registry runs", lambda: registry.pid() != 0)
        for service in PORTS:
            if service != "registry":
                self.start(service, registry.network())
        self.eventually(
            "gateway ready",
            lambda: self.curl("http://127.0.0.1:8080/readyz") != b"")

        for service, (port, metrics) in PORTS.items():
            with self.subTest(service):
                if service != "gateway":
                    self.assertEqual(self.health(port), SERVING)
                    self.assertEqual(self.health(port, "live"), SERVING)
                    self.assertNotEqual(self.health(port, "dead"), SERVING)
                self.assertIn(b"# HELP", self.curl(
                    f"http://127.0.0.1:{metrics}/metrics"))
        self.assertIn(b"{", self.curl(
            "http://127.0.0.1:8080/v1/institutions"))

        key = os.path.join(self.scratch, f"{self.id()}-certificates-data",
                           "log.key")
        self.assertEqual((os.stat(key).st_uid,
                          stat.S_IMODE(os.stat(key).st_mode)), (USER, 0o600))
        # Callers first, as a drain does.
        for service in reversed(PORTS):
            with self.subTest(service):
                container = self.started[service]
                self.assertEqual(container.terminate(60), 0, container.said())

    def test_the_init_container_of_the_chart_can_copy_the_key(self):
        secret = self.data("secret")
        copy = self.data("copy")
        with open(os.path.join(secret, "log.key"), "w",
                  encoding="utf-8") as file:
            file.write("a key\n")
        # As a cluster mounts a Secret for a pod with fsGroup.
        os.chown(secret, 0, USER)
        os.chmod(secret, 0o750)
        os.chown(file.name, 0, USER)
        os.chmod(file.name, 0o440)
        container = machine.Container(
            os.path.join(self.scratch, f"{self.id()}-run"), "log-key",
            self.store.root_of(image("certificates")),
            self.store.config(image("certificates")),
            ["install", "-m", "0600", "/run/log-key-secret/log.key",
             "/run/log-key/log.key"],
            [(secret, "/run/log-key-secret", "ro"),
             (copy, "/run/log-key", "rw")])
        self.addCleanup(container.kill)
        self.assertEqual(container.wait(60), 0, container.said())
        made = os.stat(os.path.join(copy, "log.key"))
        self.assertEqual((made.st_uid, stat.S_IMODE(made.st_mode)),
                         (USER, 0o600))


if __name__ == "__main__":
    COMPILE = "--compile" in sys.argv[1:]
    machine.need("buildah", "mmdebstrap", "runc", "curl", "nsenter", "strip")
    unittest.main(argv=sys.argv[:1])
