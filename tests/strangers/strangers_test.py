#!/usr/bin/env python3
"""Verifiers that others wrote accept our log as the gateway publishes it, and
refuse it once a byte is another."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.request

from tampering_proxy import TamperingProxy

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.environ.get("SUYUAN_BIN", "build/dev/bin")
SUYUAN = os.path.join(BIN, "suyuan")
SUYUANCTL = os.path.join(BIN, "suyuanctl")
CERTIFICATES = 600  # two full tiles, a partial one, a level above
PASSED = "Successfully fsck'd"
WITNESS = "witness.example/w1"

# No proxy for loopback, whatever the machine says.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1"


def tools():
    """The folder of the verifiers; ends the test where there is none."""
    made = subprocess.run([os.path.join(HERE, "tools.sh"), "fsck", "verify"],
                          text=True, stdout=subprocess.PIPE, check=False)
    if made.returncode != 0:
        sys.exit(made.returncode)
    return made.stdout.strip()


def run(*command, seconds=120):
    """Exit code and all output; None where it had to be ended."""
    try:
        done = subprocess.run(command, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=seconds,
                              check=False)
    except subprocess.TimeoutExpired as ended:
        output = ended.stdout or b""
        return None, output if isinstance(output, str) else output.decode()
    return done.returncode, done.stdout


def certificate(number):
    """A calibration as the canonical JSON has it."""
    return {"certificate": {
        "kind": "KIND_CALIBRATION", "number": f"S-{number}",
        "issuer": {"title": "天山计量院"},
        "begin": "2024-03-10", "end": "2024-03-11", "issued": "2024-03-12",
        "items": [{"id": "item", "title": {"texts": {"zh": "砝码"}},
                   "identifications": [{"issuer": "manufacturer",
                                        "value": f"W-{number}"}]}],
        "references": [{"id": "reference",
                        "certificateNumbers": ["NIM-1"], "uses": 1}],
        "results": [{"id": "result", "kind": {"code": "MASS"},
                     "value": "1.000000", "unit": "\\kilogram",
                     "uncertainty": {"expanded": "0.000005",
                                     "coverageFactor": "2"}}]}}


class Instance:
    """All services in one process, on a folder of their own."""

    def __init__(self, folder, policy):
        with open(os.path.join(folder, "log"), "wb") as log:
            self.process = subprocess.Popen(
                [SUYUAN, "--data-dir", os.path.join(folder, "data"),
                 "--log-policy", policy, "--gateway-listen", "127.0.0.1:0",
                 "--registry-listen", "", "--certificates-listen", "",
                 "--traceability-listen", "", "--credit-listen", "",
                 "--metrics-listen", ""],
                stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        self.url = line.removeprefix("suyuan: ").strip()
        self.log = f"{self.url}/log"

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def get(self, path):
        with urllib.request.urlopen(self.url + path) as answer:
            return answer.read()

    def post(self, path, body):
        request = urllib.request.Request(
            self.url + path, data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class StrangersTest(unittest.TestCase):
    """One instance for all tests; none of them writes to the log."""

    @classmethod
    def setUpClass(cls):
        cls.tools = tools()
        cls.folder = tempfile.TemporaryDirectory()
        code, cls.witness_key = run(SUYUANCTL, "log", "witness-key",
                                    cls.file("w.key"), "--name", WITNESS)
        assert code == 0, cls.witness_key
        cls.witness_key = cls.witness_key.strip()
        with open(cls.file("policy"), "w", encoding="utf-8") as policy:
            policy.write(f"witness W {cls.witness_key}\nquorum W\n")
        cls.instance = Instance(cls.folder.name, cls.file("policy"))
        cls.addClassCleanup(cls.folder.cleanup)
        cls.addClassCleanup(cls.instance.stop)
        imported = cls.instance.post(
            "/v1/certificates:batchImport",
            {"requests": [certificate(i) for i in range(CERTIFICATES)]})
        cls.names = [item["certificate"] for item in imported["items"]]
        cls.instance.post(f"/v1/{cls.names[3]}:void",
                          {"voidFrom": "2024-06-01", "reason": "标准器超差"})
        checkpoint = json.loads(cls.instance.get("/v1/log/checkpoint"))
        cls.key = checkpoint["verifierKey"]
        with open(cls.file("log.vkey"), "w", encoding="utf-8") as key:
            key.write(cls.key + "\n")

    @classmethod
    def file(cls, name):
        return os.path.join(cls.folder.name, name)

    def fsck(self, url, seconds=120):
        # It may hang, or end with 0, on a log that is not sound.
        code, output = run(os.path.join(self.tools, "fsck"),
                           f"--storage_url={url}/",
                           f"--public_key={self.file('log.vkey')}",
                           "--ui=false", seconds=seconds)
        return code == 0 and PASSED in output, output

    def verify(self, url, *more):
        code, output = run(os.path.join(self.tools, "verify"), "-log", url,
                           "-key", self.key, *more)
        return code == 0, output

    def check(self, url, *more):
        return run(SUYUANCTL, "log", "check", "--log", url, *more)

    def test_tessera_accepts_the_log(self):
        passed, output = self.fsck(self.instance.log)
        self.assertTrue(passed, output)

    def test_go_accepts_the_log_with_every_entry(self):
        passed, output = self.verify(self.instance.log)
        self.assertTrue(passed, output)
        self.assertIn(f"verified {CERTIFICATES + 1} entries", output)

    def test_go_accepts_a_receipt(self):
        document = self.file("document.json")
        with open(document, "wb") as out:
            out.write(self.instance.get(f"/v1/{self.names[300]}:original"))
        code, output = run(SUYUANCTL, "log", "prove", document, "--log",
                           self.instance.log, "--key", self.key)
        self.assertEqual(code, 0, output)
        receipt = json.loads(
            self.instance.get(f"/v1/{self.names[300]}:receipt"))
        proof = f"{document}.tlog-proof"
        with open(proof, encoding="utf-8") as made:
            self.assertIn(f"index {receipt['logIndex']}\n", made.read())
        entry = self.file("leaf")
        bundle = self.instance.get("/log/tile/entries/001")
        with open(entry, "wb") as out:
            out.write(nth_entry(bundle, int(receipt["logIndex"]) - 256))
        passed, output = self.verify(self.instance.log, "-proof", proof,
                                     "-leaf", entry)
        self.assertTrue(passed, output)
        with open(entry, "ab") as out:
            out.write(b" ")
        passed, output = self.verify(self.instance.log, "-proof", proof,
                                     "-leaf", entry)
        self.assertFalse(passed, output)
        code, output = run(SUYUANCTL, "verify", document, "--receipt", proof,
                           "--key", self.key, "--offline",
                           "--certificates", "127.0.0.1:1")
        self.assertEqual(code, 0, output)

    def test_go_accepts_the_cosignature_of_our_witness(self):
        code, output = run(
            SUYUANCTL, "log", "cosign", "--log", self.instance.log, "--key",
            self.key, "--name", WITNESS, "--witness-key", self.file("w.key"),
            "--state", self.file("w.seen"))
        self.assertEqual(code, 0, output)
        passed, output = self.verify(self.instance.log, "-witness",
                                     self.witness_key)
        self.assertTrue(passed, output)
        # Go's checks see an unknown signature on the newest one, too.
        passed, output = self.fsck(self.instance.log)
        self.assertTrue(passed, output)

    def test_a_byte_that_is_another_is_refused_by_all(self):
        with TamperingProxy(self.instance.log) as proxy:
            self.assertTrue(self.verify(proxy.url)[0])
            self.assertTrue(self.fsck(proxy.url)[0])
            self.assertEqual(self.check(proxy.url, "--key", self.key)[0], 0)
            for path in ("checkpoint", "tile/0/000", "tile/0/002.p/89",
                         "tile/1/000.p/2", "tile/entries/001",
                         "tile/entries/002.p/89"):
                with self.subTest(path):
                    proxy.tampered = path
                    passed, output = self.verify(proxy.url)
                    self.assertFalse(passed, output)
                    passed, output = self.fsck(proxy.url, seconds=15)
                    self.assertFalse(passed, output)
                    code, output = self.check(proxy.url, "--key", self.key)
                    self.assertIn(code, (1, 3), output)

    def test_the_log_is_watched_without_an_alarm(self):
        for _ in range(2):
            code, output = run(
                SUYUANCTL, "log", "watch", "--once", "--log",
                self.instance.log, "--key", self.key, "--state",
                self.file("seen"))
            self.assertEqual(code, 0, output)

    def test_both_logs_are_measured_on_the_same_entries(self):
        code, output = run(
            os.path.join(HERE, "..", "bench", "log_beside_tessera"),
            BIN, "1", seconds=600)
        self.assertEqual(code, 0, output)
        for figure in ("log_entries", "checkpoint_p99", "tessera_entries",
                       "tessera_checkpoint_p99"):
            self.assertRegex(output, rf"(?m)^{figure} +[0-9.]+ ")


def nth_entry(bundle, index):
    """Entry `index` of a bundle: each after its length in two bytes."""
    for _ in range(index):
        bundle = bundle[2 + int.from_bytes(bundle[:2], "big"):]
    return bundle[2:2 + int.from_bytes(bundle[:2], "big")]


if __name__ == "__main__":
    unittest.main()
