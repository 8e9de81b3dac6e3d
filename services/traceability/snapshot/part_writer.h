#ifndef SERVICES_TRACEABILITY_SNAPSHOT_PART_WRITER_H_
#define SERVICES_TRACEABILITY_SNAPSHOT_PART_WRITER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/blocks/block_writer.h"
#include "services/traceability/graph/fact_codec.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/settled/blocks.h"
#include "services/traceability/snapshot/change_fields.h"

namespace suyuan::traceability {

// Writes what an EachPart() visits as blocks of a file: rows as they lie in
// memory, facts by fact_codec.h. Each form here has its like in PartReader.
class PartWriter {
 public:
  PartWriter(blocks::BlockWriter& file, absl::string_view of)
      : file_(file), prefix_(absl::StrCat(of, ".")) {}

  template <typename T>
  void operator()(absl::string_view name, const T& part) {
    if constexpr (Plain<T>) {
      Add(name, {reinterpret_cast<const char*>(&part), sizeof(part)});
    } else {
      PartWriter parts(file_, absl::StrCat(prefix_, name));
      T::EachPart(part, parts);
      if (status_.ok()) status_ = parts.status_;
    }
  }
  template <typename T>
  void operator()(absl::string_view name, const Array<T>& rows) {
    Add(name, rows.view());
  }
  template <typename T>
  void operator()(absl::string_view name, const Blocks<T>& rows) {
    std::vector<absl::string_view> pieces;
    for (const absl::Span<char> piece : rows.Pieces()) {
      pieces.emplace_back(piece.data(), piece.size());
    }
    if (status_.ok()) status_ = file_.Add(absl::StrCat(prefix_, name), pieces);
  }
  template <typename Facts>
  void operator()(absl::string_view name, const History<Facts>& history) {
    FactEncoder encoder;
    history.EachRevision([&encoder](absl::Time at, const Facts& facts) {
      encoder.Put(at);
      encoder.Put(facts);
    });
    Add(name, encoder.bytes());
  }
  void operator()(absl::string_view name, const KindTable& kinds) {
    FactEncoder encoder;
    for (KindId id = 0; id < kinds.size(); ++id) {
      encoder.Put(kinds.kind(id));
      encoder.Put(kinds.dimension(id));
    }
    Add(name, encoder.bytes());
  }
  template <typename K, typename V>
  void operator()(absl::string_view name,
                  const absl::flat_hash_map<K, V>& map) {
    AddAll(name, map);
  }
  template <typename K, typename V>
  void operator()(absl::string_view name, const std::map<K, V>& map) {
    AddAll(name, map);
  }
  template <typename T>
  void operator()(absl::string_view name, const std::vector<T>& values) {
    AddAll(name, values);
  }

  const absl::Status& status() const { return status_; }

 private:
  template <typename All>
  void AddAll(absl::string_view name, const All& values) {
    FactEncoder encoder;
    for (const auto& value : values) encoder.Put(value);
    Add(name, encoder.bytes());
  }

  void Add(absl::string_view name, absl::string_view bytes) {
    if (status_.ok()) status_ = file_.Add(absl::StrCat(prefix_, name), bytes);
  }

  blocks::BlockWriter& file_;
  const std::string prefix_;
  absl::Status status_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SNAPSHOT_PART_WRITER_H_
