#include "services/certificates/transport/import_methods.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

constexpr int kMostInBatch = 1000;
constexpr char kMethod[] = "certificates.Import";

// The same request by whichever method it comes: a batch that broke off may be
// repeated one by one.
WriteContext ContextOf(const PreparedCertificate& prepared,
                       const std::string& request_id, const rpc::Call& call) {
  return {
      .principal = call.principal(),
      .request = {.request_id = request_id,
                  .method = kMethod,
                  .digest = absl::StrCat(prepared.digest.hex(), " ",
                                         KindWord(prepared.particulars.kind))}};
}

absl::StatusOr<PreparedCertificate> PrepareSource(
    const v1::ImportCertificateRequest& request) {
  switch (request.source_case()) {
    case v1::ImportCertificateRequest::kCertificate:
      return PrepareCanonical(request.certificate(), request.kind());
    case v1::ImportCertificateRequest::kDcc:
      return PrepareDcc(request.dcc(), request.kind());
    case v1::ImportCertificateRequest::SOURCE_NOT_SET:
      break;
  }
  return InvalidField("certificate",
                      "neither certificate nor dcc is given; one is wanted");
}

absl::StatusOr<PreparedCertificate> PrepareBody(
    const google::api::HttpBody& body, v1::Certificate::Kind kind) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(body.content_type(), absl::MaxSplits(';', 1));
  const std::string type =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts[0]));
  if (type == "application/xml" || type == "text/xml" ||
      absl::EndsWith(type, "+xml")) {
    return PrepareDcc(body.data(), kind);
  }
  if (type == "application/json") return PrepareJson(body.data(), kind);
  return InvalidField(
      "document.content_type",
      absl::StrCat("is \"", type.substr(0, 100),
                   "\"; application/xml for a DCC or application/json for a "
                   "canonical certificate is wanted"));
}

}  // namespace

// Items of a batch are filled by whoever finishes them; the last one answers.
struct ImportMethods::Batch {
  Batch(v1::BatchImportCertificatesResponse& to, rpc::Done d)
      : response(to), done(std::move(d)) {}

  void Fill(int index, const absl::StatusOr<ImportOutcome>& outcome) {
    v1::BatchImportCertificatesResponse::Item& item =
        *response.mutable_items(index);
    if (!outcome.ok()) {
      item.set_code(static_cast<int>(outcome.status().code()));
      item.set_reason(ReasonOf(outcome.status()));
      item.set_message(std::string(outcome.status().message()));
      return;
    }
    item.set_certificate(outcome->view.kept.id.name());
    item.set_created(outcome->created);
    const int64_t reached = outcome->view.LastPosition();
    int64_t seen = position.load();
    while (seen < reached && !position.compare_exchange_weak(seen, reached)) {
    }
  }

  void Finish() {
    if (open.fetch_sub(1) > 1) return;
    if (position.load() > 0) response.set_token(TokenText(position.load()));
    done(broken);
  }

  v1::BatchImportCertificatesResponse& response;
  rpc::Done done;
  std::atomic<int64_t> position{0};
  // One more than items: the reading of the requests counts as one.
  std::atomic<int> open{1};
  // Why the reading broke off. Written before the reading is finished.
  absl::Status broken;
};

ImportMethods::ImportMethods(Archive& archive,
                             const CertificateRenderer& renderer,
                             rpc::Executor& executor,
                             metrics::Registry& metrics)
    : archive_(archive),
      renderer_(renderer),
      executor_(executor),
      created_(metrics.counter("suyuan_certificates_imports_total",
                               "Certificates imported, by what became of them",
                               {{"outcome", "created"}})),
      held_(metrics.counter("suyuan_certificates_imports_total",
                            "Certificates imported, by what became of them",
                            {{"outcome", "held"}})) {}

absl::StatusOr<ImportMethods::Order> ImportMethods::ToOrder(
    const v1::ImportCertificateRequest& request, const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  SUYUAN_ASSIGN_OR_RETURN(PreparedCertificate prepared, PrepareSource(request));
  WriteContext context = ContextOf(prepared, request.request_id(), call);
  return Order{std::move(prepared), std::move(context),
               request.validate_only()};
}

absl::StatusOr<ImportMethods::Order> ImportMethods::ToOrder(
    const v1::ImportDocumentRequest& request, const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  SUYUAN_ASSIGN_OR_RETURN(PreparedCertificate prepared,
                          PrepareBody(request.document(), request.kind()));
  WriteContext context = ContextOf(prepared, request.request_id(), call);
  return Order{std::move(prepared), std::move(context),
               request.validate_only()};
}

void ImportMethods::Import(const v1::ImportCertificateRequest& request,
                           v1::ImportCertificateResponse& response,
                           rpc::Call& call, rpc::Done done) {
  Run(ToOrder(request, call), response, call, std::move(done));
}

void ImportMethods::ImportDocument(const v1::ImportDocumentRequest& request,
                                   v1::ImportCertificateResponse& response,
                                   rpc::Call& call, rpc::Done done) {
  Run(ToOrder(request, call), response, call, std::move(done));
}

void ImportMethods::Run(absl::StatusOr<Order> order,
                        v1::ImportCertificateResponse& response,
                        rpc::Call& call, rpc::Done done) {
  if (!order.ok()) return done(order.status());
  // The document becomes a message here: the store's thread has better to do.
  auto answer = ToProto(order->prepared);
  if (!answer.ok()) return done(answer.status());
  *response.mutable_certificate() = *std::move(answer);
  const auto finish = [this, &response, &call,
                       done](absl::StatusOr<ImportOutcome> outcome) {
    if (!outcome.ok()) return done(outcome.status());
    response.set_created(outcome->created);
    if (outcome->created) {
      SetOutputs(outcome->view, *response.mutable_certificate());
      return done(absl::OkStatus());
    }
    // What is held may have been imported as another kind, or converted by an
    // earlier version.
    executor_.Continue(
        [this, &response, &call, done, view = std::move(outcome->view)] {
          absl::StatusOr<v1::Certificate> held =
              renderer_.Render(view, call.deadline());
          if (held.ok()) *response.mutable_certificate() = *std::move(held);
          done(held.status());
        });
  };
  if (order->validate_only) {
    return finish(
        archive_.TryImport(order->prepared, order->context, call.deadline()));
  }
  archive_.ImportAsync(std::move(order->prepared), std::move(order->context),
                       [this, finish](absl::StatusOr<ImportOutcome> outcome) {
                         if (outcome.ok()) Count(*outcome);
                         finish(std::move(outcome));
                       });
}

void ImportMethods::BatchImport(
    const v1::BatchImportCertificatesRequest& request,
    v1::BatchImportCertificatesResponse& response, rpc::Call& call,
    rpc::Done done) {
  const int count = request.requests_size();
  if (count > kMostInBatch) return done(TooManyItems(count, kMostInBatch));
  const auto bytes = static_cast<int64_t>(request.ByteSizeLong());
  if (bytes > kMaxOriginalBytes) {
    return done(DocumentTooLarge(bytes, kMaxOriginalBytes));
  }
  // All before the first of them can be filled: adding moves them.
  for (int i = 0; i < count; ++i) response.add_items();
  auto batch = std::make_shared<Batch>(response, std::move(done));
  for (int i = 0; i < count; ++i) {
    batch->broken = call.deadline().Check();
    if (!batch->broken.ok()) break;
    RunInBatch(request.requests(i), i, batch, call);
  }
  batch->Finish();
}

void ImportMethods::RunInBatch(const v1::ImportCertificateRequest& request,
                               int index, const std::shared_ptr<Batch>& batch,
                               rpc::Call& call) {
  absl::StatusOr<Order> order = ToOrder(request, call);
  if (!order.ok()) return batch->Fill(index, order.status());
  if (order->validate_only) {
    return batch->Fill(
        index,
        archive_.TryImport(order->prepared, order->context, call.deadline()));
  }
  batch->open.fetch_add(1);
  archive_.ImportAsync(
      std::move(order->prepared), std::move(order->context),
      [this, index, batch](absl::StatusOr<ImportOutcome> outcome) {
        if (outcome.ok()) Count(*outcome);
        batch->Fill(index, outcome);
        batch->Finish();
      });
}

void ImportMethods::Count(const ImportOutcome& outcome) {
  (outcome.created ? created_ : held_).Increment();
}

}  // namespace suyuan::certificates
