#include "services/traceability/settled/settled.h"

#include <algorithm>

#include "libs/base/check.h"
#include "services/traceability/settled/settle_one.h"
#include "services/traceability/settled/touched.h"

namespace suyuan::traceability {

void Settled::Follow(const Graph& graph, const std::vector<Change>& changes) {
  SUYUAN_CHECK(graph.results() <= Link::kMostResults);
  const auto first_new = static_cast<CertificateIndex>(certificates_.size());
  certificates_.GrowTo(graph.certificates());
  results_.GrowTo(graph.results());
  for (CertificateIndex c = first_new; c < certificates_.size(); ++c) {
    Add(graph, c);
  }
  for (const Change& change : changes) {
    if (settled_ == 0) return;  // as while the feeds are caught up with
    ForEachTouched(graph, change, [this](CertificateIndex c) { Unsettle(c); });
  }
}

void Settled::Add(const Graph& graph, CertificateIndex certificate) {
  const CertificateRow& row = graph.certificate(certificate);
  CertificateEntry& entry = certificates_[certificate];
  entry.work_begin = row.work_begin();
  entry.first_result = row.first_result;
  entry.artefact = kNone;
  for (uint32_t i = 0; i < row.items; ++i) {
    for (const uint32_t key : graph.list(graph.item(row.first_item + i).keys)) {
      if (entry.artefact == kNone) entry.artefact = key;
      artefacts_.Join(entry.artefact, key);
    }
  }
  // A certificate that was refused half-way has fewer than its row says.
  const auto end = static_cast<ResultIndex>(
      std::min<size_t>(row.first_result + row.results, results_.size()));
  for (ResultIndex r = row.first_result; r < end; ++r) {
    results_[r].certificate = certificate;
  }
  pending_.push_back(certificate);
}

void Settled::Unsettle(CertificateIndex certificate) {
  uint32_t& paper = certificates_[certificate].paper;
  if (paper == 0) return;
  paper = 0;
  --settled_;
  pending_.push_back(certificate);
}

bool Settled::Settle(const Graph& graph, CertificateIndex certificate) {
  if (settled(certificate)) return true;
  const std::unique_lock<std::mutex> lock(settling_, std::try_to_lock);
  if (!lock.owns_lock()) return settled(certificate);
  SettleAlone(graph, certificate);
  return true;
}

size_t Settled::SettlePending(const Graph& graph, size_t most) {
  const std::lock_guard<std::mutex> lock(settling_);
  for (; most > 0 && !pending_.empty(); --most) {
    SettleAlone(graph, pending_.back());
    pending_.pop_back();
  }
  return pending_.size();
}

void Settled::SettleAlone(const Graph& graph, CertificateIndex certificate) {
  if (settled(certificate)) return;
  const std::vector<CertificateIndex> before = RestsOn(certificate);
  const JudgedAlone judged = JudgeAlone(graph, certificate);
  for (const JudgedResult& result : judged.results) {
    ResultJudgement judgement = result.judgement;
    if (!judgement.SetFindings(finding_lists_.Intern(result.findings))) {
      judgement.SetOdd();
    }
    results_[result.result].judgement = judgement;
    KeepLinks(result.result, result.links);
  }
  for (const CertificateIndex d : RestsOn(certificate)) {
    if (!std::binary_search(before.begin(), before.end(), d)) {
      AddUser(d, certificate);
    }
  }
  ++settled_;
  std::atomic_ref(certificates_[certificate].paper)
      .store(1 + finding_lists_.Intern(judged.paper),
             std::memory_order_release);
}

// In the place of the old ones, if there is room.
void Settled::KeepLinks(ResultIndex result, const std::vector<Link>& links) {
  ResultEntry& entry = results_[result];
  size_t room = 0;
  ForEachLink(result, [&room](Link) { ++room; });
  if (links.empty()) {
    entry.links = 0;
    return;
  }
  if (links.size() > room) {
    entry.links = static_cast<uint32_t>(links_.size()) + 1;
    links_.GrowTo(links_.size() + links.size());
  }
  for (size_t i = 0; i < links.size(); ++i) {
    links_[entry.links - 1 + static_cast<uint32_t>(i)] = links[i];
  }
}

void Settled::AddUser(CertificateIndex of, CertificateIndex user) {
  const auto next = static_cast<uint32_t>(users_.size());
  users_.GrowTo(next + 1);
  users_[next] = {user, certificates_[of].users};
  std::atomic_ref(certificates_[of].users)
      .store(next + 1, std::memory_order_release);
}

std::vector<CertificateIndex> Settled::RestsOn(CertificateIndex c) const {
  std::vector<CertificateIndex> out;
  for (ResultIndex r = first_result(c); r < end_result(c); ++r) {
    ForEachLink(r,
                [&](Link link) { out.push_back(certificate(link.result())); });
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Settled::Bytes Settled::bytes() const {
  const std::lock_guard<std::mutex> counting(counting_);
  const std::unique_lock<std::mutex> lock(settling_, std::try_to_lock);
  if (lock.owns_lock()) {
    counted_ = {certificates_.bytes(), results_.bytes(), links_.bytes(),
                users_.bytes(), artefacts_.bytes() + finding_lists_.bytes()};
  }
  return counted_;
}

}  // namespace suyuan::traceability
