#include <utility>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {
namespace {

class PartBytes {
 public:
  explicit PartBytes(Graph::Bytes& out) : out_(out) {}

  void operator()(absl::string_view name, const StringPool& pool) {
    const StringPool::Bytes bytes = pool.bytes();
    Add(absl::StrCat(name, ".texts"), bytes.texts);
    Add(absl::StrCat(name, ".places"), bytes.places);
    Add(absl::StrCat(name, ".table"), bytes.table);
  }
  void operator()(absl::string_view name, const ChainIndex& index) {
    Add(name, index.bytes());
  }
  template <typename T>
  void operator()(absl::string_view name, const Array<T>& rows) {
    Add(name, rows.bytes());
  }
  // A map's own slots.
  template <typename K, typename V>
  void operator()(absl::string_view name,
                  const absl::flat_hash_map<K, V>& map) {
    Add(name,
        static_cast<int64_t>(map.capacity() * (sizeof(std::pair<K, V>) + 1)));
  }
  template <typename Facts>
  void operator()(absl::string_view, const History<Facts>& history) {
    out_.records += history.bytes();
  }
  void operator()(absl::string_view, const KindTable&) {}
  void operator()(absl::string_view, const absl::Time&) {}
  // Of what hangs on the maps.
  void operator()(absl::string_view name, int64_t bytes) { Add(name, bytes); }

 private:
  void Add(absl::string_view name, int64_t bytes) {
    out_.parts.emplace_back(name, bytes);
  }

  Graph::Bytes& out_;
};

// A name and its share of a tree's node.
int64_t BytesOf(const absl::btree_set<std::string>& names) {
  constexpr int64_t kEach = 3 * sizeof(std::string);
  return static_cast<int64_t>(names.size()) * kEach;
}

}  // namespace

int64_t Graph::Bytes::total() const {
  int64_t total = records;
  for (const auto& [name, bytes] : parts) total += bytes;
  return total;
}

Graph::Bytes Graph::BytesByPart() const {
  Bytes out;
  EachPart(*this, PartBytes(out));
  for (const NameIndex* index :
       {&institutions_by_title_, &competences_by_holder_,
        &competences_by_number_, &standards_by_key_, &standards_by_assessment_,
        &specifications_by_number_, &instruments_by_key_,
        &persons_by_registration_}) {
    out.records += index->bytes();
  }
  for (const auto* names : {&standard_names_, &instrument_names_,
                            &scheme_names_, &catalogue_names_}) {
    out.records += BytesOf(*names);
  }
  return out;
}

}  // namespace suyuan::traceability
