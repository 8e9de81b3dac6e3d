#include "services/registry/duplicates/identity_files.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

using Records = std::vector<IdentityFeatures>;
using Texts = std::vector<std::string>;

// What the passes meet, in their order: as a store would be walked.
std::vector<DoubleRegistration> Walk(RecordKind kind, const Records& records) {
  std::multimap<std::string, size_t> filed;
  for (size_t i = 0; i < records.size(); ++i) {
    for (const std::string& file : FilesOf(kind, records[i])) {
      filed.emplace(file, i);
    }
  }
  std::vector<DoubleRegistration> found;
  for (const IdentityPass& pass : PassesOf(kind)) {
    std::map<std::string, std::pair<Texts, std::set<size_t>>> met;
    for (const auto& [file, record] : filed) {
      if (!absl::StartsWith(file, PrefixOf(pass))) continue;
      auto& [files, members] = met[std::string(MeetingPart(pass, file))];
      files.push_back(file);
      members.insert(record);
    }
    for (const auto& [part, group] : met) {
      if (!CanMakeLead(pass, group.first)) continue;
      Records members;
      for (const size_t i : group.second) members.push_back(records[i]);
      for (auto& lead : LeadsAt(kind, pass, part, members)) {
        found.push_back(std::move(lead));
      }
    }
  }
  return found;
}

// What comparing all with all finds, but for leads on records that a lead
// before tells of.
std::vector<DoubleRegistration> CompareAll(RecordKind kind,
                                           const Records& records) {
  const auto all = FindDoubleRegistrations(kind, records);
  std::vector<DoubleRegistration> kept;
  for (const DoubleRegistration& lead : all) {
    const bool is_told =
        std::any_of(all.begin(), all.end(), [&](const auto& other) {
          return (other.strength > lead.strength ||
                  (other.reason == lead.reason &&
                   other.shared < lead.shared)) &&
                 std::includes(other.names.begin(), other.names.end(),
                               lead.names.begin(), lead.names.end());
        });
    if (!is_told) kept.push_back(lead);
  }
  return kept;
}

// A lead without what decides its place.
std::multiset<std::string> Told(const std::vector<DoubleRegistration>& leads) {
  std::multiset<std::string> told;
  for (const DoubleRegistration& lead : leads) {
    std::string text =
        absl::StrCat(TextOf(lead.reason).code, " of ", lead.shared, ":");
    for (const std::string& name : lead.names)
      absl::StrAppend(&text, " ", name);
    told.insert(std::move(text));
  }
  return told;
}

class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}
  std::string One(const Texts& of) { return of[random_() % of.size()]; }
  IdentityFeatures Instrument(int i) {
    IdentityFeatures f;
    f.name = absl::StrCat("instruments/i", i);
    f.titles = {One({"压力表", "天平"})};
    f.owner = One({"institutions/a", "institutions/b"});
    f.manufacturer = One({"西安仪表厂", "西安仪表厂有限公司", "ACME", ""});
    f.model = One({"YB-150", "T", ""});
    for (unsigned n = random_() % 3; n > 0; --n) {
      f.serials.push_back(One({"1", "01", "O1", "2", "77", "N/A", "000"}));
    }
    if (random_() % 2 == 0) f.owner_numbers = {One({"K-1", "K-2", "无"})};
    if (random_() % 4 == 0) f.period.to = absl::CivilDay(2020, 1, 1);
    if (random_() % 4 == 0) f.period.from = absl::CivilDay(2021, 1, 1);
    return f;
  }
  IdentityFeatures Standard(int i) {
    IdentityFeatures f;
    f.name = absl::StrCat("standards/s", i);
    f.titles = {One({"砝码", "压力", "E2"}), One({"weights", "pressure"})};
    f.owner = One({"institutions/a", "institutions/b", "institutions/c"});
    f.numbers = {One({"1", "2", "3", "4", "5"}), One({"6", "7"})};
    f.code = One({"", "12311100", "12311200"});
    return f;
  }

 private:
  std::mt19937 random_;
};

TEST_CASE("The passes meet the leads that comparing all with all finds") {
  Random random(GENERATE(range(1u, 60u)));
  Records instruments;
  Records standards;
  for (int i = 0; i < 12; ++i) {
    instruments.push_back(random.Instrument(i));
    standards.push_back(random.Standard(i));
  }
  CHECK(Told(Walk(RecordKind::kInstrument, instruments)) ==
        Told(CompareAll(RecordKind::kInstrument, instruments)));
  CHECK(Told(Walk(RecordKind::kStandard, standards)) ==
        Told(CompareAll(RecordKind::kStandard, standards)));
}

TEST_CASE("The strongest passes come first") {
  for (const RecordKind kind : kRecordKinds) {
    double before = 1;
    for (const IdentityPass& pass : PassesOf(kind)) {
      CHECK(TextOf(pass.reason).strength <= before);
      before = TextOf(pass.reason).strength;
    }
  }
}

TEST_CASE("An instrument is filed once for each number that it has") {
  IdentityFeatures gauge;
  gauge.name = "instruments/a";
  gauge.titles = {"压力表"};
  gauge.owner = "institutions/kashi";
  gauge.manufacturer = "ACME Co., Ltd.";
  gauge.model = "T-1";
  gauge.serials = {"No. 0O12-B"};
  gauge.owner_numbers = {"K 7"};
  CHECK(FilesOf(RecordKind::kInstrument, gauge) ==
        Texts{"OWNER_NUMBER\x1finstitutions/kashi\x1fK7",
              "SERIAL\x1f"
              "128\x1f"
              "acme"});
  gauge.manufacturer = "";
  CHECK(FilesOf(RecordKind::kInstrument, gauge)[1] ==
        "SERIAL\x1f"
        "128\x1f");
  gauge.serials = {"无"};
  gauge.owner_numbers.clear();
  CHECK(FilesOf(RecordKind::kInstrument, gauge).empty());
}

TEST_CASE("Records that share two numbers make one lead") {
  IdentityFeatures a;
  a.name = "instruments/a";
  a.manufacturer = "ACME";
  a.model = "T";
  a.serials = {"11", "12"};
  IdentityFeatures b = a;
  b.name = "instruments/b";
  CHECK(Walk(RecordKind::kInstrument, {a, b}).size() == 1);
}

TEST_CASE("Manufacturers meet only where a record names none") {
  const IdentityPass pass = {SharedIdentity::kModelSerial, true};
  const std::string acme =
      "SERIAL\x1f"
      "128\x1f"
      "acme";
  const std::string other =
      "SERIAL\x1f"
      "128\x1f"
      "other";
  const std::string none =
      "SERIAL\x1f"
      "128\x1f";
  CHECK(MeetingPart(pass, acme) == none);
  CHECK(MeetingPart(pass, none) == none);
  CHECK_FALSE(CanMakeLead(pass, {acme, other}));
  CHECK(CanMakeLead(pass, {none, acme}));
  const IdentityPass same = {SharedIdentity::kManufacturerSerial};
  CHECK(MeetingPart(same, acme) == acme);
  CHECK(CanMakeLead(same, {acme, acme}));
}

}  // namespace
}  // namespace suyuan::registry
