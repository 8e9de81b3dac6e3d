#include "services/certificates/transport/grpc_log_service.h"

#include <string>
#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "libs/tlog/tile.h"

namespace suyuan::certificates {
namespace {

void AddHashes(const tlog::Proof& proof,
               google::protobuf::RepeatedPtrField<std::string>& to) {
  for (const tlog::Hash& hash : proof) to.Add(std::string(hash.view()));
}

constexpr char kCacheControl[] = "cache-control";

// A checkpoint is the newest for a moment only.
void AnswerNote(absl::StatusOr<std::string> note, grpc::ServerContextBase& to,
                google::api::HttpBody& out, const rpc::Done& done) {
  if (!note.ok()) return done(note.status());
  to.AddInitialMetadata(kCacheControl, "no-cache");
  out.set_content_type("text/plain; charset=utf-8");
  out.set_data(*std::move(note));
  done(absl::OkStatus());
}

}  // namespace

void GrpcLogService::WithHead(Fill fill, rpc::Done done) {
  log_.HeadAsync([this, fill = std::move(fill),
                  done](absl::StatusOr<SignedHead> head) mutable {
    if (!head.ok()) return done(head.status());
    endpoint_.dispatcher().executor().Continue(
        [fill = std::move(fill), done, head = *std::move(head)] {
          done(fill(head));
        });
  });
}

grpc::ServerUnaryReactor* GrpcLogService::GetCheckpoint(
    grpc::CallbackServerContext* context,
    const v1::GetCheckpointRequest* request, v1::Checkpoint* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::GetCheckpointRequest&, v1::Checkpoint& out, rpc::Call&,
             rpc::Done done) {
        WithHead(
            [this, &out](const SignedHead& head) {
              out.set_tree_size(head.size);
              out.set_root_hash(std::string(head.root.view()));
              out.set_note(head.note);
              out.set_verifier_key(log_.verifier().Text());
              return absl::OkStatus();
            },
            std::move(done));
      });
}

grpc::ServerUnaryReactor* GrpcLogService::ListLeaves(
    grpc::CallbackServerContext* context, const v1::ListLeavesRequest* request,
    v1::ListLeavesResponse* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::ListLeavesRequest& in, v1::ListLeavesResponse& out,
             rpc::Call& call, rpc::Done done) {
        const absl::StatusOr<int> count =
            rpc::PageSize(in.page_size(), {.usual = 256, .most = 1024});
        if (!count.ok()) return done(count.status());
        WithHead(
            [this, &in, &out, &call,
             count = *count](const SignedHead& head) -> absl::Status {
              SUYUAN_ASSIGN_OR_RETURN(
                  std::vector<std::string> leaves,
                  log_.Leaves(head, in.start(), count, call.deadline()));
              out.set_next_start(in.start() +
                                 static_cast<int64_t>(leaves.size()));
              for (std::string& leaf : leaves) {
                out.add_leaves(std::move(leaf));
              }
              return absl::OkStatus();
            },
            std::move(done));
      });
}

grpc::ServerUnaryReactor* GrpcLogService::GetInclusionProof(
    grpc::CallbackServerContext* context,
    const v1::GetInclusionProofRequest* request, v1::InclusionProof* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::GetInclusionProofRequest& in, v1::InclusionProof& out,
             rpc::Call& call, rpc::Done done) {
        WithHead(
            [this, &in, &out, &call](const SignedHead& head) -> absl::Status {
              SUYUAN_ASSIGN_OR_RETURN(
                  const LeafProof proof,
                  log_.ProveInclusion(head, in.index(), in.tree_size(),
                                      call.deadline()));
              out.set_index(in.index());
              out.set_tree_size(in.tree_size() == 0 ? head.size
                                                    : in.tree_size());
              out.set_leaf_hash(std::string(proof.leaf_hash.view()));
              AddHashes(proof.hashes, *out.mutable_hashes());
              return absl::OkStatus();
            },
            std::move(done));
      });
}

grpc::ServerUnaryReactor* GrpcLogService::GetConsistencyProof(
    grpc::CallbackServerContext* context,
    const v1::GetConsistencyProofRequest* request,
    v1::ConsistencyProof* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this](const v1::GetConsistencyProofRequest& in,
             v1::ConsistencyProof& out, rpc::Call& call, rpc::Done done) {
        WithHead(
            [this, &in, &out, &call](const SignedHead& head) -> absl::Status {
              SUYUAN_ASSIGN_OR_RETURN(
                  const tlog::Proof proof,
                  log_.ProveConsistency(head, in.first_size(), in.second_size(),
                                        call.deadline()));
              out.set_first_size(in.first_size());
              out.set_second_size(in.second_size() == 0 ? head.size
                                                        : in.second_size());
              AddHashes(proof, *out.mutable_hashes());
              return absl::OkStatus();
            },
            std::move(done));
      });
}

grpc::ServerUnaryReactor* GrpcLogService::GetCheckpointNote(
    grpc::CallbackServerContext* context,
    const v1::GetCheckpointNoteRequest* request,
    google::api::HttpBody* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this, context](const v1::GetCheckpointNoteRequest&,
                      google::api::HttpBody& out, rpc::Call& call,
                      rpc::Done done) {
        log_.HeadAsync([this, context, &out, &call,
                        done](absl::StatusOr<SignedHead> head) mutable {
          if (!head.ok()) return done(head.status());
          endpoint_.dispatcher().executor().Continue(
              [this, context, &out, &call, done, head = *std::move(head)] {
                AnswerNote(board_.Published(head, call.deadline()), *context,
                           out, done);
              });
        });
      });
}

grpc::ServerUnaryReactor* GrpcLogService::GetTile(
    grpc::CallbackServerContext* context, const v1::GetTileRequest* request,
    google::api::HttpBody* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this, context](const v1::GetTileRequest& in, google::api::HttpBody& out,
                      rpc::Call& call) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(const tlog::Tile tile,
                                tlog::ParseTilePath(in.path()));
        SUYUAN_ASSIGN_OR_RETURN(std::string bytes,
                                log_.Tile(tile, call.deadline()));
        context->AddInitialMetadata(kCacheControl,
                                    "public, max-age=31536000, immutable");
        out.set_content_type("application/octet-stream");
        out.set_data(std::move(bytes));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* GrpcLogService::GetPendingCheckpoint(
    grpc::CallbackServerContext* context,
    const v1::GetPendingCheckpointRequest* request,
    google::api::HttpBody* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this, context](const v1::GetPendingCheckpointRequest&,
                      google::api::HttpBody& out, rpc::Call&, rpc::Done done) {
        board_.PendingAsync(
            [context, &out, done](absl::StatusOr<std::string> note) mutable {
              AnswerNote(std::move(note), *context, out, done);
            });
      });
}

grpc::ServerUnaryReactor* GrpcLogService::GetWitnessedCheckpoint(
    grpc::CallbackServerContext* context,
    const v1::GetWitnessedCheckpointRequest* request,
    google::api::HttpBody* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this, context](const v1::GetWitnessedCheckpointRequest&,
                      google::api::HttpBody& out, rpc::Call& call,
                      rpc::Done done) {
        AnswerNote(board_.Witnessed(call.deadline()), *context, out, done);
      });
}

grpc::ServerUnaryReactor* GrpcLogService::AddCosignatures(
    grpc::CallbackServerContext* context,
    const v1::AddCosignaturesRequest* request,
    google::api::HttpBody* response) {
  return rpc::UnaryAsync(
      endpoint_, context, request, response,
      [this, context](const v1::AddCosignaturesRequest& in,
                      google::api::HttpBody& out, rpc::Call&, rpc::Done done) {
        board_.AddAsync(
            in.note().data(),
            [context, &out, done](absl::StatusOr<std::string> note) mutable {
              AnswerNote(std::move(note), *context, out, done);
            });
      });
}

}  // namespace suyuan::certificates
