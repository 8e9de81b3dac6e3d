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
#include "services/certificates/convert/signatures.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

constexpr int kMostInBatch = 1000;
constexpr char kMethod[] = "certificates.Import";

// The same request by whichever method it comes: a batch that broke off may be
// repeated one by one. `keys` are those that signed it.
WriteContext ContextOf(const PreparedCertificate& prepared,
                       absl::string_view keys, const std::string& request_id,
                       const rpc::Call& call) {
  return {.principal = call.principal(),
          .request = {.request_id = request_id,
                      .method = kMethod,
                      .digest = absl::StrCat(
                          prepared.digest.hex(), " ",
                          KindWord(prepared.particulars.kind), keys)}};
}

std::string KeysOf(absl::Span<const DetachedSignature> signatures) {
  std::string keys;
  for (const DetachedSignature& one : signatures) {
    absl::StrAppend(&keys, " ", one.key_id);
  }
  return keys;
}

absl::StatusOr<PreparedCertificate> PrepareSource(
    const v1::ImportCertificateRequest& request, SignatureStep signatures) {
  switch (request.source_case()) {
    case v1::ImportCertificateRequest::kCertificate:
      return PrepareCanonical(request.certificate(), request.kind(),
                              signatures);
    case v1::ImportCertificateRequest::kDcc:
      return PrepareDcc(request.dcc(), request.kind(), signatures);
    case v1::ImportCertificateRequest::SOURCE_NOT_SET:
      break;
  }
  return InvalidField("certificate",
                      "neither certificate nor dcc is given; one is wanted");
}

absl::StatusOr<PreparedCertificate> PrepareBody(
    const google::api::HttpBody& body, v1::Certificate::Kind kind,
    SignatureStep signatures) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(body.content_type(), absl::MaxSplits(';', 1));
  const std::string type =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts[0]));
  if (type == "application/xml" || type == "text/xml" ||
      absl::EndsWith(type, "+xml")) {
    return PrepareDcc(body.data(), kind, signatures);
  }
  if (type == "application/json")
    return PrepareJson(body.data(), kind, signatures);
  return InvalidField(
      "document.content_type",
      absl::StrCat("is \"", type.substr(0, 100),
                   "\"; application/xml for a DCC or application/json for a "
                   "canonical certificate is wanted"));
}

// Whether the outcome is that of an earlier request with the same id.
bool WasAnsweredBefore(const ImportOutcome& outcome, absl::Time began) {
  const KeptCertificate& kept = outcome.view.kept;
  return kept.position > 0 &&
         absl::ToUnixMicros(kept.recorded_at) < absl::ToUnixMicros(began);
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
                             const SignatureDesk& desk, const SchemaGate& gate,
                             rpc::Executor& executor,
                             metrics::Registry& metrics)
    : archive_(archive),
      renderer_(renderer),
      desk_(desk),
      gate_(gate),
      executor_(executor),
      created_(metrics.counter("suyuan_certificates_imports_total",
                               "Certificates imported, by what became of them",
                               {{"outcome", "created"}})),
      held_(metrics.counter("suyuan_certificates_imports_total",
                            "Certificates imported, by what became of them",
                            {{"outcome", "held"}})) {}

absl::StatusOr<ImportMethods::Order> ImportMethods::MakeOrder(
    Prepare prepare, std::vector<DetachedSignature> signatures,
    bool sign_as_issuer, const std::string& request_id,
    const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request_id));
  const absl::Time began = archive_.clock().Now();
  std::string keys;
  std::vector<JudgedSignature> judged;
  SUYUAN_ASSIGN_OR_RETURN(
      PreparedCertificate prepared,
      prepare([&](absl::string_view original,
                  v1::Certificate& certificate) -> absl::Status {
        if (certificate.media_type() == kDccMediaType) {
          SUYUAN_RETURN_IF_ERROR(gate_.Check(original, DccLimits()));
        }
        if (sign_as_issuer) {
          SUYUAN_ASSIGN_OR_RETURN(
              signatures.emplace_back(),
              desk_.SignAsIssuer(original, call.principal(), certificate));
        }
        keys = KeysOf(signatures);
        SUYUAN_ASSIGN_OR_RETURN(judged,
                                desk_.Receive(original, std::move(signatures),
                                              call.deadline(), certificate));
        return absl::OkStatus();
      }));
  judged.erase(std::remove_if(judged.begin(), judged.end(),
                              [](const JudgedSignature& one) {
                                return one.verdict != DetachedVerdict::kValid;
                              }),
               judged.end());
  WriteContext context = ContextOf(prepared, keys, request_id, call);
  return Order{.prepared = std::move(prepared),
               .context = std::move(context),
               .signatures = std::move(judged),
               .began = began};
}

absl::StatusOr<ImportMethods::Order> ImportMethods::ToOrder(
    const v1::ImportCertificateRequest& request, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<DetachedSignature> signatures,
                          ToSignatures(request.signatures()));
  SUYUAN_ASSIGN_OR_RETURN(
      Order order,
      MakeOrder(
          [&](SignatureStep step) { return PrepareSource(request, step); },
          std::move(signatures), request.sign_as_issuer(), request.request_id(),
          call));
  order.validate_only = request.validate_only();
  return order;
}

absl::StatusOr<ImportMethods::Order> ImportMethods::ToOrder(
    const v1::ImportDocumentRequest& request, const rpc::Call& call) const {
  std::vector<DetachedSignature> signatures;
  if (request.has_signature()) {
    absl::StatusOr<DetachedSignature> one = ToSignature(request.signature());
    if (!one.ok()) return InField("signature", one.status());
    signatures.push_back(*std::move(one));
  }
  SUYUAN_ASSIGN_OR_RETURN(
      Order order,
      MakeOrder(
          [&](SignatureStep step) {
            return PrepareBody(request.document(), request.kind(), step);
          },
          std::move(signatures), /*sign_as_issuer=*/false, request.request_id(),
          call));
  order.validate_only = request.validate_only();
  return order;
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
  std::vector<JudgedSignature> to_add;
  if (!order->validate_only) to_add = std::move(order->signatures);
  const auto finish = [this, &response, &call, done, began = order->began,
                       to_add = std::move(to_add)](
                          absl::StatusOr<ImportOutcome> outcome) {
    if (!outcome.ok()) return done(outcome.status());
    response.set_created(outcome->created);
    if (outcome->created && !WasAnsweredBefore(*outcome, began)) {
      SetOutputs(outcome->view, *response.mutable_certificate());
      return done(absl::OkStatus());
    }
    // What is held may have been imported as another kind, with other
    // signatures, or converted by an earlier version.
    AddSignatures(
        std::move(outcome->view), to_add, call,
        [this, &response, &call, done](absl::StatusOr<CertificateView> view) {
          if (!view.ok()) return done(view.status());
          absl::StatusOr<v1::Certificate> held =
              renderer_.Render(*view, call.deadline());
          if (held.ok()) {
            *response.mutable_certificate() = *std::move(held);
          }
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
      [this, index, batch, &call, signatures = std::move(order->signatures)](
          absl::StatusOr<ImportOutcome> outcome) {
        if (outcome.ok()) Count(*outcome);
        if (!outcome.ok() || outcome->created || signatures.empty()) {
          batch->Fill(index, outcome);
          return batch->Finish();
        }
        AddSignatures(
            std::move(outcome->view), signatures, call,
            [index, batch](absl::StatusOr<CertificateView> view) {
              if (view.ok()) {
                batch->Fill(index, ImportOutcome{*std::move(view), false});
              } else {
                batch->Fill(index, view.status());
              }
              batch->Finish();
            });
      });
}

// Each in its own unit of work: nearly always there is one.
void ImportMethods::AddSignatures(CertificateView view,
                                  std::vector<JudgedSignature> signatures,
                                  rpc::Call& call, Added done) {
  executor_.Continue([this, view = std::move(view),
                      signatures = std::move(signatures), &call,
                      done = std::move(done)]() mutable {
    if (signatures.empty()) return done(std::move(view));
    const absl::StatusOr<v1::Certificate> held =
        renderer_.Render(view, call.deadline());
    if (!held.ok()) return done(held.status());
    JudgedSignature next = std::move(signatures.back());
    signatures.pop_back();
    if (IsBrokenInside(*held) ||
        HasValidSignature(*held, next.signature.key_id)) {
      return AddSignatures(std::move(view), std::move(signatures), call,
                           std::move(done));
    }
    const CertificateId id = view.kept.id;
    archive_.SignAsync(
        {id, std::move(next)}, {.principal = call.principal()},
        [this, signatures = std::move(signatures), &call,
         done = std::move(done)](absl::StatusOr<CertificateView> with) mutable {
          if (!with.ok()) return done(with.status());
          AddSignatures(*std::move(with), std::move(signatures), call,
                        std::move(done));
        });
  });
}

void ImportMethods::Count(const ImportOutcome& outcome) {
  (outcome.created ? created_ : held_).Increment();
}

}  // namespace suyuan::certificates
