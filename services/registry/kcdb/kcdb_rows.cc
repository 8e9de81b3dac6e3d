#include "services/registry/kcdb/kcdb_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "services/registry/kcdb/cmc_competence.h"

namespace suyuan::registry::kcdb {
namespace {

class KcdbRows final : public FileRows {
 public:
  KcdbRows(std::vector<Cmc> cmcs, absl::CivilDay snapshot, FindInstitute find)
      : cmcs_(std::move(cmcs)),
        snapshot_(snapshot),
        find_(std::move(find)),
        holders_(cmcs_.size()) {}

  size_t size() const override { return cmcs_.size(); }

  absl::StatusOr<Head> Read(size_t i) override {
    SUYUAN_ASSIGN_OR_RETURN(std::string name, NameOfCmc(cmcs_[i]));
    SUYUAN_ASSIGN_OR_RETURN(holders_[i], find_(cmcs_[i]));
    return Head{std::move(name), ""};
  }

  absl::Status Apply(size_t i,
                     google::protobuf::Message& record) const override {
    return ApplyCmc(cmcs_[i], holders_[i], snapshot_,
                    static_cast<v1::Competence&>(record));
  }

  bool is_whole() const override { return false; }

 private:
  const std::vector<Cmc> cmcs_;
  const absl::CivilDay snapshot_;
  const FindInstitute find_;
  std::vector<std::string> holders_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<FileRows>> OpenKcdb(absl::string_view content,
                                                   absl::CivilDay snapshot,
                                                   FindInstitute find) {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<Cmc> cmcs, ReadCmcs(content));
  return std::make_unique<KcdbRows>(std::move(cmcs), snapshot, std::move(find));
}

std::string CountryOf(const Cmc& cmc) {
  const std::vector<std::string> parts = absl::StrSplit(cmc.kcdb_code, '-');
  const bool is_country =
      parts.size() > 3 && parts[2].size() == 2 &&
      std::all_of(parts[2].begin(), parts[2].end(), absl::ascii_isupper);
  return is_country ? parts[2] : "";
}

}  // namespace suyuan::registry::kcdb
