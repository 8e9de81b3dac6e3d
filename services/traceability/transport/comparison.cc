#include "services/traceability/transport/comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::traceability {
namespace {

using Names = std::set<absl::string_view>;

// Not only shown beside it.
bool IsInChain(const v1::ChainCertificate& certificate) {
  return !certificate.results().empty();
}

Names NamesOf(const v1::TraceResponse& answer) {
  Names names;
  for (const v1::ChainCertificate& c : answer.certificates()) {
    if (IsInChain(c)) names.insert(c.certificate());
  }
  return names;
}

void AddMissing(const v1::TraceResponse& from, const Names& elsewhere,
                google::protobuf::RepeatedPtrField<std::string>& out) {
  for (const v1::ChainCertificate& c : from.certificates()) {
    if (IsInChain(c) && !elsewhere.contains(c.certificate())) {
      *out.Add() = c.certificate();
    }
  }
}

// What tells findings apart.
using Place =
    std::tuple<std::string, std::string, int, std::string, std::string>;
using Placed = std::map<Place, v1::PlacedFinding>;

void Add(absl::string_view certificate, absl::string_view result_id,
         const v1::Finding& finding, Placed& out) {
  v1::PlacedFinding placed;
  placed.set_certificate(std::string(certificate));
  *placed.mutable_finding() = finding;
  Place place{placed.certificate(), finding.code(), finding.outcome(),
              std::string(result_id), finding.reference_id()};
  out.emplace(std::move(place), std::move(placed));
}

Placed FindingsOf(const v1::TraceResponse& answer) {
  Placed out;
  for (const v1::ChainCertificate& c : answer.certificates()) {
    for (const v1::Finding& f : c.findings()) Add(c.certificate(), "", f, out);
    for (const v1::ChainResult& result : c.results()) {
      for (const v1::Finding& f : result.findings()) {
        Add(c.certificate(), result.id(), f, out);
      }
    }
  }
  // What is found of the target as a whole stands among the reasons alone.
  for (const v1::Reason& reason : answer.reasons()) {
    if (!reason.certificate().empty()) continue;
    v1::Finding finding;
    finding.set_code(reason.code());
    finding.set_outcome(reason.outcome());
    finding.set_severity(reason.severity());
    *finding.mutable_message() = reason.message();
    Add("", "", finding, out);
  }
  return out;
}

void AddMissing(const Placed& from, const Placed& elsewhere,
                google::protobuf::RepeatedPtrField<v1::PlacedFinding>& out) {
  for (const auto& [place, finding] : from) {
    if (!elsewhere.contains(place)) *out.Add() = finding;
  }
}

// The shared certificates on which something that is not shared rests
// directly, or which are a target's own.
void AddNearest(const v1::TraceResponse& chain, const Names& shared,
                Names& nearest) {
  for (const v1::ChainCertificate& c : chain.certificates()) {
    if (c.depth() == 0 && shared.contains(c.certificate())) {
      nearest.insert(c.certificate());
    }
  }
  for (const v1::ChainLink& link : chain.links()) {
    if (link.to() < 0 || link.not_applicable()) continue;
    const std::string& from = chain.certificates(link.from()).certificate();
    const std::string& to = chain.certificates(link.to()).certificate();
    if (shared.contains(to) && !shared.contains(from)) nearest.insert(to);
  }
}

v1::SharedAncestor ToShared(const v1::ChainCertificate& first,
                            const v1::ChainCertificate& second,
                            const Names& nearest) {
  v1::SharedAncestor out;
  out.set_certificate(first.certificate());
  out.set_number(first.number());
  out.set_issuer(first.issuer());
  *out.mutable_item_title() = first.item_title();
  out.set_first_depth(first.depth());
  out.set_second_depth(second.depth());
  out.set_nearest(nearest.contains(first.certificate()));
  return out;
}

}  // namespace

void FillDifference(const v1::TraceResponse& before,
                    const v1::TraceResponse& after,
                    v1::DiffTracesResponse& out) {
  out.set_before_verdict(before.verdict());
  out.set_after_verdict(after.verdict());
  AddMissing(before, NamesOf(after), *out.mutable_certificates_gone());
  AddMissing(after, NamesOf(before), *out.mutable_certificates_new());
  const Placed earlier = FindingsOf(before);
  const Placed later = FindingsOf(after);
  AddMissing(earlier, later, *out.mutable_findings_gone());
  AddMissing(later, earlier, *out.mutable_findings_new());
}

void FillShared(const v1::TraceResponse& first, const v1::TraceResponse& second,
                v1::ListSharedAncestorsResponse& out) {
  std::map<absl::string_view, const v1::ChainCertificate*> of_second;
  for (const v1::ChainCertificate& c : second.certificates()) {
    if (IsInChain(c)) of_second.emplace(c.certificate(), &c);
  }
  Names shared = NamesOf(first);
  std::erase_if(shared, [&](absl::string_view name) {
    return !of_second.contains(name);
  });
  Names nearest;
  AddNearest(first, shared, nearest);
  AddNearest(second, shared, nearest);
  for (const v1::ChainCertificate& c : first.certificates()) {
    if (!shared.contains(c.certificate())) continue;
    *out.add_ancestors() = ToShared(c, *of_second.at(c.certificate()), nearest);
  }
  std::sort(out.mutable_ancestors()->begin(), out.mutable_ancestors()->end(),
            [](const v1::SharedAncestor& a, const v1::SharedAncestor& b) {
              return std::forward_as_tuple(a.first_depth() + a.second_depth(),
                                           a.certificate()) <
                     std::forward_as_tuple(b.first_depth() + b.second_depth(),
                                           b.certificate());
            });
}

}  // namespace suyuan::traceability
