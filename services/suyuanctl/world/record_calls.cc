#include "services/suyuanctl/world/record_calls.h"

#include <array>
#include <utility>

namespace suyuan::world {
namespace {

namespace v1 = registry::v1;
using grpc::ClientContext;

// The kinds differ in nothing but their names and the service that keeps them.
#define SUYUAN_RECORD_CALLS(Message, field, service, Many, many)               \
  struct Message##Calls {                                                      \
    static grpc::Status Create(const RecordStubs& stubs,                       \
                               ClientContext& context, const Record& record,   \
                               const std::string& id,                          \
                               const std::string& request_id, Record& out) {   \
      v1::Create##Message##Request request;                                    \
      *request.mutable_##field() = record.field();                             \
      request.set_##field##_id(id);                                            \
      request.set_request_id(request_id);                                      \
      return stubs.service->Create##Message(&context, request,                 \
                                            out.mutable_##field());            \
    }                                                                          \
    static grpc::Status Get(const RecordStubs& stubs, ClientContext& context,  \
                            const std::string& name, const std::string& token, \
                            Record& out) {                                     \
      v1::Get##Message##Request request;                                       \
      request.set_name(name);                                                  \
      request.set_token(token);                                                \
      return stubs.service->Get##Message(&context, request,                    \
                                         out.mutable_##field());               \
    }                                                                          \
    static grpc::Status List(const RecordStubs& stubs, ClientContext& context, \
                             const ListQuery& query, std::vector<Record>& out, \
                             std::string& next) {                              \
      v1::List##Many##Request request;                                         \
      request.set_page_size(query.page_size);                                  \
      request.set_page_token(query.page_token);                                \
      request.set_filter(query.filter);                                        \
      request.set_as_of(query.as_of);                                          \
      request.set_token(query.token);                                          \
      v1::List##Many##Response response;                                       \
      const grpc::Status status =                                              \
          stubs.service->List##Many(&context, request, &response);             \
      for (v1::Message & one : *response.mutable_##many()) {                   \
        *out.emplace_back().mutable_##field() = std::move(one);                \
      }                                                                        \
      next = response.next_page_token();                                       \
      return status;                                                           \
    }                                                                          \
  };

#define SUYUAN_RECORD_CHANGES(Message, field, service)                        \
  struct Message##Changes {                                                   \
    static grpc::Status Update(const RecordStubs& stubs,                      \
                               ClientContext& context, const Record& record,  \
                               const std::string& request_id, Record& out) {  \
      v1::Update##Message##Request request;                                   \
      *request.mutable_##field() = record.field();                            \
      request.set_request_id(request_id);                                     \
      return stubs.service->Update##Message(&context, request,                \
                                            out.mutable_##field());           \
    }                                                                         \
    static grpc::Status End(const RecordStubs& stubs, ClientContext& context, \
                            const std::string& name, const std::string& day,  \
                            const std::string& reason,                        \
                            const std::string& request_id, Record& out) {     \
      v1::End##Message##Request request;                                      \
      request.set_name(name);                                                 \
      request.set_day(day);                                                   \
      request.set_reason(reason);                                             \
      request.set_request_id(request_id);                                     \
      return stubs.service->End##Message(&context, request,                   \
                                         out.mutable_##field());              \
    }                                                                         \
  };

SUYUAN_RECORD_CALLS(Institution, institution, registry, Institutions,
                    institutions)
SUYUAN_RECORD_CALLS(Competence, competence, registry, Competences, competences)
SUYUAN_RECORD_CALLS(Standard, standard, registry, Standards, standards)
SUYUAN_RECORD_CALLS(ReferenceMaterial, reference_material, registry,
                    ReferenceMaterials, reference_materials)
SUYUAN_RECORD_CALLS(Specification, specification, registry, Specifications,
                    specifications)
SUYUAN_RECORD_CALLS(Instrument, instrument, registry, Instruments, instruments)
SUYUAN_RECORD_CALLS(Person, person, registry, Persons, persons)
SUYUAN_RECORD_CALLS(Declaration, declaration, registry, Declarations,
                    declarations)
SUYUAN_RECORD_CALLS(VerificationScheme, verification_scheme, registry,
                    VerificationSchemes, verification_schemes)
SUYUAN_RECORD_CALLS(MandatoryCatalogue, mandatory_catalogue, registry,
                    MandatoryCatalogues, mandatory_catalogues)
SUYUAN_RECORD_CALLS(Comparison, comparison, comparisons, Comparisons,
                    comparisons)
SUYUAN_RECORD_CALLS(IndicatorEntry, indicator_entry, indicators,
                    IndicatorEntries, indicator_entries)
SUYUAN_RECORD_CALLS(IndicatorReport, indicator_report, indicators,
                    IndicatorReports, indicator_reports)
#undef SUYUAN_RECORD_CALLS

SUYUAN_RECORD_CHANGES(Institution, institution, registry)
SUYUAN_RECORD_CHANGES(Competence, competence, registry)
SUYUAN_RECORD_CHANGES(Standard, standard, registry)
SUYUAN_RECORD_CHANGES(ReferenceMaterial, reference_material, registry)
SUYUAN_RECORD_CHANGES(Specification, specification, registry)
SUYUAN_RECORD_CHANGES(Instrument, instrument, registry)
SUYUAN_RECORD_CHANGES(Person, person, registry)
SUYUAN_RECORD_CHANGES(Declaration, declaration, registry)
SUYUAN_RECORD_CHANGES(VerificationScheme, verification_scheme, registry)
SUYUAN_RECORD_CHANGES(MandatoryCatalogue, mandatory_catalogue, registry)
SUYUAN_RECORD_CHANGES(Comparison, comparison, comparisons)
SUYUAN_RECORD_CHANGES(IndicatorEntry, indicator_entry, indicators)
#undef SUYUAN_RECORD_CHANGES

template <typename Calls, typename Changes>
constexpr RecordCalls Of(absl::string_view collection) {
  return {collection,       &Calls::Create, &Calls::Get,
          &Changes::Update, &Changes::End,  &Calls::List};
}

struct Kind {
  absl::string_view field;
  RecordCalls calls;
};

constexpr std::array<Kind, 13> kKinds = {{
    {"institution", Of<InstitutionCalls, InstitutionChanges>("institutions")},
    {"competence", Of<CompetenceCalls, CompetenceChanges>("competences")},
    {"standard", Of<StandardCalls, StandardChanges>("standards")},
    {"reference_material", Of<ReferenceMaterialCalls, ReferenceMaterialChanges>(
                               "referenceMaterials")},
    {"specification",
     Of<SpecificationCalls, SpecificationChanges>("specifications")},
    {"instrument", Of<InstrumentCalls, InstrumentChanges>("instruments")},
    {"person", Of<PersonCalls, PersonChanges>("persons")},
    {"declaration", Of<DeclarationCalls, DeclarationChanges>("declarations")},
    {"verification_scheme",
     Of<VerificationSchemeCalls, VerificationSchemeChanges>(
         "verificationSchemes")},
    {"mandatory_catalogue",
     Of<MandatoryCatalogueCalls, MandatoryCatalogueChanges>(
         "mandatoryCatalogues")},
    {"comparison", Of<ComparisonCalls, ComparisonChanges>("comparisons")},
    {"indicator_entry",
     Of<IndicatorEntryCalls, IndicatorEntryChanges>("indicatorEntries")},
    {"indicator_report",
     {"indicatorReports", &IndicatorReportCalls::Create,
      &IndicatorReportCalls::Get, nullptr, nullptr,
      &IndicatorReportCalls::List}},
}};

}  // namespace

RecordStubs::RecordStubs(const std::shared_ptr<grpc::Channel>& channel)
    : registry(v1::Registry::NewStub(channel)),
      comparisons(v1::Comparisons::NewStub(channel)),
      indicators(v1::Indicators::NewStub(channel)) {}

const RecordCalls* CallsOf(absl::string_view field) {
  for (const Kind& kind : kKinds) {
    if (kind.field == field) return &kind.calls;
  }
  return nullptr;
}

const RecordCalls* CallsOfCollection(absl::string_view collection) {
  for (const Kind& kind : kKinds) {
    if (kind.calls.collection == collection) return &kind.calls;
  }
  return nullptr;
}

}  // namespace suyuan::world
