#include "services/suyuanctl/commands/affected_frozen.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/api/httpbody.pb.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/frozen_list.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/commands/trace.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::FrozenAffectedCertificate;
using traceability::v1::ListAffectedRequest;

// A document and what it says.
struct Frozen {
  std::string document;
  FrozenList list;
};

absl::StatusOr<Frozen> Ask(const ListAffectedRequest& request,
                           Connections& connections) {
  grpc::ClientContext context;
  world::PrepareStream(connections.settings(), context);
  const auto reader = connections.recalls().FreezeAffected(&context, request);
  Frozen out;
  google::api::HttpBody piece;
  while (reader->Read(&piece)) out.document += piece.data();
  SUYUAN_RETURN_IF_ERROR(
      world::StreamStatus(connections.traceability_peer(), reader->Finish()));
  SUYUAN_ASSIGN_OR_RETURN(out.list, ReadFrozenList(out.document));
  return out;
}

void Tell(const char* sign, const FrozenAffectedCertificate& c,
          Console& console) {
  console.Print(absl::StrCat(sign, " ", c.number(), "  ", c.issuer(), "  ",
                             c.certificate()));
}

}  // namespace

absl::StatusOr<bool> FreezeAffected(const ListAffectedRequest& request,
                                    const std::string& file,
                                    Connections& connections,
                                    Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const Frozen frozen, Ask(request, connections));
  SUYUAN_ASSIGN_OR_RETURN(const auto output, OutputFile::Open(file, console));
  SUYUAN_RETURN_IF_ERROR(output->Write(frozen.document));
  SUYUAN_RETURN_IF_ERROR(output->Close());
  console.Note(console.Say("affected.frozen",
                           {absl::StrCat(frozen.list.summary.certificates()),
                            file, frozen.list.summary.document_digest()}));
  return true;
}

absl::StatusOr<bool> CheckFrozenAffected(const std::string& file,
                                         const std::string& known_at,
                                         const std::string& token,
                                         Connections& connections,
                                         Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string document, ReadWholeFile(file));
  SUYUAN_ASSIGN_OR_RETURN(const FrozenList kept, ReadFrozenList(document));
  ListAffectedRequest request = kept.header.question();
  request.set_token(token);
  request.clear_known_at();
  if (!known_at.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(*request.mutable_known_at(),
                            ParseInstant("--known-at", known_at));
  }
  SUYUAN_ASSIGN_OR_RETURN(const Frozen now, Ask(request, connections));
  const FrozenDifference difference = Compare(kept, now.list);
  for (const auto& c : difference.added) Tell("+", c, console);
  for (const auto& c : difference.removed) Tell("-", c, console);
  for (const auto& c : difference.changed) Tell("~", c, console);
  console.Print(console.Say("affected.compared",
                            {absl::StrCat(kept.certificates.size()),
                             absl::StrCat(now.list.certificates.size()),
                             absl::StrCat(difference.added.size()),
                             absl::StrCat(difference.removed.size()),
                             absl::StrCat(difference.changed.size())}));
  return difference.empty();
}

}  // namespace suyuan::ctl
