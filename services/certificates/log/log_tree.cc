#include "services/certificates/log/log_tree.h"

#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "libs/tlog/tree.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

auto HashesOf(CertificateReader& reader) {
  return [&reader](int level, uint64_t first, int count) {
    return reader.LogHashes(level, static_cast<int64_t>(first), count);
  };
}

tlog::Hash RootOfFullTile(std::vector<tlog::Hash> hashes) {
  for (size_t width = hashes.size(); width > 1; width /= 2) {
    for (size_t i = 0; i < width / 2; ++i) {
      hashes[i] = tlog::HashNode(hashes[2 * i], hashes[2 * i + 1]);
    }
  }
  return hashes.front();
}

absl::StatusOr<std::string> BundleBytes(CertificateReader& reader,
                                        int64_t first, int width) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> leaves,
                          reader.LogLeaves(first, width));
  if (static_cast<int>(leaves.size()) != width) return RowMissing();
  std::string bytes;
  for (const std::string& leaf : leaves) {
    SUYUAN_RETURN_IF_ERROR(tlog::AppendEntry(leaf, bytes));
  }
  return bytes;
}

}  // namespace

absl::StatusOr<int64_t> AppendLeaf(CertificateWriter& writer,
                                   absl::string_view leaf) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t index, writer.LogSize());
  SUYUAN_RETURN_IF_ERROR(writer.PutLogLeaf(index, leaf));
  const auto end = static_cast<uint64_t>(index) + 1;
  SUYUAN_RETURN_IF_ERROR(writer.PutLogHash({0, end - 1, tlog::HashLeaf(leaf)}));
  // A leaf that fills a tile completes a hash of the level above.
  uint64_t width = tlog::kTileWidth;
  for (int level = 1; end % width == 0; ++level, width *= tlog::kTileWidth) {
    const uint64_t index_there = end / width - 1;
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<tlog::Hash> tile,
        writer.LogHashes(level - 1,
                         static_cast<int64_t>(index_there * tlog::kTileWidth),
                         tlog::kTileWidth));
    SUYUAN_RETURN_IF_ERROR(writer.PutLogHash(
        {level, index_there, RootOfFullTile(std::move(tile))}));
  }
  return index;
}

absl::StatusOr<tlog::Hash> LogRoot(CertificateReader& reader, int64_t size) {
  return tlog::RootAt(static_cast<uint64_t>(size), HashesOf(reader));
}

absl::StatusOr<std::string> TileBytes(CertificateReader& reader,
                                      const tlog::Tile& tile) {
  const auto first = static_cast<int64_t>(tile.index * tlog::kTileWidth);
  if (!tile.level.has_value()) return BundleBytes(reader, first, tile.width);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<tlog::Hash> hashes,
                          reader.LogHashes(*tile.level, first, tile.width));
  return tlog::EncodeTile(hashes);
}

absl::StatusOr<tlog::Proof> InclusionProof(CertificateReader& reader,
                                           int64_t index, int64_t size) {
  return tlog::ProveInclusion(static_cast<uint64_t>(index),
                              static_cast<uint64_t>(size), HashesOf(reader));
}

absl::StatusOr<tlog::Proof> ConsistencyProof(CertificateReader& reader,
                                             int64_t first_size,
                                             int64_t second_size) {
  return tlog::ProveConsistency(static_cast<uint64_t>(first_size),
                                static_cast<uint64_t>(second_size),
                                HashesOf(reader));
}

}  // namespace suyuan::certificates
