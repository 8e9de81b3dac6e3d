#include "services/traceability/ledger/verdict_feed.h"

#include <string>

#include "libs/base/deadline.h"
#include "libs/rpc/fields.h"
#include "services/traceability/convert/answer.h"
#include "suyuan/traceability/v1/verdict_feed.pb.h"

namespace suyuan::traceability {
namespace {

std::string NameOf(const Engine& engine, CertificateIndex certificate) {
  std::string name;
  engine.Read([&](const Graph& graph) {
    name = std::string(graph.text(graph.certificate(certificate).name));
  });
  return name;
}

v1::VerdictChange ToMessage(const Engine& engine, const VerdictLedger& ledger,
                            const VerdictChange& change) {
  v1::VerdictChange out;
  *out.mutable_known_at() = rpc::InstantProto(change.known_at);
  out.set_certificate(NameOf(engine, change.certificate));
  if (change.before.has_value()) out.set_before(ToProto(*change.before));
  out.set_after(ToProto(change.after));
  out.set_profile(ledger.profile().id);
  v1::TraceResponse answered;
  // A chain that cannot be judged has no reasons to show.
  (void)engine.Trace(ledger.QuestionAt(out.certificate(), change.known_at),
                     Deadline::Infinite(),
                     [&](const Graph& graph, const RuleContext& context,
                         const TraceAnswer& answer) {
                       FillAnswer(graph, context, answer, v1::VIEW_VERDICT,
                                  answered);
                     });
  out.mutable_reasons()->Swap(answered.mutable_reasons());
  return out;
}

}  // namespace

absl::StatusOr<std::vector<feed::Entry>> VerdictFeed::Read(
    int64_t after, int64_t max_count, int64_t max_bytes) const {
  std::vector<feed::Entry> entries;
  int64_t bytes = 0;
  for (const VerdictChange& change : ledger_.Read(after, max_count)) {
    v1::VerdictChange message = ToMessage(engine_, ledger_, change);
    feed::Entry entry;
    entry.position = after + static_cast<int64_t>(entries.size()) + 1;
    entry.recorded_at = change.known_at;
    message.set_position(entry.position);
    entry.payload = message.SerializeAsString();
    bytes += static_cast<int64_t>(entry.payload.size());
    entries.push_back(std::move(entry));
    if (bytes > max_bytes) break;
  }
  return entries;
}

}  // namespace suyuan::traceability
