#include "services/suyuanctl/commands/import.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/rpc/status.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/journal.h"
#include "services/suyuanctl/cli/progress.h"
#include "services/suyuanctl/cli/signed_document.h"
#include "services/suyuanctl/world/grpc_call.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::BatchImportCertificatesRequest;
using certificates::v1::BatchImportCertificatesResponse;
using certificates::v1::Certificate;
using certificates::v1::ImportCertificateRequest;
using Item = BatchImportCertificatesResponse::Item;

// A file on its way.
struct Document {
  std::string path;
  std::string digest;
};

// The file with the signature of a document; "" where there is none.
std::string SignatureOf(const ImportOptions& options, const std::string& path) {
  if (!options.signature.empty()) return options.signature;
  const std::string beside = SignaturePathOf(path);
  return options.with_signatures && std::filesystem::exists(beside) ? beside
                                                                    : "";
}

// What the journal tells a document by: another signature makes it another
// one.
std::string DigestOf(const std::string& bytes,
                     const ImportCertificateRequest& request) {
  if (request.signatures().empty()) return crypto::Sha256(bytes).Hex();
  crypto::Hasher hasher = crypto::Hasher::Sha256();
  hasher.Update(bytes);
  hasher.Update(request.signatures(0).SerializeAsString());
  return hasher.Finish().Hex();
}

class Importer {
 public:
  Importer(const ImportOptions& options, Certificate::Kind kind,
           BatchImport import, Console& console, Journal* journal,
           int64_t total)
      : options_(options),
        kind_(kind),
        import_(std::move(import)),
        console_(console),
        journal_(journal),
        progress_(console, total) {}

  // False once the import is to stop.
  absl::StatusOr<bool> Take(const std::string& path) {
    absl::StatusOr<std::string> bytes = ReadDocument(path);
    if (!bytes.ok()) return Refuse(path, bytes.status());
    ImportCertificateRequest request;
    const std::string signature = SignatureOf(options_, path);
    if (!signature.empty()) {
      auto read = ReadSignatureFile(signature);
      if (!read.ok()) return Refuse(signature, read.status());
      *request.add_signatures() = *std::move(read);
    }
    Document document{path, DigestOf(*bytes, request)};
    if (journal_ != nullptr && journal_->Has(document.digest)) {
      ++summary_.skipped;
      progress_.Advance(1, path);
      return true;
    }
    const auto size = static_cast<int64_t>(bytes->size());
    if (IsJsonName(path)) {
      absl::StatusOr<Certificate> certificate = ParseCertificate(*bytes);
      if (!certificate.ok()) return Refuse(path, certificate.status());
      *request.mutable_certificate() = *std::move(certificate);
    } else {
      request.set_dcc(*std::move(bytes));
    }
    request.set_kind(kind_);
    request.set_request_id(world::NewRequestId());
    request.set_validate_only(options_.validate_only);
    return Queue(std::move(document), std::move(request), size);
  }

  // Sends what waits.
  absl::StatusOr<bool> Flush() {
    if (waiting_.empty()) return true;
    SUYUAN_ASSIGN_OR_RETURN(const BatchImportCertificatesResponse response,
                            import_(batch_));
    if (response.items_size() != static_cast<int>(waiting_.size())) {
      return absl::DataLossError(absl::StrCat(response.items_size(),
                                              " answers came for ",
                                              waiting_.size(), " documents"));
    }
    bool go_on = true;
    for (int i = 0; i < response.items_size(); ++i) {
      go_on =
          Settle(waiting_[static_cast<size_t>(i)], response.items(i)) && go_on;
    }
    if (journal_ != nullptr) SUYUAN_RETURN_IF_ERROR(journal_->Sync());
    waiting_.clear();
    batch_.Clear();
    batch_bytes_ = 0;
    return go_on;
  }

  const ImportSummary& summary() const { return summary_; }
  void Finish(int64_t left) {
    summary_.left = left;
    progress_.Clear();
  }

 private:
  absl::StatusOr<bool> Queue(Document document,
                             ImportCertificateRequest request, int64_t size) {
    if (batch_bytes_ + size > kBatchBytes) {
      SUYUAN_ASSIGN_OR_RETURN(const bool go_on, Flush());
      if (!go_on) return false;
    }
    waiting_.push_back(std::move(document));
    *batch_.add_requests() = std::move(request);
    batch_bytes_ += size;
    if (static_cast<int>(waiting_.size()) < options_.batch) return true;
    return Flush();
  }

  bool Settle(const Document& document, const Item& item) {
    if (item.code() != 0) {
      const absl::Status refused =
          WithReason(absl::Status(static_cast<absl::StatusCode>(item.code()),
                                  item.message()),
                     item.reason());
      return Refuse(document.path, refused);
    }
    ++(item.created() ? summary_.created : summary_.held);
    if (journal_ != nullptr && !options_.validate_only) {
      journal_->Add(document.digest, item.certificate());
    }
    progress_.Advance(1, document.path);
    return true;
  }

  bool Refuse(const std::string& path, const absl::Status& status) {
    ++summary_.refused;
    progress_.Clear();
    console_.Note(console_.Say(
        "import.refused", {path, rpc::CodeName(status.code()), ReasonOf(status),
                           std::string(status.message())}));
    progress_.Advance(1, path);
    return options_.keep_going;
  }

  const ImportOptions& options_;
  const Certificate::Kind kind_;
  const BatchImport import_;
  Console& console_;
  Journal* const journal_;
  Progress progress_;
  ImportSummary summary_;
  std::vector<Document> waiting_;
  BatchImportCertificatesRequest batch_;
  int64_t batch_bytes_ = 0;
};

void Summarise(const ImportOptions& options, const ImportSummary& summary,
               Console& console) {
  console.Print(console.Say(
      options.validate_only ? "import.would" : "import.summary",
      {absl::StrCat(summary.created), absl::StrCat(summary.held),
       absl::StrCat(summary.skipped), absl::StrCat(summary.refused)}));
  if (summary.left == 0) return;
  console.Print(console.Say("import.left", {absl::StrCat(summary.left)}));
}

absl::StatusOr<bool> TakeAll(const std::vector<std::string>& paths,
                             Importer& importer) {
  for (const std::string& path : paths) {
    SUYUAN_ASSIGN_OR_RETURN(const bool go_on, importer.Take(path));
    if (!go_on) {
      // What waits was read before the refusal, and is fit to be imported.
      SUYUAN_RETURN_IF_ERROR(importer.Flush().status());
      return false;
    }
  }
  return importer.Flush();
}

}  // namespace

absl::StatusOr<Certificate::Kind> ParseKind(const std::string& text) {
  if (text.empty()) return Certificate::KIND_UNSPECIFIED;
  Certificate::Kind kind;
  if (Certificate::Kind_Parse("KIND_" + text, &kind)) return kind;
  return InvalidField("--kind",
                      absl::StrCat("\"", text,
                                   "\"; VERIFICATION, VERIFICATION_FAIL, "
                                   "CALIBRATION, CRM or COMPARISON is wanted"));
}

BatchImport BatchImportOver(Connections& connections) {
  return [&connections](const BatchImportCertificatesRequest& request)
             -> absl::StatusOr<BatchImportCertificatesResponse> {
    BatchImportCertificatesResponse response;
    SUYUAN_RETURN_IF_ERROR(world::CallPeer(
        connections.certificates_peer(), connections.settings(),
        [&](grpc::ClientContext& context) {
          response.Clear();
          return connections.certificates().BatchImportCertificates(
              &context, request, &response);
        }));
    return response;
  };
}

absl::StatusOr<bool> Import(const ImportOptions& options, BatchImport import,
                            Console& console, ImportSummary* summary) {
  SUYUAN_ASSIGN_OR_RETURN(const Certificate::Kind kind,
                          ParseKind(options.kind));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> paths,
                          FindDocuments(options.paths));
  if (!options.signature.empty() && paths.size() != 1) {
    return InvalidField("--signature",
                        absl::StrCat("is for one document, not for ",
                                     paths.size(), "; see --with-signatures"));
  }
  std::unique_ptr<Journal> journal;
  if (!options.journal.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(journal, Journal::Open(options.journal));
  }
  const auto total = static_cast<int64_t>(paths.size());
  Importer importer(options, kind, std::move(import), console, journal.get(),
                    total);
  const absl::StatusOr<bool> done = TakeAll(paths, importer);
  const ImportSummary& so_far = importer.summary();
  importer.Finish(total - so_far.created - so_far.held - so_far.skipped -
                  so_far.refused);
  Summarise(options, importer.summary(), console);
  if (summary != nullptr) *summary = importer.summary();
  if (!done.ok()) return done.status();
  return importer.summary().refused == 0;
}

}  // namespace suyuan::ctl
