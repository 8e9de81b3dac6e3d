#ifndef SERVICES_TRACEABILITY_SETTLED_VERDICT_WALK_H_
#define SERVICES_TRACEABILITY_SETTLED_VERDICT_WALK_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/traceability/rules/reason.h"
#include "services/traceability/settled/id_map.h"
#include "services/traceability/settled/settled.h"

namespace suyuan::traceability {

// The chain above some results over what is settled: the verdict that Judge()
// would come to, and the same findings in the same order. One thread uses it
// for question after question; it allocates only for chains longer than before.
class VerdictWalk {
 public:
  struct Question {
    const std::vector<ResultIndex>& targets;
    size_t profile;
    // No comparison was decided after the day of the question.
    bool all_decided;
  };

  // Settles what is not. Nothing where this has to be asked of the chain
  // itself: it may be a ring, is too large, looks at the day of the question,
  // or somebody else is settling. Findings are counted to `reasons` then, too.
  // O(results + links of the chain): 32-bit reads, a few passes.
  std::optional<Verdict> Run(const Graph& graph, Settled& settled,
                             const Question& question, ReasonTally& reasons);

 private:
  struct Node {
    ResultIndex result;
    ResultJudgement judgement;
    uint32_t certificate;  // place in certificates_
    uint32_t above;        // its links in above_: from here
    uint32_t above_end;    // to before here
    Verdict verdict;
  };
  struct Certificate {
    CertificateIndex index;
    uint64_t artefacts;  // its bit where its artefact stands on another, too
  };
  // A list of findings that occurs so often, first at the certificate.
  struct Counted {
    uint32_t list;
    int32_t count;
    CertificateIndex first;
  };
  // A link to a node.
  struct Above {
    uint32_t node;
    bool first;  // of the support that carries it
  };

  bool Build(const Graph& graph, Settled& settled, const Question& question);
  bool AddNode(const Graph& graph, Settled& settled, const Question& question,
               ResultIndex result);
  bool AddResult(const Settled& settled, const Question& question,
                 ResultIndex result, uint32_t certificate);
  bool AddCertificate(const Settled& settled, CertificateIndex index);
  bool MeetsItselfAbove();
  void Propagate(size_t profile);
  void TellFindings(const Settled& settled, size_t profile,
                    ReasonTally& reasons);
  void CountList(uint32_t list, CertificateIndex certificate);
  void TellLists(const FindingLists& lists, size_t profile,
                 ReasonTally& reasons);
  void TellReferences(size_t profile, const Node& node,
                      ReasonTally& reasons) const;

  std::vector<Node> nodes_;
  std::vector<Certificate> certificates_;
  std::vector<Above> above_;  // of the nodes in their order
  std::vector<uint64_t> artefacts_above_;
  std::vector<Counted> lists_;
  IdMap list_of_;
  IdMap node_of_;
  IdMap certificate_of_;
  IdMap artefact_of_;
  uint32_t rooted_ = 0;
  uint64_t artefacts_twice_ = 0;
  Verdict worst_ = Verdict::kTraceable;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_VERDICT_WALK_H_
