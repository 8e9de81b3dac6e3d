#ifndef SERVICES_CERTIFICATES_DCC_EXPORT_PARTS_H_
#define SERVICES_CERTIFICATES_DCC_EXPORT_PARTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "libs/dcc/document.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/metrology/v1/quantity.pb.h"

// Inside dcc_export: the parts of DccDocumentOf.

namespace suyuan::certificates {

using Tokens = std::vector<std::string>;

// A document in the making, and the small things that its parts are made of.
class DccDraft {
 public:
  // Takes the languages from the certificate: those that most of its texts
  // have, Chinese where there is no text.
  explicit DccDraft(const v1::Certificate& certificate);

  dcc::Document document;

  // A text of the certificate. `lang` stands where the text has all used
  // languages and no others, which is all that PTB's rules allow; else each
  // wording tells its language by a token. NotStated() where there is none.
  dcc::MultilingualText Text(const metrology::v1::LocalizedText& text) const;
  // Words of ours in the document's languages.
  dcc::MultilingualText Words(absl::string_view zh, absl::string_view en) const;
  dcc::MultilingualText NotStated() const;
  // Words as printed, in whatever language.
  static dcc::MultilingualText Printed(const std::string& text,
                                       Tokens tokens = {});
  // The same; NotStated() where there are none.
  dcc::MultilingualText PrintedOrNot(const std::string& text) const;

  // `element` wants a value and has no place for a token.
  void NoteNotStated(absl::string_view element);

  // One statement more; fill it at once.
  dcc::Statement& AddStatement(const dcc::Scope& within, bool is_metadata,
                               Tokens tokens);

  // One quantity more, a single number. Blanks in the unit are left out.
  dcc::Quantity& AddNumber(const dcc::Scope& within, Tokens tokens,
                           const std::string& number, const std::string& unit);
  // One quantity more, words in place of a number.
  dcc::Quantity& AddWords(const dcc::Scope& within, Tokens tokens,
                          dcc::MultilingualText words);

  // Of a unit, which enters on first sight.
  int UnitIndex(const std::string& unit);

  // Says what was noted along the way.
  void Finish();

 private:
  absl::flat_hash_map<std::string, int> units_;
  std::vector<std::string> not_stated_;
};

// `text` without the blanks that D-SI lets stand between the parts of a unit;
// as it is where it is no D-SI.
std::string WithoutUnitBlanks(const std::string& text);

// Wordings that say the texts and enums of a message that are set, by the names
// of its fields; but for those that are said elsewhere.
dcc::MultilingualText FieldContents(const google::protobuf::Message& message,
                                    absl::string_view prefix,
                                    const std::vector<std::string>& elsewhere);

// One wording more with a token; nothing at all for an empty text.
void AddContent(const char* token, const std::string& text,
                dcc::MultilingualText& to);

// "pass", ...; "" where none is stated.
const char* ConformityWord(v1::Result::Conformity conformity);

// The statements about the certificate as a whole.
void ExportStatements(const v1::Certificate& certificate, DccDraft& draft);

// Says an uncertainty: at the quantity `carrier`, if any, as far as D-SI can;
// the rest as quantities in `scope`. D-SI wants factor and probability with an
// expanded uncertainty; where one is missing none is made up. `unit` is that of
// the values.
void ExportUncertainty(const metrology::v1::Uncertainty& uncertainty,
                       const dcc::Scope& scope, std::optional<size_t> carrier,
                       const std::string& unit, DccDraft& draft);

// Every text holds only characters that XML has. DCC_EXPORT_UNSAYABLE with
// the field that does not. Ids are written in a form that holds any.
absl::Status CheckXmlTexts(const v1::Certificate& certificate);

// What measurementResult 0 holds: the way of measuring and the results.
void ExportSpecifications(const v1::Certificate& certificate, DccDraft& draft);
void ExportReferences(const v1::Certificate& certificate, DccDraft& draft);
void ExportEnvironment(const v1::Certificate& certificate, DccDraft& draft);
void ExportResults(const v1::Certificate& certificate, DccDraft& draft);

inline constexpr dcc::Scope kInMeasurement = {dcc::ScopeKind::kMeasurement, 0};

// Identifications as printed, then those that say a field of ours.
void AddIdentifications(
    const google::protobuf::RepeatedPtrField<v1::ItemIdentification>& from,
    std::vector<dcc::Identification>& to);
// Nothing for an empty value.
void AddOwnIdentification(const char* token, const std::string& value,
                          std::vector<dcc::Identification>& to);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_DCC_EXPORT_PARTS_H_
