#include "services/certificates/store/sql_registry_store.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/status.h"
#include "libs/sql/errors.h"
#include "libs/sql/follower_position.h"

namespace suyuan::certificates {
namespace {

using sql::Transaction;

// What of the batch is later than that position; nullopt: nothing.
std::optional<RegistryBatch> After(const RegistryBatch& batch,
                                   int64_t position) {
  if (batch.position <= position) return std::nullopt;
  RegistryBatch rest{.changes = {}, .position = batch.position};
  for (const RegistryChange& change : batch.changes) {
    if (change.position > position) rest.changes.push_back(change);
  }
  return rest;
}

}  // namespace

SqlRegistryStore::SqlRegistryStore(sql::Database& database,
                                   std::vector<SqlRegistryPart*> parts,
                                   std::function<void()> on_kept)
    : database_(database), on_kept_(std::move(on_kept)) {
  for (SqlRegistryPart* part : parts) places_.push_back({.part = part});
}

absl::StatusOr<std::unique_ptr<SqlRegistryStore>> SqlRegistryStore::Open(
    sql::Database& database, std::vector<SqlRegistryPart*> parts,
    std::function<void()> on_kept) {
  std::unique_ptr<SqlRegistryStore> store(
      new SqlRegistryStore(database, std::move(parts), std::move(on_kept)));
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_RETURN_IF_ERROR(store->LoadPositions(t));
    return store->LoadWhole(t);
  }));
  return store;
}

absl::Status SqlRegistryStore::LoadPositions(Transaction& transaction) {
  for (Place& place : places_) {
    SUYUAN_ASSIGN_OR_RETURN(place.position,
                            sql::LoadPosition(transaction, place.part->feed()));
  }
  return absl::OkStatus();
}

absl::Status SqlRegistryStore::LoadWhole(Transaction& transaction) {
  for (Place& place : places_) {
    if (place.is_loaded || place.position < Furthest()) continue;
    SUYUAN_RETURN_IF_ERROR(place.part->Load(transaction, place.position));
    place.is_loaded = true;
  }
  return absl::OkStatus();
}

int64_t SqlRegistryStore::Furthest() const {
  int64_t furthest = 0;
  for (const Place& place : places_) {
    furthest = std::max(furthest, place.position);
  }
  return furthest;
}

absl::StatusOr<int64_t> SqlRegistryStore::Position() {
  SUYUAN_RETURN_IF_ERROR(
      database_.Read([&](Transaction& t) { return LoadPositions(t); }));
  int64_t least = Furthest();
  for (const Place& place : places_) least = std::min(least, place.position);
  return least;
}

absl::Status SqlRegistryStore::Keep(const RegistryBatch& batch) {
  std::vector<std::optional<RegistryBatch>> rests;
  for (const Place& place : places_) {
    rests.push_back(After(batch, place.position));
  }
  if (std::none_of(rests.begin(), rests.end(),
                   [](const auto& rest) { return rest.has_value(); })) {
    return sql::PositionBackwards(kRegistryFeed, Furthest(), batch.position);
  }
  SUYUAN_RETURN_IF_ERROR(database_.Write([&](Transaction& t) -> absl::Status {
    for (size_t i = 0; i < places_.size(); ++i) {
      if (!rests[i].has_value()) continue;
      SqlRegistryPart& part = *places_[i].part;
      SUYUAN_RETURN_IF_ERROR(part.Keep(*rests[i], t));
      SUYUAN_RETURN_IF_ERROR(
          sql::StorePosition(t, part.feed(), batch.position));
    }
    return absl::OkStatus();
  }));
  for (size_t i = 0; i < places_.size(); ++i) {
    if (!rests[i].has_value()) continue;
    places_[i].position = batch.position;
    if (places_[i].is_loaded) places_[i].part->Kept(*rests[i]);
  }
  SUYUAN_RETURN_IF_ERROR(
      database_.Read([&](Transaction& t) { return LoadWhole(t); }));
  if (on_kept_ != nullptr) on_kept_();
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
