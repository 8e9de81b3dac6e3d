#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using I = proto::Institution;
using Text = std::string;

TEST_CASE("A seal says something") {
  Values<I, Text>("seals[0].title", "检定专用章", " ", [](I& i, const Text& v) {
    i.mutable_seals(0)->set_title(v);
  });
  Values<I, Text>("seals[0].period.to", "2010-01-01", "2009-12-31",
                  [](I& i, const Text& v) {
                    i.mutable_seals(0)->mutable_period()->set_to(v);
                  });
}

TEST_CASE("A key is told by the SHA-256 of its certificate, once") {
  const auto thumbprint = [](I& i, const Text& v) {
    i.mutable_signing_keys(0)->set_thumbprint(v);
  };
  Values<I, Text>("signing_keys[0].thumbprint", Text(64, 'a'), Text(63, 'a'),
                  thumbprint);
  Values<I, Text>("signing_keys[0].thumbprint", Text(64, 'A'),
                  Text(63, 'a') + "g", thumbprint);
  Values<I, Text>("signing_keys[0].thumbprint", Text(64, '0'), "", thumbprint);
  Values<I, Text>("signing_keys[1].thumbprint", Text(64, 'b'), Text(64, 'A'),
                  [](I& i, const Text& v) {
                    i.mutable_signing_keys(0)->set_thumbprint(Text(64, 'a'));
                    i.add_signing_keys()->set_thumbprint(v);
                  });
}

TEST_CASE("A key that is revoked for a reason is revoked from a day") {
  Values<I, Text>(
      "signing_keys[0].revoked", "2025-06-01", "",
      [](I& i, const Text& v) { i.mutable_signing_keys(0)->set_revoked(v); });
  Values<I, Text>(
      "signing_keys[0].revoked", "2024-02-29", "2025-02-29",
      [](I& i, const Text& v) { i.mutable_signing_keys(0)->set_revoked(v); });
}

TEST_CASE("A designation says what was given and how it is called") {
  Values<I, int>("designations[0].kind", 11, 0, [](I& i, int v) {
    i.mutable_designations(0)->set_kind(
        static_cast<proto::Designation::Kind>(v));
  });
  Values<I, Text>("designations[0].title", "碳计量中心", "",
                  [](I& i, const Text& v) {
                    auto& title = *i.mutable_designations(0)->mutable_title();
                    title.clear_texts();
                    if (!v.empty()) (*title.mutable_texts())["zh"] = v;
                  });
}

TEST_CASE("A sector is a word by which it can be counted") {
  Values<I, Text>("sectors[0]", "oil_and_gas", "Oil",
                  [](I& i, const Text& v) { i.set_sectors(0, v); });
  Values<I, Text>("sectors[0]", "x", "",
                  [](I& i, const Text& v) { i.set_sectors(0, v); });
}

}  // namespace
}  // namespace suyuan::registry
