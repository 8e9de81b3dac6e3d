#include "services/suyuanctl/commands/log_prove.h"

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/receipt.h"
#include "libs/tlog/tile_reader.h"
#include "libs/tlog/whole_log.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/output_file.h"

namespace suyuan::ctl {
namespace {

struct Leaf {
  uint64_t index = 0;
  std::string entry;
};

absl::Status LeafNotFound(absl::string_view what, uint64_t size) {
  return WithReason(absl::NotFoundError(absl::StrCat("no leaf among the ", size,
                                                     " has ", what)),
                    "LEAF_NOT_FOUND");
}

// Whether the entry says that these bytes were taken in: a leaf with a
// statement is about what became of them later.
bool IsImportOf(absl::string_view entry, const std::string& digest) {
  const auto json = nlohmann::json::parse(entry, nullptr, false);
  if (!json.is_object() || json.contains("statement")) return false;
  const auto member = json.find("digest");
  return member != json.end() && *member == digest;
}

absl::StatusOr<Leaf> FindDocument(const std::string& path, uint64_t size,
                                  PublishedLog& log) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, ReadDocument(path));
  const std::string digest = crypto::Sha256(bytes).Hex();
  std::optional<Leaf> found;
  const auto fetch = log.Fetch();
  const absl::Status read = tlog::ReadEntries(
      size, fetch, [&](uint64_t index, absl::string_view entry) {
        if (!IsImportOf(entry, digest)) return absl::OkStatus();
        found = Leaf{index, std::string(entry)};
        return absl::CancelledError("found");
      });
  if (found.has_value()) return *std::move(found);
  SUYUAN_RETURN_IF_ERROR(read);
  return LeafNotFound(absl::StrCat("the SHA-256 ", digest), size);
}

absl::StatusOr<Leaf> FindIndex(uint64_t index, uint64_t size,
                               PublishedLog& log) {
  if (index >= size) {
    return LeafNotFound(absl::StrCat("the index ", index), size);
  }
  const uint64_t bundle = index / tlog::kTileWidth;
  const auto fetch = log.Fetch();
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<std::string> entries,
      tlog::ReadBundle(
          {std::nullopt, bundle, tlog::TileWidthAt(0, bundle, size)}, fetch));
  return Leaf{index, std::move(entries[index % tlog::kTileWidth])};
}

absl::StatusOr<tlog::Receipt> Prove(const Leaf& leaf,
                                    const SeenCheckpoint& newest,
                                    PublishedLog& log) {
  const tlog::Checkpoint& checkpoint = newest.checkpoint;
  const auto fetch = log.Fetch();
  tlog::TileHashes tiles(checkpoint.size, fetch);
  tlog::Receipt receipt{
      .extra = leaf.entry, .index = leaf.index, .checkpoint = newest.note};
  SUYUAN_ASSIGN_OR_RETURN(
      receipt.proof,
      tlog::ProveInclusion(leaf.index, checkpoint.size, tiles.Reader()));
  SUYUAN_RETURN_IF_ERROR(tlog::VerifyInclusion(leaf.index, checkpoint.size,
                                               tlog::HashLeaf(leaf.entry),
                                               checkpoint.root, receipt.proof));
  return receipt;
}

}  // namespace

absl::StatusOr<bool> LogProve(const LogProveOptions& options,
                              const tlog::Policy& policy, PublishedLog& log,
                              Console& console) {
  if (options.document.empty() == !options.index.has_value()) {
    return InvalidField("DOCUMENT", "a document or --index is wanted");
  }
  SUYUAN_ASSIGN_OR_RETURN(const SeenCheckpoint newest, log.Newest(policy));
  const uint64_t size = newest.checkpoint.size;
  SUYUAN_ASSIGN_OR_RETURN(const Leaf leaf,
                          options.index.has_value()
                              ? FindIndex(*options.index, size, log)
                              : FindDocument(options.document, size, log));
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Receipt receipt,
                          Prove(leaf, newest, log));
  const std::string subject = options.document.empty()
                                  ? absl::StrCat("leaf-", leaf.index)
                                  : options.document;
  const std::string path = options.output.empty()
                               ? absl::StrCat(subject, ".tlog-proof")
                               : options.output;
  SUYUAN_ASSIGN_OR_RETURN(const auto output, OutputFile::Open(path, console));
  SUYUAN_RETURN_IF_ERROR(output->Write(receipt.Text()));
  SUYUAN_RETURN_IF_ERROR(output->Close());
  console.Print(console.Say(
      "log.proved", {absl::StrCat(leaf.index), absl::StrCat(size), path}));
  return true;
}

}  // namespace suyuan::ctl
