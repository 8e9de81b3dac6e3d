#include "services/certificates/transport/grpc_leaves_service.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"

namespace suyuan::certificates {
namespace {

constexpr int kMostDigests = 10'000;

}  // namespace

absl::StatusOr<std::vector<int64_t>> GrpcLeavesService::Find(
    const Digest& digest, const SignedHead& head, const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<int64_t> found,
                          records_.Find(digest, deadline));
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        const CertificateId id(digest);
        SUYUAN_ASSIGN_OR_RETURN(const std::optional<KeptCertificate> kept,
                                reader.Find(id));
        if (!kept.has_value() || !(kept->digest == digest)) {
          return absl::OkStatus();
        }
        found.push_back(kept->log_index);
        SUYUAN_ASSIGN_OR_RETURN(const std::vector<StatusChange> changes,
                                reader.Changes(id));
        for (const StatusChange& change : changes) {
          found.push_back(change.log_index);
        }
        return absl::OkStatus();
      },
      deadline));
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](int64_t index) { return index >= head.size; }),
              found.end());
  std::sort(found.begin(), found.end());
  return found;
}

absl::Status GrpcLeavesService::Fill(const v1::FindLeavesRequest& request,
                                     const SignedHead& head,
                                     const Deadline& deadline,
                                     v1::FindLeavesResponse& response) {
  for (int i = 0; i < request.digests_size(); ++i) {
    const absl::StatusOr<Digest> digest = Digest::Parse(request.digests(i));
    if (!digest.ok()) {
      return InField(absl::StrCat("digests[", i, "]"), digest.status());
    }
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<int64_t> indexes,
                            Find(*digest, head, deadline));
    for (const int64_t index : indexes) {
      SUYUAN_ASSIGN_OR_RETURN(std::vector<std::string> leaf,
                              log_.Leaves(head, index, 1, deadline));
      v1::FoundLeaf& found = *response.add_leaves();
      found.set_digest(digest->hex());
      found.set_log_index(index);
      found.set_leaf(std::move(leaf.at(0)));
    }
  }
  response.set_note(head.note);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* GrpcLeavesService::FindLeaves(
    grpc::CallbackServerContext* context, const v1::FindLeavesRequest* request,
    v1::FindLeavesResponse* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::FindLeavesRequest& in, v1::FindLeavesResponse& out,
             rpc::Call& call, rpc::Done done) {
        const absl::Status few =
            rpc::CheckCount("digests", in.digests_size(), kMostDigests);
        if (!few.ok()) return done(few);
        log_.HeadAsync([this, &in, &out, &call,
                        done](absl::StatusOr<SignedHead> head) mutable {
          if (!head.ok()) return done(head.status());
          endpoint_.dispatcher().executor().Continue(
              [this, &in, &out, &call, done, head = *std::move(head)] {
                done(Fill(in, head, call.deadline(), out));
              });
        });
      });
}

}  // namespace suyuan::certificates
