#ifndef TESTS_BENCH_REGION_H_
#define TESTS_BENCH_REGION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "tests/bench/random.h"

// A region of simulated metrology as a graph: items of 120 kinds of quantity in
// tiers from the national primary standard (0) to the end instrument (8), each
// calibrated again and again over five years against the newest certificates
// of the standards above it. Chains have 4 to 8 links. Deterministic by seed.

namespace suyuan::bench {

inline constexpr int kTiers = 9;
inline constexpr int kInstruments = 8;
inline constexpr int kMostReferences = 4;
// Day 0 of a region is 2021-01-01.
inline constexpr int kFirstYear = 2021;

struct RegionOptions {
  uint64_t seed = 1;
  // Exactly so many are made.
  int64_t certificates = 10'000;
};

using ItemId = uint32_t;

struct Item {
  uint8_t tier = 0;
  uint8_t kind = 0;          // index of Region::kind
  int16_t period = 365;      // days between calibrations
  uint32_t institution = 0;  // who holds it; of an instrument: its city's
  // What it is calibrated against; some are picked anew in the course of time.
  std::array<ItemId, kMostReferences> references{};
  uint8_t reference_count = 0;
  // Its two newest calibrations; number 0 is none.
  struct Made {
    int64_t number = 0;
    int32_t day = 0;
  };
  Made last;
  Made before_last;
};

// One certificate: `item` calibrated on the days `day` - 1 and `day`.
struct Calibration {
  int64_t number = 0;  // from 1, in the order of days
  ItemId item = 0;
  int32_t day = 0;
  // References with their newest certificate on `day` - 1.
  struct Use {
    ItemId item = 0;
    int64_t number = 0;
    int32_t day = 0;
  };
  std::array<Use, kMostReferences> uses{};
  int use_count = 0;
};

// Where an institution stands. Numbers: 0 the national one, then by province
// its own, then by city its own, its counties' and its enterprises'.
enum class Rank : uint8_t { kNational, kProvince, kCity, kCounty, kEnterprise };

class Region {
 public:
  explicit Region(const RegionOptions& options);

  // The next calibration; false after the last.
  bool Next(Calibration& calibration);

  const std::vector<Item>& items() const { return items_; }
  // Four-letter code of the SI Reference Point.
  absl::string_view kind(int index) const { return kinds_[index]; }
  size_t kinds() const { return kinds_.size(); }
  size_t institutions() const { return 1 + provinces_ * per_province(); }
  Rank RankOf(uint32_t institution) const;
  // Who calibrates it: the holder of its first reference.
  uint32_t IssuerOf(const Calibration& calibration) const;

 private:
  size_t per_city() const;
  size_t per_province() const { return 1 + cities_ * per_city(); }
  // Numbers of an institution's province and city; the national one has none.
  uint32_t ProvinceOf(uint32_t institution) const;
  uint32_t CityOf(uint32_t institution) const;

  void ChooseKinds();
  void MakeItems();
  void AddItem(int tier, int kind);
  uint32_t PlaceFor(int tier);
  void ChooseReferences(Item& item);
  int KindOfFurther(const Item& item);
  ItemId PickReference(const Item& item, int kind);
  void Schedule(ItemId item, int day);
  void ScheduleFirst(ItemId item);
  void ScheduleNext(ItemId item, int day, bool first);
  void Repick(Item& item);

  const RegionOptions options_;
  Random random_;
  size_t provinces_ = 1;
  size_t cities_ = 2;  // a province
  std::vector<absl::string_view> kinds_;
  // Kinds by index that results of a kind may rest on besides their own.
  std::vector<std::vector<int>> bases_;
  std::vector<Item> items_;
  // Standards by tier, kind and place: 0 anywhere, else 1 + the number of the
  // province's or city's institution.
  absl::flat_hash_map<uint64_t, std::vector<ItemId>> standards_;
  std::vector<std::vector<ItemId>> due_;  // by day
  size_t day_ = 0;
  size_t at_ = 0;  // in due_[day_]
  int64_t made_ = 0;
};

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_REGION_H_
