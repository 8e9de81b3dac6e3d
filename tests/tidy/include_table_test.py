#!/usr/bin/env python3
"""The checker of includes sees breaches, and the tree has none."""

import os
import tempfile
import unittest

import include_table

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

CMAKE = """
add_library(suyuan_mint STATIC
  coin.cc
)
add_library(suyuan_mint_sql STATIC sql_coin_store.cc)
add_library(suyuan_mint_transport STATIC
  grpc_mint.cc
  mint_server.cc
)
add_executable(suyuan-mint main.cc)
"""

# Everything that a small service may include, and no more.
SOUND = {
    "services/mint/CMakeLists.txt": CMAKE,
    "services/mint/coin.h": "#include <string>\n",
    "services/mint/coin.cc": '#include "services/mint/coin.h"\n'
                             '#include "libs/metrology/unit.h"\n',
    "services/mint/sql_coin_store.h": '#include "libs/sql/database.h"\n',
    "services/mint/sql_coin_store.cc":
        '#include "services/mint/sql_coin_store.h"\n',
    "services/mint/grpc_mint.cc": '#include <grpcpp/grpcpp.h>\n'
                                  '#include "services/mint/coin.h"\n'
                                  '#include "libs/sql/page_token.h"\n'
                                  '#include "suyuan/mint/v1/mint.pb.h"\n',
    "services/mint/mint_server.cc":
        '#include "services/mint/sql_coin_store.h"\n'
        '#include "libs/redis/cache.h"\n',
    "services/mint/main.cc": '#include <CLI/CLI.hpp>\n'
                             '#include "services/mint/coin.h"\n',
    "libs/base/status.h": '#include "absl/status/status.h"\n',
    "tests/unit/mint/coin_test.cc": '#include "services/mint/coin.h"\n',
}

# One more line, the file it goes to, and what may not.
BREACHES = [
    ("libs/base/status.h", "libs/log/log.h", "the base knows nothing of ours"),
    ("libs/metrology/unit.h", "fstream", "metrology does no I/O"),
    ("libs/metrology/unit.h", "libs/base/clock.h", "metrology has no clock"),
    ("libs/sql/database.h", "services/mint/coin.h", "libraries see no service"),
    ("libs/feed/watch.h", "suyuan/mint/v1/mint.pb.h", "nor its messages"),
    ("libs/base/status.h", "tests/support/x.h", "only tests see tests"),
    ("services/mint/coin.cc", "grpcpp/grpcpp.h", "a core sees no gRPC"),
    ("services/mint/coin.cc", "suyuan/mint/v1/mint.pb.h", "nor messages"),
    ("services/mint/coin.cc", "libs/sql/filter.h", "nor SQL"),
    ("services/mint/coin.cc", "libs/redis/cache.h", "nor Redis"),
    ("services/mint/coin.cc", "libs/rpc/reply.h", "nor our gRPC"),
    ("services/mint/coin.cc", "services/bank/note.h", "nor another service"),
    ("services/mint/coin.h", "grpcpp/grpcpp.h", "through its header neither"),
    ("services/mint/coin.cc", "services/mint/sql_coin_store.h",
     "through another header neither"),
    ("services/mint/sql_coin_store.cc", "grpcpp/grpcpp.h", "SQL without gRPC"),
    ("services/mint/sql_coin_store.cc", "libs/redis/cache.h", "nor Redis"),
    ("services/mint/grpc_mint.cc", "libs/sql/database.h", "gRPC without SQL"),
    ("services/mint/grpc_mint.cc", "libs/redis/cache.h", "gRPC without Redis"),
    ("services/mint/main.cc", "services/bank/note.h", "main sees its service"),
    ("services/mint/stray.cc", "string", "a source of no target"),
    ("tests/worlds/oracle/oracle.cc", "services/traceability/engine.h",
     "the oracle shares no code with the engine"),
]


def table():
    with open(os.path.join(HERE, "includes.txt"), encoding="utf-8") as file:
        return include_table.parse_table(file.read())


def breaches_of(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
        return include_table.check(include_table.Tree(root), table())


class IncludeTableTest(unittest.TestCase):

    def test_a_sound_service_has_no_breach(self):
        self.assertEqual(breaches_of(SOUND), [])

    def test_each_breach_is_seen_and_named(self):
        for path, included, why in BREACHES:
            with self.subTest(why):
                files = dict(SOUND)
                files[path] = files.get(path, "") + f'#include "{included}"\n'
                found = breaches_of(files)
                self.assertTrue(found, why)
                self.assertTrue(any(path in line for line in found), found)

    def test_a_cycle_of_headers_ends(self):
        files = dict(SOUND)
        files["services/mint/coin.h"] += '#include "services/mint/mark.h"\n'
        files["services/mint/mark.h"] = '#include "services/mint/coin.h"\n'
        self.assertEqual(breaches_of(files), [])

    def test_a_line_that_is_none_is_refused(self):
        for line in ("files libs/base/** @std", "fils a: b", "files a: @none"):
            with self.subTest(line), self.assertRaises(
                    include_table.TableError):
                include_table.parse_table(line)

    def test_this_tree_has_no_breach(self):
        tree = include_table.Tree(ROOT)
        self.assertGreater(len(tree.includes), 400)
        self.assertEqual(include_table.check(tree, table()), [])


if __name__ == "__main__":
    unittest.main()
