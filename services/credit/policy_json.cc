#include "services/credit/policy_json.h"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "nlohmann/json.hpp"
#include "services/credit/violations.h"

namespace suyuan::credit {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxBytes = 4 << 20;
constexpr int kMaxDepth = 32;
constexpr int64_t kMaxPoints = 1'000'000;
constexpr int64_t kMaxDays = 36'500;
constexpr int64_t kMaxCount = 1'000'000'000'000;
constexpr size_t kMaxIndicators = 500;
constexpr size_t kMaxVectorFacts = 1000;

// What the syntax alone decides: depth, keys said twice, numbers that are not
// integers.
class StrictSyntax {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > kMaxDepth) Fail("nests deeper than 32 levels");
    switch (event) {
      case Json::parse_event_t::object_start:
        keys_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
        keys_.pop_back();
        break;
      case Json::parse_event_t::key:
        if (!keys_.back().insert(parsed.get<std::string>()).second) {
          Fail(absl::StrCat("has the key '", parsed.get<std::string>(),
                            "' twice"));
        }
        break;
      case Json::parse_event_t::value:
        if (parsed.is_number_float()) {
          Fail(absl::StrCat("has the number ", parsed.dump(),
                            ", want integers only"));
        }
        break;
      default:
        break;
    }
    return true;
  }
  const std::string& failure() const { return failure_; }

 private:
  void Fail(std::string what) {
    if (failure_.empty()) failure_ = std::move(what);
  }
  std::vector<std::set<std::string>> keys_;
  std::string failure_;
};

absl::StatusOr<Json> ParseObject(absl::string_view text) {
  if (text.size() > kMaxBytes) {
    return InvalidField("policy", absl::StrCat("has ", text.size(),
                                               " bytes, want at most 4 MiB"));
  }
  StrictSyntax strict;
  const Json parsed = Json::parse(
      text.begin(), text.end(),
      [&strict](int depth, Json::parse_event_t event, Json& value) {
        return strict(depth, event, value);
      },
      /*allow_exceptions=*/false);
  if (!strict.failure().empty())
    return InvalidField("policy", strict.failure());
  if (parsed.is_discarded() || !parsed.is_object()) {
    return InvalidField("policy", "is not one JSON object");
  }
  return parsed;
}

// One JSON object as it is read: every key asked for by name and kind, what is
// missing or of another kind noted with its path, what is left over too.
class Reader {
 public:
  Reader(const Json& json, std::string path, Violations* found)
      : json_(json), path_(std::move(path)), found_(*found) {
    if (!json_.is_object()) found_.Add(path_, "is not an object");
  }

  bool Has(const char* key) const {
    return json_.is_object() && json_.contains(key);
  }
  std::string PathOf(absl::string_view key) const {
    return path_.empty() ? std::string(key) : absl::StrCat(path_, ".", key);
  }
  void Defect(absl::string_view key, absl::string_view what) {
    found_.Add(PathOf(key), what);
  }

  std::string Text(const char* key) {
    const Json* value = Required(key);
    if (value == nullptr) return "";
    if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
      Defect(key, "is not a text with content");
      return "";
    }
    return value->get<std::string>();
  }
  std::string TextOr(const char* key, absl::string_view otherwise) {
    return Has(key) ? Text(key) : std::string(otherwise);
  }
  int64_t Int(const char* key, int64_t least, int64_t most) {
    const Json* value = Required(key);
    if (value == nullptr) return least;
    return IntOf(*value, PathOf(key), least, most);
  }
  int64_t IntOr(const char* key, int64_t least, int64_t most,
                int64_t otherwise) {
    return Has(key) ? Int(key, least, most) : otherwise;
  }
  bool BoolOr(const char* key, bool otherwise) {
    if (!Has(key)) return otherwise;
    const Json* value = Required(key);
    if (!value->is_boolean()) Defect(key, "is not true or false");
    return value->is_boolean() && value->get<bool>();
  }
  absl::CivilDay Day(const char* key) {
    const std::string text = Text(key);
    const auto day = ParseDay(text);
    if (!day.has_value() && !text.empty()) {
      Defect(key, absl::StrCat("'", text, "' is not a day, want 2026-06-30"));
    }
    return day.value_or(absl::CivilDay());
  }
  std::optional<absl::CivilDay> DayIfAny(const char* key) {
    if (!Has(key)) return std::nullopt;
    return Day(key);
  }
  absl::Time InstantOr(const char* key, absl::Time otherwise) {
    if (!Has(key)) return otherwise;
    const std::string text = Text(key);
    absl::Time instant = otherwise;
    std::string error;
    if (!absl::ParseTime(absl::RFC3339_full, text, &instant, &error)) {
      Defect(key, absl::StrCat("'", text, "' is not an RFC 3339 instant"));
    }
    return instant;
  }
  // The value of one of a few words.
  template <typename T>
  T Word(const char* key,
         std::initializer_list<std::pair<const char*, T>> words) {
    const std::string text = Text(key);
    std::vector<std::string> wanted;
    for (const auto& [word, value] : words) {
      if (text == word) return value;
      wanted.push_back(word);
    }
    if (!text.empty()) {
      Defect(key, absl::StrCat("'", text, "', want one of ",
                               absl::StrJoin(wanted, ", ")));
    }
    return words.begin()->second;
  }
  Names BothNames() { return {Text("zh"), Text("en")}; }

  Reader Child(const char* key) {
    const Json* value = Required(key);
    return Reader(value == nullptr ? EmptyObject() : *value, PathOf(key),
                  &found_);
  }
  // Runs `each(element, path)` over an array of at most `most` elements.
  template <typename F>
  void Each(const char* key, size_t most, F each) {
    const Json* value = Required(key);
    if (value == nullptr) return;
    if (!value->is_array() || value->size() > most) {
      Defect(key, absl::StrCat("is not an array of at most ", most));
      return;
    }
    for (size_t i = 0; i < value->size(); ++i) {
      each((*value)[i], absl::StrCat(PathOf(key), "[", i, "]"));
    }
  }
  template <typename F>
  void EachIfAny(const char* key, size_t most, F each) {
    if (Has(key)) Each(key, most, each);
  }
  // Runs `each(key, value, path)` over the members of an object.
  template <typename F>
  void EachMember(const char* key, F each) {
    const Json* value = Required(key);
    if (value == nullptr) return;
    if (!value->is_object()) {
      Defect(key, "is not an object");
      return;
    }
    for (const auto& [name, member] : value->items()) {
      each(name, member, absl::StrCat(PathOf(key), ".", name));
    }
  }
  int64_t IntOf(const Json& value, const std::string& path, int64_t least,
                int64_t most) {
    const bool fits = value.is_number_integer() &&
                      (!value.is_number_unsigned() ||
                       value.get<uint64_t>() <=
                           uint64_t{std::numeric_limits<int64_t>::max()}) &&
                      value.get<int64_t>() >= least &&
                      value.get<int64_t>() <= most;
    if (fits) return value.get<int64_t>();
    found_.Add(path, absl::StrCat(value.dump(), ", want an integer from ",
                                  least, " to ", most));
    return least;
  }
  // What nobody asked for is a mistake, not a remark.
  void Finish() {
    if (!json_.is_object()) return;
    for (const auto& [key, value] : json_.items()) {
      if (!asked_.contains(key)) Defect(key, "is not a key of a policy file");
    }
  }

 private:
  static const Json& EmptyObject() {
    static const Json* const kEmpty = new Json(Json::object());
    return *kEmpty;
  }
  const Json* Required(const char* key) {
    if (!json_.is_object()) return nullptr;
    asked_.insert(key);
    const auto found = json_.find(key);
    if (found == json_.end()) {
      Defect(key, "is missing");
      return nullptr;
    }
    return &*found;
  }

  const Json& json_;
  std::string path_;
  Violations& found_;
  std::set<std::string> asked_;
};

std::string TextElement(const Json& value, const std::string& path,
                        Violations* found) {
  if (value.is_string() && !value.get_ref<const std::string&>().empty()) {
    return value.get<std::string>();
  }
  found->Add(path, "is not a text with content");
  return "";
}

std::optional<Advice> ReadAdvice(Reader& parent) {
  if (!parent.Has("advice")) return std::nullopt;
  Reader reader = parent.Child("advice");
  Advice advice;
  advice.names = reader.BothNames();
  advice.effort = reader.Int("effort", 1, 1000);
  advice.max_times = reader.IntOr("max_times", 1, 10, 1);
  reader.Finish();
  return advice;
}

RatioPoints ReadRatio(Reader reader) {
  RatioPoints ratio;
  ratio.part = reader.Text("part");
  ratio.total = reader.Text("total");
  ratio.at_whole = reader.Int("at_whole", 0, kMaxPoints);
  ratio.max = reader.Int("max", 0, kMaxPoints);
  reader.Finish();
  return ratio;
}

Growth ReadGrowth(Reader reader) {
  Growth growth;
  growth.step = reader.Int("step", 0, kMaxPoints);
  growth.every_days = reader.Int("every_days", 1, kMaxDays);
  growth.max = reader.Int("max", 0, kMaxPoints);
  reader.Finish();
  return growth;
}

BandPoints ReadBands(Reader reader, Violations* found) {
  BandPoints bands;
  bands.part = reader.Text("part");
  bands.total = reader.Text("total");
  bands.min_total = reader.Int("min_total", 0, kMaxCount);
  reader.Each("bands", 20, [&](const Json& value, const std::string& path) {
    Reader band(value, path, found);
    const int64_t least = band.Int("at_least_bp", 0, 10000);
    const int64_t points = band.Int("points", 0, kMaxPoints);
    if (!bands.bands.empty() && least >= bands.bands.back().at_least_bp) {
      band.Defect("at_least_bp", "is not below that of the band before");
    }
    bands.bands.push_back({least, points});
    band.Finish();
  });
  reader.Finish();
  return bands;
}

void ReadLists(Reader& reader, Violations* found, Indicator* indicator) {
  reader.EachIfAny(
      "variants", 20, [&](const Json& value, const std::string& path) {
        Reader variant(value, path, found);
        const std::string id = variant.Text("id");
        const int64_t points = variant.Int("points", 0, kMaxPoints);
        indicator->variants.push_back({id, points, variant.BothNames()});
        variant.Finish();
      });
  reader.Each(
      "authorities", 50, [&](const Json& value, const std::string& path) {
        indicator->authorities.push_back(TextElement(value, path, found));
      });
  reader.EachIfAny(
      "subjects", 20, [&](const Json& value, const std::string& path) {
        SubjectType type;
        const std::string code = TextElement(value, path, found);
        if (!ParseSubjectType(code, &type)) {
          found->Add(path, absl::StrCat("'", code, "' is no type of subject"));
          return;
        }
        indicator->subjects.push_back(type);
      });
}

void ReadPoints(Reader& reader, Violations* found, Indicator* indicator) {
  if (reader.Has("ratio")) indicator->ratio = ReadRatio(reader.Child("ratio"));
  if (reader.Has("bands")) {
    indicator->bands = ReadBands(reader.Child("bands"), found);
  }
  if (indicator->ratio.has_value() || indicator->bands.has_value()) return;
  indicator->points = reader.Int("points", 0, kMaxPoints);
  if (reader.Has("growth")) {
    indicator->growth = ReadGrowth(reader.Child("growth"));
  }
  if (reader.Has("points_if_corrected_in_time")) {
    indicator->points_if_corrected_in_time =
        reader.Int("points_if_corrected_in_time", 0, kMaxPoints);
  }
}

Indicator ReadIndicator(const Json& value, const std::string& path,
                        Violations* found) {
  Reader reader(value, path, found);
  Indicator indicator;
  indicator.id = reader.Text("id");
  indicator.names = reader.BothNames();
  indicator.dimension = reader.Text("dimension");
  indicator.origin = reader.TextOr("origin", "");
  indicator.basis = reader.TextOr("basis", "");
  indicator.polarity =
      reader.Word<Polarity>("polarity", {{"negative", Polarity::kNegative},
                                         {"positive", Polarity::kPositive},
                                         {"condition", Polarity::kCondition}});
  indicator.counting =
      reader.Word<Counting>("counting", {{"event", Counting::kEvent},
                                         {"measured", Counting::kMeasured},
                                         {"held", Counting::kHeld}});
  if (indicator.polarity == Polarity::kNegative) {
    indicator.tier = reader.Word<Tier>("tier", {{"minor", Tier::kMinor},
                                                {"general", Tier::kGeneral},
                                                {"serious", Tier::kSerious}});
    indicator.recidivism = reader.BoolOr("recidivism", false);
    indicator.is_penalty = reader.BoolOr("penalty", false);
  }
  if (indicator.polarity == Polarity::kPositive) {
    indicator.cap = reader.Int("cap", 0, kMaxPoints);
  }
  if (indicator.polarity != Polarity::kCondition) {
    ReadPoints(reader, found, &indicator);
  }
  indicator.half_life = reader.IntOr("half_life", 0, kMaxDays, 0);
  indicator.window = reader.IntOr("window", 0, kMaxDays, 0);
  indicator.opens = reader.BoolOr("opens", false);
  ReadLists(reader, found, &indicator);
  indicator.advice = ReadAdvice(reader);
  reader.Finish();
  return indicator;
}

Overlay ReadOverlay(const Json& value, const std::string& path,
                    Violations* found) {
  using Kind = OverlayCondition::Kind;
  Reader reader(value, path, found);
  Overlay overlay;
  overlay.id = reader.Text("id");
  overlay.names = reader.BothNames();
  overlay.condition.kind =
      reader.Word<Kind>("when", {{"in_force", Kind::kInForce},
                                 {"for_days", Kind::kForDays},
                                 {"overdue", Kind::kOverdue},
                                 {"not_corrected", Kind::kNotCorrected},
                                 {"few_evidence", Kind::kFewEvidence}});
  const Kind kind = overlay.condition.kind;
  if (kind == Kind::kFewEvidence) {
    overlay.condition.count = reader.Int("count", 1, 1000);
  } else {
    overlay.condition.indicator = reader.Text("indicator");
  }
  if (kind != Kind::kInForce && kind != Kind::kNotCorrected) {
    overlay.condition.days = reader.Int("days", 0, kMaxDays);
  }
  if (reader.BoolOr("freezes_upgrades", false)) {
    if (reader.Has("at_best")) reader.Defect("at_best", "goes with no freeze");
  } else {
    overlay.at_best =
        reader.Word<CreditClass>("at_best", {{"B", CreditClass::kB},
                                             {"C", CreditClass::kC},
                                             {"D", CreditClass::kD}});
  }
  overlay.advice = ReadAdvice(reader);
  reader.Finish();
  return overlay;
}

Regime ReadRegime(const Json& value, const std::string& path,
                  Violations* found) {
  Reader reader(value, path, found);
  Regime regime;
  regime.id = reader.Text("id");
  regime.names = reader.BothNames();
  regime.source = reader.Text("source");
  regime.effective_from = reader.Day("effective_from");
  for (const Tier tier : {Tier::kMinor, Tier::kGeneral, Tier::kSerious}) {
    Reader terms = reader.Child(CodeOf(tier).data());
    Regime::Terms& out = regime.by_tier[static_cast<size_t>(tier)];
    out.published = terms.BoolOr("published", true);
    out.min_months = terms.Int("min_months", 0, 1200);
    out.max_months = terms.Int("max_months", 0, 1200);
    if (out.min_months > out.max_months) {
      terms.Defect("min_months", "is above max_months");
    }
    terms.Finish();
  }
  reader.Finish();
  return regime;
}

void ReadSupervision(Reader reader, Policy* policy) {
  for (size_t i = 0; i < kClassCount; ++i) {
    Reader row = reader.Child(CodeOf(static_cast<CreditClass>(i)).data());
    Supervision& out = policy->supervision[i];
    out.general_bp = row.Int("general_bp", 0, 10000);
    out.technical_bp = row.Int("technical_bp", 0, 10000);
    out.visits = row.Int("visits", 0, 1000);
    out.per_months = row.Int("per_months", 1, 1200);
    out.visits_are_minimum = row.BoolOr("visits_are_minimum", false);
    out.action = row.BothNames();
    row.Finish();
  }
  policy->technical_floor_bp = reader.Int("technical_floor_bp", 0, 10000);
  reader.Finish();
}

Fact ReadFact(const Json& value, const std::string& path, Violations* found) {
  Reader reader(value, path, found);
  Fact fact;
  fact.fact_id = reader.Text("id");
  fact.version = reader.IntOr("version", 1, 1000, 1);
  fact.indicator_id = reader.Text("indicator");
  fact.incident_id = reader.TextOr("incident", fact.fact_id);
  fact.variant = reader.TextOr("variant", "");
  fact.decided_on = reader.Day("decided_on");
  fact.recorded_at = reader.InstantOr("recorded_at", StartOf(fact.decided_on));
  fact.rectify_due = reader.DayIfAny("rectify_due");
  fact.rectified_on = reader.DayIfAny("rectified_on");
  fact.rectification_verified_by = reader.TextOr("verified_by", "");
  fact.use_until = reader.DayIfAny("use_until");
  if (reader.Has("status")) {
    fact.status = reader.Word<FactStatus>(
        "status", {{"CONFIRMED", FactStatus::kConfirmed},
                   {"DISPUTED", FactStatus::kDisputed},
                   {"WITHDRAWN", FactStatus::kWithdrawn},
                   {"REPAIRED", FactStatus::kRepaired},
                   {"EXPIRED", FactStatus::kExpired}});
  }
  if (reader.Has("values")) {
    reader.EachMember("values", [&](const std::string& name, const Json& number,
                                    const std::string& member_path) {
      fact.values[name] = reader.IntOf(number, member_path, 0, kMaxCount);
    });
  }
  reader.Finish();
  return fact;
}

PolicyVector ReadVector(const Json& value, const std::string& path,
                        Violations* found) {
  Reader reader(value, path, found);
  PolicyVector vector;
  vector.name = reader.Text("name");
  vector.as_of = reader.Day("as_of");
  vector.known_at = reader.InstantOr("known_at", absl::InfiniteFuture());
  reader.Each("facts", kMaxVectorFacts,
              [&](const Json& fact, const std::string& fact_path) {
                vector.facts.push_back(ReadFact(fact, fact_path, found));
              });
  Reader expect = reader.Child("expect");
  vector.score = expect.Int("score", 0, kMaxPoints);
  const std::initializer_list<std::pair<const char*, CreditClass>> classes = {
      {"A", CreditClass::kA},
      {"B", CreditClass::kB},
      {"C", CreditClass::kC},
      {"D", CreditClass::kD}};
  vector.class_by_score = expect.Word("class_by_score", classes);
  vector.final_class = expect.Word("class", classes);
  vector.deductions = expect.Int("deductions", 0, kMaxPoints);
  vector.additions = expect.Int("additions", 0, kMaxPoints);
  expect.Each("overlays", 100, [&](const Json& id, const std::string& at) {
    vector.overlays.push_back(TextElement(id, at, found));
  });
  expect.Finish();
  reader.Finish();
  return vector;
}

void ReadClasses(Reader& reader, Violations* found, Policy* policy) {
  size_t next = 0;
  reader.Each(
      "classes", kClassCount, [&](const Json& value, const std::string& path) {
        Reader row(value, path, found);
        const CreditClass wanted = static_cast<CreditClass>(next);
        if (row.Text("class") != CodeOf(wanted)) {
          row.Defect("class",
                     absl::StrCat("is out of order, want ", CodeOf(wanted)));
        }
        const int64_t floor = row.Int("from", 0, next == 3 ? 0 : kMaxPoints);
        if (next > 0 && floor >= policy->class_floor[next - 1]) {
          row.Defect("from", "is not below that of the better class");
        }
        policy->class_floor[next++] = floor;
        row.Finish();
      });
  if (next != kClassCount) reader.Defect("classes", "has not four classes");
}

void ReadNumbers(Reader& reader, Policy* policy) {
  policy->base = reader.Int("base", 0, kMaxPoints);
  policy->max_score = reader.Int("max_score", 1, kMaxPoints);
  policy->positive_cap = reader.Int("positive_cap", 0, kMaxPoints);
  policy->reasons_shown = reader.Int("reasons_shown", 1, 100);
  Reader caps = reader.Child("tier_caps");
  policy->minor_cap = caps.Int("minor", 0, kMaxPoints);
  policy->minor_general_cap = caps.Int("minor_general", 0, kMaxPoints);
  caps.Finish();
  Reader repetition = reader.Child("recidivism");
  policy->recidivism_days = repetition.Int("lookback_days", 0, kMaxDays);
  repetition.Each("x2", 10, [&](const Json& value, const std::string& path) {
    const int64_t least =
        policy->recidivism_x2.empty() ? 2 : policy->recidivism_x2.back();
    policy->recidivism_x2.push_back(repetition.IntOf(value, path, least, 20));
  });
  if (policy->recidivism_x2.empty() || policy->recidivism_x2.front() != 2) {
    repetition.Defect("x2", "does not begin with 2 (once)");
    policy->recidivism_x2 = {2};
  }
  repetition.Finish();
}

void CheckReferences(const Policy& policy, Violations* found) {
  for (size_t i = 0; i < policy.overlays.size(); ++i) {
    const OverlayCondition& condition = policy.overlays[i].condition;
    if (condition.kind != OverlayCondition::Kind::kFewEvidence &&
        policy.Find(condition.indicator) == nullptr) {
      found->Add(absl::StrCat("overlays[", i, "].indicator"),
                 absl::StrCat("'", condition.indicator,
                              "' is not an indicator of this policy"));
    }
  }
  for (size_t i = 0; i < policy.vectors.size(); ++i) {
    for (size_t j = 0; j < policy.vectors[i].facts.size(); ++j) {
      const std::string& id = policy.vectors[i].facts[j].indicator_id;
      if (policy.Find(id) != nullptr) continue;
      found->Add(absl::StrCat("vectors[", i, "].facts[", j, "].indicator"),
                 absl::StrCat("'", id, "' is not an indicator of this policy"));
    }
  }
}

void ReadIndicators(Reader& reader, Violations* found, Policy* policy) {
  reader.Each(
      "indicators", kMaxIndicators,
      [&](const Json& value, const std::string& path) {
        Indicator indicator = ReadIndicator(value, path, found);
        const std::string id = indicator.id;
        if (!policy->indicators.emplace(id, std::move(indicator)).second) {
          found->Add(absl::StrCat(path, ".id"),
                     absl::StrCat("'", id, "' is declared twice"));
        }
      });
}

void ReadVectors(Reader& reader, Violations* found, Policy* policy) {
  reader.Each("vectors", 1000, [&](const Json& value, const std::string& path) {
    policy->vectors.push_back(ReadVector(value, path, found));
  });
  reader.Each("decay_vectors", 1000,
              [&](const Json& value, const std::string& path) {
                Reader row(value, path, found);
                DecayVector vector;
                vector.half_life = row.Int("half_life", 0, kMaxDays);
                vector.age = row.Int("age", 0, kMaxDays);
                vector.ppm = row.Int("ppm", 0, 1'000'000);
                policy->decay_vectors.push_back(vector);
                row.Finish();
              });
}

}  // namespace

absl::StatusOr<Policy> ParsePolicy(absl::string_view json) {
  SUYUAN_ASSIGN_OR_RETURN(const Json parsed, ParseObject(json));
  Violations found;
  Reader reader(parsed, "", &found);
  Policy policy;
  policy.source = std::string(json);
  policy.policy_id = reader.Text("policy_id");
  policy.version = reader.Int("version", 1, 1'000'000);
  policy.names = reader.BothNames();
  Reader notice = reader.Child("notice");
  policy.notice = notice.BothNames();
  notice.Finish();
  policy.effective_from = reader.Day("effective_from");
  ReadNumbers(reader, &policy);
  ReadClasses(reader, &found, &policy);
  ReadIndicators(reader, &found, &policy);
  reader.Each("overlays", 100, [&](const Json& value, const std::string& path) {
    policy.overlays.push_back(ReadOverlay(value, path, &found));
  });
  reader.Each("regimes", 20, [&](const Json& value, const std::string& path) {
    policy.regimes.push_back(ReadRegime(value, path, &found));
  });
  ReadSupervision(reader.Child("supervision"), &policy);
  ReadVectors(reader, &found, &policy);
  // Kept in the source for whoever verifies them; not read by the score.
  reader.EachIfAny("approvals", 20, [](const Json&, const std::string&) {});
  reader.Finish();
  CheckReferences(policy, &found);
  SUYUAN_RETURN_IF_ERROR(found.ToStatus());
  return policy;
}

absl::StatusOr<std::string> CanonicalPolicy(absl::string_view json) {
  SUYUAN_ASSIGN_OR_RETURN(Json parsed, ParseObject(json));
  parsed.erase("approvals");
  // The error handler cannot come into play: the parser takes UTF-8 only.
  return parsed.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace suyuan::credit
