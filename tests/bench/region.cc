#include "tests/bench/region.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/metrology/quantity_kind.h"

namespace suyuan::bench {
namespace {

constexpr size_t kMostKinds = 120;
constexpr size_t kCountiesOfCity = 4;
constexpr size_t kEnterprisesOfCity = 5;
constexpr double kPickPower = 0.8;
constexpr int kAttempts = 12;
constexpr double kRepickedAYear = 0.2;
// Calibrations of an item in five years, on the average.
constexpr double kCalibrationsAnItem = 5.4;

// Share of the items by tier; the rest are instruments.
constexpr std::array<double, kTiers> kTierShares = {
    0.0005, 0.001, 0.002, 0.007, 0.02, 0.05, 0.03, 0.05, 0.8395};

// Tier of a reference, by the tier of what it calibrates.
constexpr std::array<std::array<double, kTiers>, kTiers> kReferenceTiers = {{
    {},
    {1},
    {0, 1},
    {0, 0.2, 0.8},
    {0, 0, 0, 1},
    {0, 0, 0, 0.3, 0.7},
    {0, 0, 0, 0, 0.5, 0.5},
    {0, 0, 0, 0, 0.2, 0.3, 0.5},
    {0, 0, 0, 0, 0.10, 0.25, 0.25, 0.40},
}};

constexpr std::array<double, kMostReferences> kInstrumentReferences = {
    0.75, 0.18, 0.05, 0.02};
constexpr std::array<double, kMostReferences> kStandardReferences = {
    0.45, 0.30, 0.15, 0.10};
constexpr double kBaseKindOfInstrument = 0.06;
constexpr double kBaseKindOfStandard = 0.15;

constexpr std::array<int, 3> kPeriods = {365, 182, 730};
constexpr std::array<double, 3> kPeriodShares = {0.70, 0.15, 0.15};

// Chance that a recalibration is late, by tier.
constexpr std::array<double, kTiers> kLate = {0,    0.003, 0.003, 0.003, 0.01,
                                              0.02, 0.04,  0.05,  0.08};
constexpr int kMostDaysLate = 60;

// Standards are calibrated from the top down before anybody needs them.
constexpr int kWarmUpOfTier = 12;
constexpr int kWarmUp = kWarmUpOfTier * kInstruments + 4;

// What other kinds rest on most comes first, so it is the most frequent too.
constexpr absl::string_view kFrequent[] = {
    "MASS", "LENG", "TIME", "TEMC", "PRES", "ELPD", "ELCU", "ELRE",
    "VFLO", "VOLU", "ENGY", "POWR", "FREQ", "FORC", "TORQ", "DENS"};

size_t Clamp(size_t value, size_t least, size_t most) {
  return std::clamp(value, least, most);
}

uint64_t PoolKey(int tier, int kind, uint32_t place) {
  return (static_cast<uint64_t>(tier) << 48) |
         (static_cast<uint64_t>(kind) << 32) | place;
}

}  // namespace

Region::Region(const RegionOptions& options)
    : options_(options), random_(options.seed) {
  const auto wanted = static_cast<size_t>(options.certificates);
  provinces_ = Clamp(wanted / 30'000, 1, 31);
  cities_ = Clamp(wanted / provinces_ / 3'000, 2, 14);
  ChooseKinds();
  MakeItems();
  for (Item& item : items_) ChooseReferences(item);
  for (ItemId id = 0; id < items_.size(); ++id) ScheduleFirst(id);
}

size_t Region::per_city() const {
  return 1 + kCountiesOfCity + kEnterprisesOfCity;
}

Rank Region::RankOf(uint32_t institution) const {
  if (institution == 0) return Rank::kNational;
  const size_t in_province = (institution - 1) % per_province();
  if (in_province == 0) return Rank::kProvince;
  const size_t in_city = (in_province - 1) % per_city();
  if (in_city == 0) return Rank::kCity;
  return in_city <= kCountiesOfCity ? Rank::kCounty : Rank::kEnterprise;
}

uint32_t Region::ProvinceOf(uint32_t institution) const {
  return institution - (institution - 1) % per_province();
}

uint32_t Region::CityOf(uint32_t institution) const {
  const uint32_t in_province = institution - ProvinceOf(institution);
  return in_province == 0 ? 0 : institution - (in_province - 1) % per_city();
}

uint32_t Region::IssuerOf(const Calibration& calibration) const {
  const ItemId from =
      calibration.use_count == 0 ? calibration.item : calibration.uses[0].item;
  return items_[from].institution;
}

// A small region has fewer kinds, so that each still has its standards.
void Region::ChooseKinds() {
  const size_t wanted =
      Clamp(static_cast<size_t>(options_.certificates) / 400, 4, kMostKinds);
  kinds_.assign(std::begin(kFrequent), std::end(kFrequent));
  for (const metrology::QuantityKind& kind : metrology::QuantityKinds()) {
    if (metrology::CanonicalKind(kind.code) != kind.code) continue;
    if (std::find(kinds_.begin(), kinds_.end(), kind.code) == kinds_.end()) {
      kinds_.push_back(kind.code);
    }
  }
  SUYUAN_CHECK(kinds_.size() >= wanted);
  kinds_.resize(wanted);
  bases_.resize(kinds_.size());
  for (const metrology::Derivation& derivation : metrology::Derivations()) {
    const auto output =
        std::find(kinds_.begin(), kinds_.end(), derivation.output);
    const auto input =
        std::find(kinds_.begin(), kinds_.end(), derivation.input);
    if (output == kinds_.end() || input == kinds_.end()) continue;
    bases_[output - kinds_.begin()].push_back(
        static_cast<int>(input - kinds_.begin()));
  }
}

// Kinds by Zipf's law with exponent 1; at least one standard of each tier.
void Region::MakeItems() {
  const double items =
      static_cast<double>(options_.certificates) / kCalibrationsAnItem;
  double harmonic = 0;
  for (size_t k = 0; k < kinds_.size(); ++k) harmonic += 1.0 / (k + 1);
  for (int tier = 0; tier < kTiers; ++tier) {
    for (size_t kind = 0; kind < kinds_.size(); ++kind) {
      const double share = kTierShares[tier] / ((kind + 1) * harmonic);
      const auto count = static_cast<size_t>(items * share + 0.5);
      for (size_t i = 0; i < std::max<size_t>(count, 1); ++i) {
        AddItem(tier, static_cast<int>(kind));
      }
    }
  }
}

uint32_t Region::PlaceFor(int tier) {
  if (tier <= 2) return 0;
  const auto province =
      static_cast<uint32_t>(1 + random_.Below(provinces_) * per_province());
  if (tier == 3) return province;
  const auto city =
      static_cast<uint32_t>(province + 1 + random_.Below(cities_) * per_city());
  if (tier == 5) {
    return city + 1 + static_cast<uint32_t>(random_.Below(kCountiesOfCity));
  }
  if (tier == 6 || tier == 7) {
    return city + 1 + kCountiesOfCity +
           static_cast<uint32_t>(random_.Below(kEnterprisesOfCity));
  }
  return city;
}

void Region::AddItem(int tier, int kind) {
  const auto id = static_cast<ItemId>(items_.size());
  Item item;
  item.tier = static_cast<uint8_t>(tier);
  item.kind = static_cast<uint8_t>(kind);
  item.institution = PlaceFor(tier);
  item.period = static_cast<int16_t>(kPeriods[random_.Share(kPeriodShares)]);
  items_.push_back(item);
  if (tier == kInstruments) return;
  standards_[PoolKey(tier, kind, 0)].push_back(id);
  if (item.institution == 0) return;
  standards_[PoolKey(tier, kind, 1 + ProvinceOf(item.institution))].push_back(
      id);
  if (const uint32_t city = CityOf(item.institution); city != 0) {
    standards_[PoolKey(tier, kind, 1 + city)].push_back(id);
  }
}

int Region::KindOfFurther(const Item& item) {
  const double chance =
      item.tier == kInstruments ? kBaseKindOfInstrument : kBaseKindOfStandard;
  const std::vector<int>& bases = bases_[item.kind];
  if (bases.empty() || !random_.Chance(chance)) return item.kind;
  return bases[random_.Below(bases.size())];
}

// In the item's city, else its province, else anywhere.
ItemId Region::PickReference(const Item& item, int kind) {
  const auto tier = static_cast<int>(random_.Share(kReferenceTiers[item.tier]));
  const uint32_t at = item.institution;
  const uint32_t places[] = {at == 0 ? 0 : 1 + CityOf(at),
                             at == 0 ? 0 : 1 + ProvinceOf(at), 0};
  for (const uint32_t place : places) {
    const auto pool = standards_.find(PoolKey(tier, kind, place));
    if (pool == standards_.end()) continue;
    return pool->second[random_.PowerLaw(pool->second.size(), kPickPower)];
  }
  SUYUAN_CHECK(false);  // every tier has a standard of each kind
  return 0;
}

void Region::ChooseReferences(Item& item) {
  if (item.tier == 0) return;
  const size_t wanted =
      1 + random_.Share(item.tier == kInstruments ? kInstrumentReferences
                                                  : kStandardReferences);
  for (size_t i = 0; i < wanted; ++i) {
    const int kind = i == 0 ? item.kind : KindOfFurther(item);
    // A small place may have no other: then there are fewer.
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const ItemId picked = PickReference(item, kind);
      const auto end = item.references.begin() + item.reference_count;
      if (std::find(item.references.begin(), end, picked) != end) continue;
      item.references[item.reference_count++] = picked;
      break;
    }
  }
}

void Region::Repick(Item& item) {
  const double chance = kRepickedAYear * item.period / 365;
  for (int i = 0; i < item.reference_count; ++i) {
    if (!random_.Chance(chance)) continue;
    const ItemId picked = PickReference(item, items_[item.references[i]].kind);
    const auto end = item.references.begin() + item.reference_count;
    if (std::find(item.references.begin(), end, picked) == end) {
      item.references[i] = picked;
    }
  }
}

void Region::Schedule(ItemId item, int day) {
  if (due_.size() <= static_cast<size_t>(day)) due_.resize(day + 1);
  due_[day].push_back(item);
}

void Region::ScheduleFirst(ItemId id) {
  const Item& item = items_[id];
  const int day = item.tier == kInstruments
                      ? kWarmUp + static_cast<int>(random_.Below(item.period))
                      : item.tier * kWarmUpOfTier +
                            static_cast<int>(random_.Below(kWarmUpOfTier - 2));
  Schedule(id, day);
}

// The first spell of a standard is cut short, so that they do not all come in
// the same weeks of each year.
void Region::ScheduleNext(ItemId id, int day, bool first) {
  const Item& item = items_[id];
  if (first && item.tier != kInstruments) {
    Schedule(id, day + kWarmUp +
                     static_cast<int>(
                         random_.Below(std::max(item.period - kWarmUp, 1))));
    return;
  }
  const bool late = random_.Chance(kLate[item.tier]);
  const int days =
      late ? 1 + static_cast<int>(random_.Below(kMostDaysLate)) : 0;
  Schedule(id, day + item.period + days);
}

bool Region::Next(Calibration& calibration) {
  if (made_ == options_.certificates) return false;
  while (at_ == due_[day_].size()) {
    due_[day_] = {};
    ++day_;
    at_ = 0;
    SUYUAN_CHECK(day_ < due_.size());
  }
  const ItemId id = due_[day_][at_++];
  Item& item = items_[id];
  const bool first = item.last.number == 0;
  if (!first) Repick(item);
  calibration = {};
  calibration.number = ++made_;
  calibration.item = id;
  calibration.day = static_cast<int32_t>(day_);
  for (int i = 0; i < item.reference_count; ++i) {
    const Item& reference = items_[item.references[i]];
    const Item::Made& made = reference.last.day < calibration.day
                                 ? reference.last
                                 : reference.before_last;
    SUYUAN_CHECK(made.number != 0);
    calibration.uses[calibration.use_count++] = {item.references[i],
                                                 made.number, made.day};
  }
  item.before_last = item.last;
  item.last = {calibration.number, calibration.day};
  ScheduleNext(id, calibration.day, first);
  return true;
}

}  // namespace suyuan::bench
