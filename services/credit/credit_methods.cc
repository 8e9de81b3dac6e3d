#include "services/credit/credit_methods.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/feed/token.h"
#include "libs/rpc/fields.h"
#include "services/credit/convert.h"
#include "services/credit/errors.h"
#include "services/credit/fact_rules.h"
#include "services/credit/simulation.h"
#include "services/credit/subject_filter.h"
#include "services/credit/usable_facts.h"

namespace suyuan::credit {
namespace {

constexpr size_t kMostReasonBytes = 1000;
constexpr int kMostSimulated = 1000;

template <typename Request>
absl::StatusOr<CreditBook::Writing> WritingOf(const Request& request,
                                              const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  CreditBook::Writing writing;
  writing.principal = call.principal();
  writing.validate_only = request.validate_only();
  if (request.request_id().empty()) return writing;
  Request rest = request;
  rest.clear_request_id();
  writing.request = {request.request_id(), call.method(),
                     crypto::Sha256(rpc::CanonicalBytes(rest)).Hex()};
  return writing;
}

CreditBook::Done AnswerFact(proto::Fact& response, rpc::Done done,
                            std::string path = "") {
  return [&response, done = std::move(done),
          path = std::move(path)](absl::StatusOr<ChangeEntry> entry) {
    if (!entry.ok()) {
      done(path.empty() ? entry.status() : WithWireNames(path, entry.status()));
      return;
    }
    response = ToMessage(*entry->fact);
    done(absl::OkStatus());
  };
}

// The id of a new subject: in its name, by `subject_id`, or both alike.
absl::StatusOr<std::string> NewSubjectId(
    const proto::CreateSubjectRequest& request) {
  const std::string& name = request.subject().name();
  const std::string& id = request.subject_id();
  if (name.empty() && id.empty()) {
    return InvalidField("subject_id",
                        "is empty; wanted an id, or subject.name");
  }
  if (name.empty()) {
    SUYUAN_RETURN_IF_ERROR(rpc::CheckNewId("subject_id", id));
    return id;
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::string named,
                          ParseSubjectName("subject.name", name));
  SUYUAN_RETURN_IF_ERROR(rpc::CheckNewId("subject.name", named));
  if (!id.empty() && id != named) {
    return InvalidField(
        "subject.name",
        absl::StrCat("is ", name, "; subject_id asks for ", SubjectName(id)));
  }
  return named;
}

bool IsDecidedLater(const StoredFact* a, const StoredFact* b) {
  return std::tie(a->fact.decided_on, a->fact.fact_id) >
         std::tie(b->fact.decided_on, b->fact.fact_id);
}

// The version of each fact that was known then, newest decision first.
std::vector<const StoredFact*> NewestFirst(
    const std::vector<StoredFact>& versions, absl::Time known_at) {
  std::map<std::string, const StoredFact*> known;
  for (const StoredFact& version : versions) {
    if (version.fact.recorded_at > known_at) continue;
    const StoredFact*& newest = known[version.fact.fact_id];
    if (newest == nullptr || version.fact.version > newest->fact.version) {
      newest = &version;
    }
  }
  std::vector<const StoredFact*> ordered;
  for (const auto& [id, version] : known) ordered.push_back(version);
  std::sort(ordered.begin(), ordered.end(), IsDecidedLater);
  return ordered;
}

}  // namespace

CreditMethods::CreditMethods(CreditBook& book, CreditStore& store,
                             const PolicyShelf& policies, std::string secret,
                             Await await)
    : book_(book),
      store_(store),
      policies_(policies),
      tokens_(crypto::HmacSha256With(std::move(secret))),
      await_(std::move(await)) {}

// Every write of ours that has been answered is in the store, so there is
// nothing to wait for: a position beyond it is another store's, or one that was
// lost. What is followed may still be on its way.
absl::Status CreditMethods::CheckToken(const std::string& token,
                                       const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const feed::ReadToken parsed,
                          feed::ReadToken::Parse("token", token));
  const int64_t wanted = parsed.PositionOf(kFeed);
  const int64_t last = store_.last_position();
  if (wanted > last) return ReadTokenAhead(wanted, last);
  return await_ == nullptr ? absl::OkStatus() : await_(parsed, call);
}

absl::StatusOr<StoredSubject> CreditMethods::FindSubject(
    const std::string& subject_id, const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<StoredSubject> found,
                          store_.FindSubject(subject_id, call.deadline()));
  if (!found.has_value()) return SubjectNotFound(subject_id);
  return *std::move(found);
}

absl::StatusOr<std::vector<StoredFact>> CreditMethods::FactsOf(
    const std::string& subject_id, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(FindSubject(subject_id, call).status());
  return store_.FactsOf(subject_id, call.deadline());
}

template <typename Request>
absl::StatusOr<absl::Time> CreditMethods::KnownAtOf(
    const Request& request) const {
  if (!request.has_known_at()) return book_.KnowledgeInstant();
  return rpc::ParseInstant("known_at", request.known_at());
}

void CreditMethods::CreateSubject(const proto::CreateSubjectRequest& request,
                                  proto::Subject& response,
                                  const rpc::Call& call, rpc::Done done) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  const absl::StatusOr<std::string> id = NewSubjectId(request);
  if (!id.ok()) return done(id.status());
  absl::StatusOr<CreditSubject> subject = ToSubject(request.subject(), *id);
  if (!subject.ok()) return done(subject.status());
  book_.CreateSubject(
      *std::move(subject), *writing,
      [&response, done = std::move(done)](absl::StatusOr<ChangeEntry> entry) {
        if (entry.ok()) response = ToMessage(*entry->subject);
        done(entry.status());
      });
}

void CreditMethods::RecordFact(const proto::RecordFactRequest& request,
                               proto::Fact& response, const rpc::Call& call,
                               rpc::Done done) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  const auto subject_id = ParseSubjectName("parent", request.parent());
  if (!subject_id.ok()) return done(subject_id.status());
  absl::StatusOr<Fact> fact = ToFact("fact", request.fact(), *subject_id);
  if (!fact.ok()) return done(fact.status());
  fact->fact_id = crypto::Uuid7(random_, book_.KnowledgeInstant());
  book_.RecordFact(*std::move(fact), *writing,
                   AnswerFact(response, std::move(done), "fact"));
}

void CreditMethods::RectifyFact(const proto::RectifyFactRequest& request,
                                proto::Fact& response, const rpc::Call& call,
                                rpc::Done done) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  auto name = ParseFactName("name", request.name());
  if (!name.ok()) return done(name.status());
  const auto day = rpc::ParseDay("rectified_on", request.rectified_on());
  if (!day.ok()) return done(day.status());
  if (request.reason().size() > kMostReasonBytes) {
    return done(rpc::CheckText("reason", request.reason(), kMostReasonBytes));
  }
  if (request.verified_by().size() > kMostReasonBytes) {
    return done(
        rpc::CheckText("verified_by", request.verified_by(), kMostReasonBytes));
  }
  auto make = [this, day = *day, verified_by = request.verified_by(),
               reason = request.reason()](const Fact& latest) {
    return Rectified(latest, day, verified_by, reason, book_.Today());
  };
  book_.ReviseFact({name->subject_id, name->fact_id}, request.etag(),
                   std::move(make), *writing,
                   AnswerFact(response, std::move(done)));
}

void CreditMethods::EndFact(const proto::EndFactRequest& request,
                            proto::Fact& response, const rpc::Call& call,
                            rpc::Done done) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  const auto name = ParseFactName("name", request.name());
  if (!name.ok()) return done(name.status());
  if (absl::Status s =
          rpc::CheckText("reason", request.reason(), kMostReasonBytes);
      !s.ok()) {
    return done(std::move(s));
  }
  const bool repaired = request.status() == proto::Fact::STATUS_REPAIRED;
  if (!repaired && request.status() != proto::Fact::STATUS_WITHDRAWN) {
    return done(InvalidField(
        "status",
        absl::StrCat("is ", proto::Fact::Status_Name(request.status()),
                     "; wanted STATUS_WITHDRAWN or STATUS_REPAIRED")));
  }
  auto make = [this, repaired, reason = request.reason()](const Fact& latest) {
    return repaired
               ? Repaired(policies_.newest(), latest, reason, book_.Today())
               : Withdrawn(latest, reason);
  };
  book_.ReviseFact({name->subject_id, name->fact_id}, request.etag(),
                   std::move(make), *writing,
                   AnswerFact(response, std::move(done)));
}

void CreditMethods::DisputeFact(const proto::DisputeFactRequest& request,
                                proto::Fact& response, const rpc::Call& call,
                                rpc::Done done) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  const auto name = ParseFactName("name", request.name());
  if (!name.ok()) return done(name.status());
  if (absl::Status s =
          rpc::CheckText("reason", request.reason(), kMostReasonBytes);
      !s.ok()) {
    return done(std::move(s));
  }
  auto make = [disputed = request.disputed(),
               reason = request.reason()](const Fact& latest) {
    return Disputed(latest, disputed, reason);
  };
  book_.ReviseFact({name->subject_id, name->fact_id}, request.etag(),
                   std::move(make), *writing,
                   AnswerFact(response, std::move(done)));
}

absl::Status CreditMethods::GetSubject(const proto::GetSubjectRequest& request,
                                       proto::Subject& response,
                                       const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const std::string id,
                          ParseSubjectName("name", request.name()));
  SUYUAN_ASSIGN_OR_RETURN(const StoredSubject subject, FindSubject(id, call));
  response = ToMessage(subject);
  return absl::OkStatus();
}

absl::Status CreditMethods::ListSubjects(
    const proto::ListSubjectsRequest& request,
    proto::ListSubjectsResponse& response, const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const SubjectFilter filter,
                          SubjectFilter::Parse(request.filter()));
  SubjectScan scan;
  SUYUAN_ASSIGN_OR_RETURN(scan.page_size, rpc::PageSize(request.page_size()));
  const std::string query = absl::StrCat("creditSubjects ", request.filter());
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(query, request.page_token()));
  if (!cursor.empty()) scan.after_id = std::string(cursor[0].text());
  SUYUAN_ASSIGN_OR_RETURN(
      const SubjectPage page,
      store_.Scan(
          scan,
          [&filter](const StoredSubject& subject) -> absl::StatusOr<bool> {
            return filter.Matches(subject.subject);
          },
          call.deadline()));
  for (const StoredSubject& subject : page.subjects) {
    *response.add_subjects() = ToMessage(subject);
  }
  if (!page.next_after_id.empty()) {
    response.set_next_page_token(
        tokens_.Make(query, {sql::Value(page.next_after_id)}));
  }
  return absl::OkStatus();
}

absl::Status CreditMethods::GetFact(const proto::GetFactRequest& request,
                                    proto::Fact& response,
                                    const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const FactRef name,
                          ParseFactName("name", request.name()));
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time known_at, KnownAtOf(request));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<StoredFact> versions,
                          store_.FactsOf(name.subject_id, call.deadline()));
  for (const StoredFact* fact : NewestFirst(versions, known_at)) {
    if (fact->fact.fact_id != name.fact_id) continue;
    response = ToMessage(*fact);
    return absl::OkStatus();
  }
  return FactNotFound(name.subject_id, name.fact_id);
}

absl::Status CreditMethods::ListFacts(const proto::ListFactsRequest& request,
                                      proto::ListFactsResponse& response,
                                      const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const std::string id,
                          ParseSubjectName("parent", request.parent()));
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  proto::ListFactsRequest asked = request;
  asked.clear_page_size();
  asked.clear_page_token();
  asked.clear_token();
  const std::string query = absl::StrCat("facts ", rpc::CanonicalBytes(asked));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(query, request.page_token()));
  SUYUAN_ASSIGN_OR_RETURN(absl::Time known_at, KnownAtOf(request));
  // Later pages tell what the first one knew.
  if (!cursor.empty()) known_at = absl::FromUnixMicros(cursor[2].integer());
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<StoredFact> versions,
                          FactsOf(id, call));
  StoredFact last;
  if (!cursor.empty()) {
    last.fact.decided_on = absl::CivilDay() + cursor[0].integer();
    last.fact.fact_id = std::string(cursor[1].text());
  }
  const StoredFact* shown = nullptr;
  for (const StoredFact* fact : NewestFirst(versions, known_at)) {
    if (!cursor.empty() && !IsDecidedLater(&last, fact)) continue;
    if (response.facts_size() == size) {
      response.set_next_page_token(tokens_.Make(
          query, {sql::Value(shown->fact.decided_on - absl::CivilDay()),
                  sql::Value(shown->fact.fact_id),
                  sql::Value(absl::ToUnixMicros(known_at))}));
      break;
    }
    *response.add_facts() = ToMessage(*fact);
    shown = fact;
  }
  return absl::OkStatus();
}

template <typename Request>
absl::StatusOr<CreditMethods::Asked> CreditMethods::AskedBy(
    const Request& request, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token(), call));
  Asked asked;
  SUYUAN_ASSIGN_OR_RETURN(const std::string id,
                          ParseSubjectName("name", request.name()));
  SUYUAN_ASSIGN_OR_RETURN(const auto as_of,
                          rpc::ParseOptionalDay("as_of", request.as_of()));
  asked.question.as_of = as_of.value_or(book_.Today());
  SUYUAN_ASSIGN_OR_RETURN(asked.question.known_at, KnownAtOf(request));
  if (request.policy().empty()) {
    SUYUAN_ASSIGN_OR_RETURN(asked.policy,
                            policies_.InForceOn(asked.question.as_of));
  } else {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::string policy,
        rpc::ParseId("policy", request.policy(), "creditPolicies/{policy}"));
    SUYUAN_ASSIGN_OR_RETURN(asked.policy, policies_.Find(policy));
  }
  // Before the facts are read, so that it promises no more than they show.
  asked.token = ToToken(store_.last_position());
  SUYUAN_ASSIGN_OR_RETURN(asked.subject, FindSubject(id, call));
  asked.question.is_natural_person = asked.subject.subject.is_natural_person;
  return asked;
}

absl::Status CreditMethods::AnswerScore(const Asked& asked,
                                        const std::vector<Fact>& facts,
                                        proto::Score& response) const {
  SUYUAN_ASSIGN_OR_RETURN(const Score score,
                          ComputeScore(*asked.policy, facts, asked.question));
  const Explanation explanation =
      Explain(*asked.policy, facts, score, asked.subject.subject.types);
  response = ToMessage(*asked.policy, score, explanation,
                       asked.subject.subject.subject_id);
  *response.mutable_known_at() = rpc::InstantProto(asked.question.known_at);
  response.set_token(asked.token);
  return absl::OkStatus();
}

absl::Status CreditMethods::GetScore(const proto::GetScoreRequest& request,
                                     proto::Score& response,
                                     const rpc::Call& call) {
  SUYUAN_ASSIGN_OR_RETURN(const Asked asked, AskedBy(request, call));
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<StoredFact> versions,
      store_.FactsOf(asked.subject.subject.subject_id, call.deadline()));
  std::vector<Fact> facts;
  facts.reserve(versions.size());
  for (StoredFact& version : versions) facts.push_back(std::move(version.fact));
  return AnswerScore(asked, facts, response);
}

absl::Status CreditMethods::SimulateScore(
    const proto::SimulateScoreRequest& request, proto::Score& response,
    const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckCount("add", request.add_size(), kMostSimulated));
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckCount("remove", request.remove_size(), kMostSimulated));
  SUYUAN_ASSIGN_OR_RETURN(const Asked asked, AskedBy(request, call));
  const std::string& id = asked.subject.subject.subject_id;
  Simulation simulation(*asked.policy, asked.question,
                        std::max(book_.Today(), asked.question.as_of));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<StoredFact> versions,
                          store_.FactsOf(id, call.deadline()));
  for (const StoredFact& version : versions) simulation.Keep(version.fact);
  for (int i = 0; i < request.remove_size(); ++i) {
    SUYUAN_ASSIGN_OR_RETURN(
        const FactRef name,
        ParseFactName(absl::StrCat("remove[", i, "]"), request.remove(i)));
    if (name.subject_id != id || !simulation.Remove(name.fact_id)) {
      return FactNotFound(name.subject_id, name.fact_id);
    }
  }
  for (int i = 0; i < request.add_size(); ++i) {
    const std::string path = absl::StrCat("add[", i, "]");
    SUYUAN_ASSIGN_OR_RETURN(Fact fact, ToFact(path, request.add(i), id));
    fact.fact_id = absl::StrCat(kSimulatedPrefix, i);
    SUYUAN_RETURN_IF_ERROR(
        WithWireNames(path, simulation.Add(std::move(fact))));
  }
  return AnswerScore(asked, simulation.facts(), response);
}

absl::Status CreditMethods::ListPolicies(
    const proto::ListPoliciesRequest& request,
    proto::ListPoliciesResponse& response) {
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read("creditPolicies", request.page_token()));
  std::string after;
  if (!cursor.empty()) after = std::string(cursor[0].text());
  for (const Policy& policy : policies_.all()) {
    if (IdOf(policy) <= after) continue;
    if (response.policies_size() == size) {
      response.set_next_page_token(
          tokens_.Make("creditPolicies", {sql::Value(after)}));
      break;
    }
    *response.add_policies() = ToMessage(policy, /*whole=*/false);
    after = IdOf(policy);
  }
  return absl::OkStatus();
}

absl::Status CreditMethods::GetPolicy(const proto::GetPolicyRequest& request,
                                      proto::Policy& response) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::string id,
      rpc::ParseId("name", request.name(), "creditPolicies/{policy}"));
  SUYUAN_ASSIGN_OR_RETURN(const Policy* policy, policies_.Find(id));
  response = ToMessage(*policy, /*whole=*/true);
  return absl::OkStatus();
}

}  // namespace suyuan::credit
