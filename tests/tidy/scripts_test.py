#!/usr/bin/env python3
"""What deploy/lib promises, without building or installing anything."""

import os
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
ENGLISH = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
CHINESE = {"PATH": os.environ["PATH"], "LC_ALL": "zh_CN.UTF-8"}


def bash(script, env=None):
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=ROOT, check=False,
        env=env or ENGLISH, capture_output=True, text=True, timeout=60)


def quickstart(*arguments, **env):
    return subprocess.run(
        ["deploy/quickstart", *arguments], cwd=ROOT, check=False,
        env={**ENGLISH, **env}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60)


INSTALL = ". deploy/lib/say.sh; . deploy/lib/install.sh; "


class InstallTest(unittest.TestCase):

    def on(self, release, env=None):
        with tempfile.NamedTemporaryFile("w", suffix="-release") as file:
            file.write(release)
            file.flush()
            return bash(f"OS_RELEASE={file.name}; {INSTALL} require_debian_12",
                        env)

    def test_debian_12_is_taken(self):
        done = self.on('ID=debian\nVERSION_ID="12"\n')
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (0, "", ""))

    def test_another_system_is_named_in_one_line(self):
        for release, name in (
                ('ID=ubuntu\nVERSION_ID="12"\nPRETTY_NAME="Ubuntu 12"', "Ubuntu 12"),
                ('ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian 13"', "Debian 13"),
                ("ID=debian\nVERSION_ID=11\n", "debian 11"),
                ("", "")):
            with self.subTest(name):
                done = self.on(release)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stderr.count("\n"), 1)
                self.assertIn(name, done.stderr)
        self.assertIn("溯源", self.on("ID=x", CHINESE).stderr)

    def missing(self, lines):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(lines)
            file.flush()
            return bash(f"{INSTALL} missing_packages {file.name}").stdout

    def test_only_what_is_missing_is_installed(self):
        self.assertEqual(self.missing("# bash\n\nbash\nno-such-package\n"),
                         "no-such-package\n")

    def test_a_command_that_is_there_stands_for_its_package(self):
        self.assertEqual(self.missing("no-such-package bash\n"), "")
        self.assertEqual(self.missing("no-such-package no-such-command\n"),
                         "no-such-package\n")

    def test_each_package_is_listed_once(self):
        names = []
        for path in ("deploy/packages.txt", "tests/packages.txt",
                     "tests/fuzz/packages.txt"):
            with open(os.path.join(ROOT, path), encoding="utf-8") as file:
                names += [line.split()[0] for line in file
                          if line.strip() and not line.startswith("#")]
        self.assertGreater(len(names), 20)
        self.assertEqual(len(names), len(set(names)))


class DataFolderTest(unittest.TestCase):

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = os.path.join(scratch.name, "data")

    def make(self, *names):
        os.makedirs(self.folder, exist_ok=True)
        for name in names:
            with open(os.path.join(self.folder, name), "w",
                      encoding="utf-8") as file:
                file.write("x")

    def test_a_folder_that_is_not_ours_is_never_touched(self):
        self.make("diary.txt")
        for action in ("--stop", "--reset", "--check"):
            with self.subTest(action):
                done = quickstart(action, "--yes", SUYUAN_DATA=self.folder)
                self.assertEqual(done.returncode, 1)
                self.assertIn("SUYUAN_DATA", done.stderr)
                self.assertEqual(os.listdir(self.folder), ["diary.txt"])

    def test_reset_without_a_terminal_takes_a_yes(self):
        self.make(".suyuan", "registry.db")
        done = quickstart("--reset", SUYUAN_DATA=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--yes", done.stderr)
        self.assertTrue(os.path.exists(self.folder))

        done = quickstart("--reset", "--yes", SUYUAN_DATA=self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertFalse(os.path.exists(self.folder))

    def test_stop_keeps_the_data(self):
        self.make(".suyuan", "registry.db")
        done = quickstart("--stop", SUYUAN_DATA=self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(sorted(os.listdir(self.folder)),
                         [".suyuan", "registry.db"])

    def test_stop_ends_only_what_quickstart_began(self):
        other = subprocess.Popen(["sleep", "60"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        self.make(".suyuan")
        with open(os.path.join(self.folder, "suyuan.pid"), "w",
                  encoding="utf-8") as file:
            file.write(f"{other.pid} 1\n")
        done = quickstart("--stop", SUYUAN_DATA=self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertIsNone(other.poll())

    def test_stop_ends_what_the_pid_file_names(self):
        process = subprocess.Popen(["sleep", "60"])
        self.addCleanup(process.kill)
        began = bash(". deploy/lib/say.sh; . deploy/lib/suite.sh; "
                     f"began {process.pid}").stdout.strip()
        self.assertRegex(began, r"\A\d+\Z")
        self.make(".suyuan")
        with open(os.path.join(self.folder, "suyuan.pid"), "w",
                  encoding="utf-8") as file:
            file.write(f"{process.pid} {began}\n")
        done = quickstart("--stop", SUYUAN_DATA=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(process.wait(timeout=10), -15)


class CommandLineTest(unittest.TestCase):

    def test_an_option_that_is_none_is_refused_with_the_usage(self):
        for arguments in (["--chek"], ["--gateway-listen"], ["x"]):
            with self.subTest(arguments):
                done = quickstart(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertIn("--check", done.stderr)

    def test_an_address_that_is_none_names_those_that_are(self):
        done = quickstart("--gate-listen", "127.0.0.1:1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--gateway-listen", done.stderr)

    def test_help_comes_in_both_languages(self):
        self.assertIn("simulated data", quickstart("--help").stdout)
        self.assertIn("模拟数据", quickstart("--help", **CHINESE).stdout)


if __name__ == "__main__":
    unittest.main()
