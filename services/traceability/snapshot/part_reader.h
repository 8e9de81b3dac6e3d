#ifndef SERVICES_TRACEABILITY_SNAPSHOT_PART_READER_H_
#define SERVICES_TRACEABILITY_SNAPSHOT_PART_READER_H_

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/status.h"
#include "libs/blocks/block_reader.h"
#include "services/traceability/graph/fact_codec.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/settled/blocks.h"
#include "services/traceability/snapshot/change_fields.h"

namespace suyuan::traceability {

// What it takes to read the parts that PartWriter wrote: work that reads
// different blocks into different places.
struct ReadPlan {
  using Work = std::function<absl::Status()>;
  std::vector<Work> rows;   // in any order, on any threads
  std::vector<Work> facts;  // in this order, on one thread
  std::vector<Work> last;   // once all others are done
};

// Visits the parts of what is new and empty, makes room for their rows, and
// plans how to fill them. The parts stay where they are until that is done.
class PartReader {
 public:
  // `graph` takes over the records; not needed where there are none.
  PartReader(const blocks::BlockReader& file, absl::string_view of,
             ReadPlan& plan, Graph* graph = nullptr)
      : file_(file),
        prefix_(absl::StrCat(of, ".")),
        plan_(plan),
        graph_(graph) {}

  template <typename T>
  void operator()(absl::string_view name, T& part) {
    if constexpr (Plain<T>) {
      // A record that is taken over may move what the graph keeps beside it.
      plan_.last.push_back([&file = file_, block = Block(name), &part] {
        return file.Read(block, {absl::MakeSpan(reinterpret_cast<char*>(&part),
                                                sizeof(part))});
      });
    } else {
      PartReader parts(file_, absl::StrCat(prefix_, name), plan_, graph_);
      T::EachPart(part, parts);
      if (status_.ok()) status_ = parts.status_;
    }
  }
  template <typename T>
  void operator()(absl::string_view name, Array<T>& rows) {
    rows.ResizeForRead(RowsOf<T>(name));
    ReadInto(name, {absl::MakeSpan(reinterpret_cast<char*>(rows.data()),
                                   rows.size() * sizeof(T))});
  }
  template <typename T>
  void operator()(absl::string_view name, Blocks<T>& rows) {
    rows.GrowTo(RowsOf<T>(name));
    ReadInto(name, rows.Pieces());
  }
  template <typename Facts>
  void operator()(absl::string_view name, History<Facts>&) {
    TakeEach(name, [graph = graph_](FactDecoder& decoder) {
      absl::Time at;
      Facts facts;
      decoder.Take(at);
      decoder.Take(facts);
      if (decoder.ok()) graph->Apply(at, std::move(facts));
    });
  }
  void operator()(absl::string_view name, KindTable& kinds) {
    TakeEach(name, [&kinds](FactDecoder& decoder) {
      Kind kind;
      DimensionText dimension;
      decoder.Take(kind);
      decoder.Take(dimension);
      if (decoder.ok()) kinds.Intern(kind, dimension);
    });
  }
  template <typename K, typename V>
  void operator()(absl::string_view name, absl::flat_hash_map<K, V>& map) {
    TakePairs<K, V>(name, map);
  }
  template <typename K, typename V>
  void operator()(absl::string_view name, std::map<K, V>& map) {
    TakePairs<K, V>(name, map);
  }
  template <typename T>
  void operator()(absl::string_view name, std::vector<T>& values) {
    TakeEach(name, [&values](FactDecoder& decoder) {
      decoder.Take(values.emplace_back());
    });
  }

  // Of the plan; what is planned may still fail.
  const absl::Status& status() const { return status_; }

 private:
  std::string Block(absl::string_view name) const {
    return absl::StrCat(prefix_, name);
  }

  template <typename T>
  size_t RowsOf(absl::string_view name) {
    const absl::StatusOr<uint64_t> size = file_.SizeOf(Block(name));
    if (!size.ok()) status_ = size.status();
    return size.ok() ? *size / sizeof(T) : 0;
  }

  void ReadInto(absl::string_view name, std::vector<absl::Span<char>> pieces) {
    plan_.rows.push_back(
        [&file = file_, block = Block(name), pieces = std::move(pieces)] {
          return file.Read(block, pieces);
        });
  }

  // Takes values one after the other until there are no more bytes.
  template <typename Take>
  void TakeEach(absl::string_view name, Take take) {
    plan_.facts.push_back(
        [&file = file_, block = Block(name), take]() -> absl::Status {
          SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, file.Read(block));
          FactDecoder decoder(bytes);
          while (decoder.ok() && !decoder.done()) take(decoder);
          return decoder.ok() ? absl::OkStatus() : file.Damaged(block);
        });
  }
  template <typename K, typename V, typename Map>
  void TakePairs(absl::string_view name, Map& map) {
    map.clear();
    TakeEach(name, [&map](FactDecoder& decoder) {
      std::pair<K, V> value;
      decoder.Take(value);
      if (decoder.ok()) map.insert(std::move(value));
    });
  }

  const blocks::BlockReader& file_;
  const std::string prefix_;
  ReadPlan& plan_;
  Graph* const graph_;
  absl::Status status_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SNAPSHOT_PART_READER_H_
