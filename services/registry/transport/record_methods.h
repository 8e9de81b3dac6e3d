#ifndef SERVICES_REGISTRY_TRANSPORT_RECORD_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_RECORD_METHODS_H_

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/reply.h"
#include "libs/sql/page_token.h"
#include "services/registry/convert/convert.h"
#include "services/registry/records/record_book.h"
#include "services/registry/transport/record_filter.h"

namespace suyuan::registry {

// What a service does to a record of its own before it is checked and kept:
// changes `wanted`, or refuses it. `seen` is the newest revision, null where
// the record is new. May be called again for one write.
template <typename Message>
using Prepare =
    std::function<absl::Status(const Message* seen, Message& wanted)>;

// The methods of the registry, each written once for all kinds of records; the
// contracts are those of registry.proto. What is OUTPUT_ONLY in a request is
// passed over. Thread-safe. Borrows all.
class RecordMethods {
 public:
  RecordMethods(RecordBook& book, RecordStore& store, const Clock& clock,
                std::string secret);

  template <typename Request, typename Message>
  void Create(const Request& request, Message& response, const rpc::Call& call,
              rpc::Done done,
              const std::type_identity_t<Prepare<Message>>& prepare = nullptr);
  template <typename Request, typename Message>
  void Update(const Request& request, Message& response, const rpc::Call& call,
              rpc::Done done,
              const std::type_identity_t<Prepare<Message>>& prepare = nullptr);
  template <typename Request, typename Message>
  void End(const Request& request, Message& response, const rpc::Call& call,
           rpc::Done done);
  template <typename Request, typename Message>
  absl::Status Get(const Request& request, Message& response,
                   const rpc::Call& call);
  template <typename Message, typename Request, typename Response>
  absl::Status List(const Request& request, Response& response,
                    const rpc::Call& call);
  absl::Status GetInForce(const proto::GetInForceRequest& request,
                          proto::Record& response, const rpc::Call& call);
  absl::Status ListHistory(const proto::ListHistoryRequest& request,
                           proto::ListHistoryResponse& response,
                           const rpc::Call& call);

  // What methods of their own kind are made of.

  // INVALID_FIELD, or what a request that has a request id becomes.
  template <typename Request>
  static absl::StatusOr<RecordBook::Writing> WritingOf(const Request& request,
                                                       const rpc::Call& call);
  // READ_TOKEN_AHEAD where the token names a write that is not here.
  absl::Status CheckToken(const std::string& token) const;
  // INVALID_FIELD where `name` is none of this kind.
  static absl::Status CheckName(absl::string_view field, absl::string_view name,
                                RecordKind kind);

 private:
  // What the fields of a list request ask for.
  struct Page {
    ScanQuery query;
    std::string token_query;  // what the page token depends on
  };

  static absl::StatusOr<std::optional<absl::Time>> KnownAt(
      bool given, const google::protobuf::Timestamp& known_at);
  template <typename Request>
  absl::StatusOr<Page> PageOf(RecordKind kind, const Request& request,
                              const RecordFilter& filter) const;

  template <typename Message>
  static RecordBook::Done Answer(Message& response, rpc::Done done) {
    return [&response, done = std::move(done)](absl::StatusOr<Record> record) {
      if (record.ok()) response = ToMessage<Message>(*record);
      done(record.status());
    };
  }

  RecordBook& book_;
  RecordStore& store_;
  const Clock& clock_;
  const sql::PageTokens tokens_;
};

template <typename Request>
absl::StatusOr<RecordBook::Writing> RecordMethods::WritingOf(
    const Request& request, const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  RecordBook::Writing writing;
  writing.principal = call.principal();
  writing.validate_only = request.validate_only();
  if (request.request_id().empty()) return writing;
  Request rest = request;
  rest.clear_request_id();
  writing.request = {request.request_id(), call.method(),
                     crypto::Sha256(rpc::CanonicalBytes(rest)).Hex()};
  return writing;
}

// `message` without what only the service says.
template <typename Message>
absl::StatusOr<Message> WithoutOutput(const Message& message) {
  Message input;
  input.set_name(message.name());
  SUYUAN_RETURN_IF_ERROR(rpc::ApplyFieldMask({}, message, input));
  return input;
}

// The name that a create request gives: in the record, by its id, or both
// alike.
template <typename Message>
absl::StatusOr<Message> WithName(Message message, const std::string& id) {
  const absl::string_view collection = CollectionOf(KindOf<Message>::kKind);
  const std::string field(KindOf<Message>::kField);
  if (id.empty() && message.name().empty()) {
    return InvalidField(
        absl::StrCat(field, "_id"),
        absl::StrCat("is empty; wanted an id, or ", field, ".name"));
  }
  if (id.empty()) return message;
  SUYUAN_RETURN_IF_ERROR(rpc::CheckNewId(absl::StrCat(field, "_id"), id));
  const std::string name = absl::StrCat(collection, "/", id);
  if (!message.name().empty() && message.name() != name) {
    return InvalidField(absl::StrCat(field, ".name"),
                        absl::StrCat("is ", message.name(), "; ", field,
                                     "_id asks for ", name));
  }
  message.set_name(name);
  return message;
}

// What a create request asks to have recorded.
template <typename Request, typename Message>
absl::StatusOr<Draft> RequestedDraft(const Request& request,
                                     const Prepare<Message>& prepare) {
  SUYUAN_ASSIGN_OR_RETURN(Message wanted,
                          WithoutOutput(KindOf<Message>::Of(request)));
  SUYUAN_ASSIGN_OR_RETURN(
      wanted, WithName(std::move(wanted), KindOf<Message>::IdOf(request)));
  if (prepare != nullptr) {
    SUYUAN_RETURN_IF_ERROR(prepare(nullptr, wanted));
  }
  return ToDraft(wanted);
}

template <typename Request, typename Message>
void RecordMethods::Create(
    const Request& request, Message& response, const rpc::Call& call,
    rpc::Done done, const std::type_identity_t<Prepare<Message>>& prepare) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  absl::StatusOr<Draft> draft =
      RequestedDraft<Request, Message>(request, prepare);
  if (!draft.ok()) return done(draft.status());
  book_.Create(*std::move(draft), *writing, Answer(response, std::move(done)));
}

template <typename Request, typename Message>
void RecordMethods::Update(
    const Request& request, Message& response, const rpc::Call& call,
    rpc::Done done, const std::type_identity_t<Prepare<Message>>& prepare) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  const Message& patch = KindOf<Message>::Of(request);
  const absl::Status named =
      CheckName(absl::StrCat(KindOf<Message>::kField, ".name"), patch.name(),
                KindOf<Message>::kKind);
  if (!named.ok()) return done(named);
  auto make = [patch, mask = request.update_mask(),
               prepare](const Record& newest) -> absl::StatusOr<Draft> {
    const Message seen = StoredMessage<Message>(newest);
    Message target = seen;
    SUYUAN_RETURN_IF_ERROR(rpc::ApplyFieldMask(mask, patch, target));
    if (prepare != nullptr) SUYUAN_RETURN_IF_ERROR(prepare(&seen, target));
    SUYUAN_ASSIGN_OR_RETURN(Draft draft, ToDraft(target));
    // A record that is given back the days after its end has not ended there.
    if (draft.period == newest.period) draft.end_reason = newest.end_reason;
    return draft;
  };
  book_.Revise(patch.name(), patch.meta().etag(), std::move(make), *writing,
               Answer(response, std::move(done)));
}

// The last day of an ending: INVALID_FIELD where it is outside the record.
absl::Status CheckEnding(absl::CivilDay day, const Record& newest);

template <typename Request, typename Message>
void RecordMethods::End(const Request& request, Message& response,
                        const rpc::Call& call, rpc::Done done) {
  const auto writing = WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  absl::Status checked =
      CheckName("name", request.name(), KindOf<Message>::kKind);
  if (checked.ok()) checked = rpc::CheckText("reason", request.reason(), 1000);
  if (!checked.ok()) return done(checked);
  const auto day = rpc::ParseDay("day", request.day());
  if (!day.ok()) return done(day.status());
  auto make = [day = *day, reason = request.reason()](
                  const Record& newest) -> absl::StatusOr<Draft> {
    SUYUAN_RETURN_IF_ERROR(CheckEnding(day, newest));
    Message target = StoredMessage<Message>(newest);
    target.mutable_period()->set_to(rpc::DayText(day));
    SUYUAN_ASSIGN_OR_RETURN(Draft draft, ToDraft(target));
    draft.end_reason = reason;
    return draft;
  };
  book_.Revise(request.name(), request.etag(), std::move(make), *writing,
               Answer(response, std::move(done)));
}

template <typename Request, typename Message>
absl::Status RecordMethods::Get(const Request& request, Message& response,
                                const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      CheckName("name", request.name(), KindOf<Message>::kKind));
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const auto known_at,
                          KnownAt(request.has_known_at(), request.known_at()));
  SUYUAN_ASSIGN_OR_RETURN(
      const Record record,
      book_.Find(request.name(), known_at, call.deadline()));
  response = ToMessage<Message>(record);
  return absl::OkStatus();
}

template <typename Request>
absl::StatusOr<RecordMethods::Page> RecordMethods::PageOf(
    RecordKind kind, const Request& request, const RecordFilter& filter) const {
  Page page;
  page.query.kind = kind;
  page.query.terms = filter.IndexedTerms();
  SUYUAN_ASSIGN_OR_RETURN(page.query.page_size,
                          rpc::PageSize(request.page_size()));
  SUYUAN_ASSIGN_OR_RETURN(page.query.as_of,
                          rpc::ParseOptionalDay("as_of", request.as_of()));
  SUYUAN_ASSIGN_OR_RETURN(page.query.known_at,
                          KnownAt(request.has_known_at(), request.known_at()));
  Request asked = request;
  asked.clear_page_size();
  asked.clear_page_token();
  asked.clear_token();
  page.token_query =
      absl::StrCat(CollectionOf(kind), rpc::CanonicalBytes(asked));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(page.token_query, request.page_token()));
  if (!cursor.empty()) {
    page.query.after_name = std::string(cursor[0].text());
  }
  return page;
}

template <typename Message, typename Request, typename Response>
absl::Status RecordMethods::List(const Request& request, Response& response,
                                 const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token()));
  constexpr RecordKind kKind = KindOf<Message>::kKind;
  SUYUAN_ASSIGN_OR_RETURN(const RecordFilter filter,
                          RecordFilter::Parse(kKind, request.filter()));
  SUYUAN_ASSIGN_OR_RETURN(const Page page, PageOf(kKind, request, filter));
  SUYUAN_ASSIGN_OR_RETURN(
      const ScanPage found,
      book_.Scan(
          page.query,
          [&filter](const Record& record) -> absl::StatusOr<bool> {
            return filter.Matches(record);
          },
          call.deadline()));
  for (const Record& record : found.records) {
    *KindOf<Message>::AddTo(response) = ToMessage<Message>(record);
  }
  if (!found.next_after_name.empty()) {
    response.set_next_page_token(
        tokens_.Make(page.token_query, {sql::Value(found.next_after_name)}));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_RECORD_METHODS_H_
