#ifndef SERVICES_CERTIFICATES_DCC_VOCABULARY_H_
#define SERVICES_CERTIFICATES_DCC_VOCABULARY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// The refType tokens by which a DCC of this service says what a canonical
// certificate knows and the DCC has no element for. They stand beside those
// of the common vocabulary (basic_...), so that others read the values all
// the same. docs/dcc-export.md explains each; what they say once published is
// never changed.
namespace suyuan::certificates::own {

inline constexpr char kNameSpace[] = "suyuan";

// An element, a name or a statement that the schema wants and the certificate
// does not have: it is no statement of the certificate. A statement names in
// its references the elements that cannot carry a refType.
inline constexpr char kNotStated[] = "suyuan_notStated";
// "suyuan_language-zh-Hant": of a text that not all used languages have.
inline constexpr char kLanguage[] = "suyuan_language";
// From which record the document was made.
inline constexpr char kSource[] = "suyuan_source";

// Statements about the certificate.
inline constexpr char kKind[] = "suyuan_certificateKind";
inline constexpr char kPlaceText[] = "suyuan_placeText";
inline constexpr char kReplacementReason[] = "suyuan_replacementReason";
inline constexpr char kPlacePoint[] = "suyuan_placePoint";
inline constexpr char kPages[] = "suyuan_pages";
inline constexpr char kConclusion[] = "suyuan_conclusion";
inline constexpr char kFailedItem[] = "suyuan_failedItem";
inline constexpr char kRequirement[] = "suyuan_requirement";
inline constexpr char kFound[] = "suyuan_found";
inline constexpr char kSampling[] = "suyuan_sampling";
inline constexpr char kDeviations[] = "suyuan_deviations";
inline constexpr char kStatement[] = "suyuan_statement";
inline constexpr char kTraceability[] = "suyuan_traceability";
inline constexpr char kMaterial[] = "suyuan_referenceMaterial";

// Wordings that say a field of a message, by the name of the field:
// "suyuan_party_address", "suyuan_material_batch".
inline constexpr char kPartyField[] = "suyuan_party_";
inline constexpr char kMaterialField[] = "suyuan_material_";

// Identifications of an item or of a reference.
inline constexpr char kRecord[] = "suyuan_record";
inline constexpr char kState[] = "suyuan_state";
inline constexpr char kStandard[] = "suyuan_standard";
inline constexpr char kAssessmentNumber[] = "suyuan_assessmentNumber";
// One whose giver the certificate does not say, or names otherwise than DCC
// does ("suyuan_giver-LABORATORY"); to DCC it is "other".
inline constexpr char kNoGiver[] = "suyuan_giverNotStated";
inline constexpr char kGiver[] = "suyuan_giver";

// Elements that are one part of a certificate each, taken as they are.
inline constexpr char kItem[] = "suyuan_item";
inline constexpr char kReference[] = "suyuan_reference";
inline constexpr char kSpecification[] = "suyuan_specification";
inline constexpr char kCondition[] = "suyuan_condition";
inline constexpr char kResult[] = "suyuan_result";
inline constexpr char kSigner[] = "suyuan_signer";
inline constexpr char kRegistration[] = "suyuan_registration";

// Of a reference: its part, and wordings of its description and of the link to
// its certificate.
inline constexpr char kMain[] = "suyuan_mainStandard";
inline constexpr char kAuxiliary[] = "suyuan_auxiliaryEquipment";
inline constexpr char kMeasuringRange[] = "suyuan_measuringRange";
inline constexpr char kCapability[] = "suyuan_capability";
inline constexpr char kValidTo[] = "suyuan_validTo";
inline constexpr char kAssessmentValidTo[] = "suyuan_assessmentValidTo";
inline constexpr char kCertificateNumber[] = "suyuan_certificateNumber";
// How many times the certificate lists the reference.
inline constexpr char kUses[] = "suyuan_uses";

// Quantities of a condition.
inline constexpr char kMin[] = "suyuan_valueMin";
inline constexpr char kMax[] = "suyuan_valueMax";

// Of a result: its stage and its columns.
inline constexpr char kBefore[] = "suyuan_beforeAdjustment";
inline constexpr char kAfter[] = "suyuan_afterAdjustment";
inline constexpr char kAverage[] = "suyuan_multiReferenceAverage";
inline constexpr char kCertified[] = "suyuan_certifiedValue";
inline constexpr char kReferenceOnly[] = "suyuan_valueForReference";
inline constexpr char kInformationOnly[] = "suyuan_valueForInformation";
inline constexpr char kNominal[] = "suyuan_nominalValue";
inline constexpr char kCorrection[] = "suyuan_correction";
inline constexpr char kValue[] = "suyuan_value";
inline constexpr char kIndication[] = "suyuan_indication";
inline constexpr char kError[] = "suyuan_error";
// Of what has a unit and no number.
inline constexpr char kUnit[] = "suyuan_unit";
inline constexpr char kExpanded[] = "suyuan_expandedUncertainty";
inline constexpr char kStandardUncertainty[] = "suyuan_standardUncertainty";
inline constexpr char kRelativeExpanded[] =
    "suyuan_relativeExpandedUncertainty";
inline constexpr char kRelativeStandard[] =
    "suyuan_relativeStandardUncertainty";
inline constexpr char kCoverageFactor[] = "suyuan_coverageFactor";
inline constexpr char kCoverageProbability[] = "suyuan_coverageProbability";
inline constexpr char kDegreesOfFreedom[] = "suyuan_degreesOfFreedom";
inline constexpr char kDistribution[] = "suyuan_distribution";

inline constexpr const char* kUncertaintyColumns[] = {
    kExpanded,       kStandardUncertainty, kRelativeExpanded, kRelativeStandard,
    kCoverageFactor, kCoverageProbability, kDegreesOfFreedom, kDistribution};

// Metadata of a result.
inline constexpr char kConformity[] = "suyuan_conformity";
inline constexpr char kMaximumError[] = "suyuan_maximumPermissibleError";
// Also of an item or a conclusion.
inline constexpr char kAccuracyClass[] = "suyuan_accuracyClass";
inline constexpr char kValidRange[] = "suyuan_validRange";
inline constexpr char kQuantityKind[] = "suyuan_quantityKind";
inline constexpr char kQualifier[] = "suyuan_qualifier";
inline constexpr char kSensitivity[] = "suyuan_sensitivity";

// What stands before the id of a certificate's part in an XML id.
inline constexpr char kItemId[] = "item";
inline constexpr char kReferenceId[] = "reference";
inline constexpr char kResultId[] = "result";

bool Has(const std::vector<std::string>& ref_types, absl::string_view token);

// A certificate's id of any characters as an XML id, different for different
// kinds and ids: the kind, a dash and the id, in which what no XML name may
// hold is written _x0020_, as ISO/IEC 9075-14 does. "" for an empty id.
std::string XmlId(absl::string_view kind, absl::string_view id);
// The id that XmlId was given; nullopt for an XML id of another kind.
std::optional<std::string> IdOf(absl::string_view kind,
                                absl::string_view xml_id);

}  // namespace suyuan::certificates::own

#endif  // SERVICES_CERTIFICATES_DCC_VOCABULARY_H_
