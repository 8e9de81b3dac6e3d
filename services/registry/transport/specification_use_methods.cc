#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status.h"
#include "libs/metrology/identifiers.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/record_holder.h"
#include "services/registry/records/in_force.h"
#include "services/registry/transport/query_methods.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {
namespace {

constexpr int kMostNames = 1000;
// How many records are read at a time.
constexpr int kStep = 1000;

// The forms under which records that name an edition are found: in full, and
// before 2000 with two digits of the year, as it used to be printed.
std::vector<std::string> FormsOf(absl::string_view number) {
  const auto read = metrology::ReadSpecificationNumber(number);
  std::vector<std::string> forms = {read.key};
  if (read.year >= 1900 && read.year < 2000) {
    forms.push_back(absl::StrFormat("%s-%02d", read.series, read.year % 100));
  }
  return forms;
}

// Fields in which records name editions.
struct Naming {
  RecordKind kind;
  absl::string_view field;
};
constexpr Naming kNamings[] = {
    {RecordKind::kCompetence, "scope.specifications"},
    {RecordKind::kStandard, "services.specifications"},
    {RecordKind::kStandard, "diagram.branches.specification_up"},
    {RecordKind::kStandard, "diagram.branches.specification_down"},
};

// Who names an edition.
struct Use {
  std::set<std::string> records;
  std::set<std::string> institutions;
  int64_t standards = 0;
  int64_t competences = 0;
};

// Adds a record, unless it is there or not in force on `day`.
void AddRecord(const Record& record, absl::CivilDay day, Use& use) {
  WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    const Message message = ToMessage<Message>(record);
    const Standing standing = StandingOn(day, record.period, SpellsOf(message));
    if (standing.state != Standing::State::kInForce ||
        !use.records.insert(record.name).second) {
      return;
    }
    use.institutions.insert(HolderOf(message, record.kind));
    ++(record.kind == RecordKind::kStandard ? use.standards : use.competences);
  });
}

// Adds all records that name the edition by one form in one field.
absl::Status AddNaming(const RecordBook& book, const Naming& naming,
                       const std::string& form, absl::CivilDay day,
                       const Deadline& deadline, Use& use) {
  ScanQuery query;
  query.kind = naming.kind;
  query.terms = {{{std::string(naming.field), form}, false}};
  query.as_of = day;
  query.page_size = kStep;
  const auto add = [&](const Record& record) -> absl::StatusOr<bool> {
    AddRecord(record, day, use);
    return false;
  };
  do {
    SUYUAN_ASSIGN_OR_RETURN(const ScanPage page,
                            book.Scan(query, add, deadline));
    query.after_name = page.next_after_name;
  } while (!query.after_name.empty());
  return absl::OkStatus();
}

}  // namespace

absl::Status QueryMethods::GetSpecificationUse(
    const proto::GetSpecificationUseRequest& request,
    proto::SpecificationUse& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  if (!IsRecordName(request.name()) ||
      KindOfName(request.name()) != RecordKind::kSpecification) {
    return InvalidField("name", absl::StrCat("is \"", request.name(),
                                             "\"; wanted specifications/{id}"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const absl::CivilDay day,
                          DayAsked("as_of", request.as_of()));
  SUYUAN_ASSIGN_OR_RETURN(
      const Record record,
      book_.Find(request.name(), std::nullopt, call.deadline()));
  Use use;
  for (const std::string& form :
       FormsOf(ToMessage<proto::Specification>(record).number())) {
    for (const Naming& naming : kNamings) {
      SUYUAN_RETURN_IF_ERROR(
          AddNaming(book_, naming, form, day, call.deadline(), use));
    }
  }
  response.set_standards(use.standards);
  response.set_competences(use.competences);
  response.set_institutions(static_cast<int64_t>(use.institutions.size()));
  for (const std::string& name : use.records) {
    if (response.names_size() == kMostNames) break;
    response.add_names(name);
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
