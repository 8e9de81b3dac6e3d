#include "services/registry/duplicates/identity_marks.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/text/normalise.h"

namespace suyuan::registry {
namespace {

using absl::string_view;

// In the order of SharedIdentity.
constexpr SharedIdentityText kTexts[] = {
    {"MANUFACTURER_MODEL_SERIAL", "manufacturer, model and serial number",
     "制造商、型号和出厂编号相同", 1.0},
    {"MANUFACTURER_SERIAL", "manufacturer and serial number",
     "制造商和出厂编号相同", 0.8},
    {"SIMILAR_SERIAL",
     "manufacturer, model and a serial number that reads alike",
     "制造商、型号相同，出厂编号近似", 0.6},
    {"MODEL_SERIAL", "model and serial number, a manufacturer missing",
     "型号和出厂编号相同，有记录未写制造商", 0.5},
    {"OWNER_NUMBER", "owner and its asset number", "使用单位和资产编号相同",
     0.7},
    {"OWNER_TITLE_SERIAL",
     "owner, title and serial number, a manufacturer missing",
     "使用单位、名称和出厂编号相同，有记录未写制造商", 0.4},
    {"CERTIFICATE_NUMBER", "holder and number of the assessment certificate",
     "建标单位和考核证书号相同", 1.0},
    {"HOLDER_CODE", "holder and code of the standard",
     "建标单位和计量标准代码相同", 0.6},
    {"HOLDER_TITLE", "holder and title of the standard",
     "建标单位和计量标准名称相同", 0.7},
    {"USCC", "unified social credit code", "统一社会信用代码相同", 1.0},
    {"TITLE", "title or alias", "名称或别名相同", 0.6},
    {"NUMBER_BATCH", "number and batch", "标准物质编号和批号相同", 1.0},
};

// Normal forms hold no control characters.
constexpr string_view kBetweenParts = "\x1f";

// Written where there is no number; they tell nothing apart.
constexpr string_view kPlaceholders[] = {
    "",     "-",    "/",    "--",   "无",   "无编号",  "不详",
    "未知", "不明", "暂无", "N/A",  "NA",   "NONE",    "NULL",
    "0",    "00",   "000",  "0000", "XXXX", "UNKNOWN", "见铭牌"};

bool IsPlaceholder(string_view normal) {
  return std::find(std::begin(kPlaceholders), std::end(kPlaceholders),
                   normal) != std::end(kPlaceholders);
}

// The normal form of an identifier, "" where it only fills a field.
std::string NormalIdentifier(string_view raw) {
  std::string normal = text::NormaliseIdentifier(raw);
  return IsPlaceholder(normal) ? "" : normal;
}

std::vector<std::string> NormalIdentifiers(
    const std::vector<std::string>& raw) {
  std::vector<std::string> normal;
  for (const std::string& one : raw) {
    std::string identifier = NormalIdentifier(one);
    if (!identifier.empty()) normal.push_back(std::move(identifier));
  }
  return normal;
}

bool IsLetterOrDigit(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Marks {
 public:
  // Nothing where a part is missing: what is not told is not shared.
  void Add(SharedIdentity kind, std::initializer_list<string_view> parts,
           string_view detail = "") {
    if (std::any_of(parts.begin(), parts.end(),
                    [](string_view part) { return part.empty(); })) {
      return;
    }
    marks_.push_back({.kind = kind,
                      .key = absl::StrJoin(parts, kBetweenParts),
                      .detail = std::string(detail)});
  }
  std::vector<IdentityMark> Take() { return std::move(marks_); }

 private:
  std::vector<IdentityMark> marks_;
};

std::vector<std::string> Titles(const IdentityFeatures& features) {
  std::vector<std::string> titles;
  for (const std::string& title : features.titles) {
    titles.push_back(text::NormaliseName(title));
  }
  return titles;
}

void AddInstrument(const IdentityFeatures& features, Marks* marks) {
  using enum SharedIdentity;
  const std::string maker = FoldManufacturer(features.manufacturer);
  const std::string model = NormalIdentifier(features.model);
  for (const std::string& serial : NormalIdentifiers(features.serials)) {
    marks->Add(kManufacturerModelSerial, {maker, model, serial});
    marks->Add(kManufacturerSerial, {maker, serial});
    marks->Add(kSimilarSerial, {maker, model, FoldSerial(serial)}, serial);
    marks->Add(kModelSerial, {model, serial}, maker);
    for (const std::string& title : Titles(features)) {
      marks->Add(kOwnerTitleSerial, {features.owner, title, serial}, maker);
    }
  }
  for (const std::string& number : NormalIdentifiers(features.owner_numbers)) {
    marks->Add(kOwnerNumber, {features.owner, number});
  }
}

void AddStandard(const IdentityFeatures& features, Marks* marks) {
  using enum SharedIdentity;
  for (const std::string& number : NormalIdentifiers(features.numbers)) {
    marks->Add(kCertificateNumber, {features.owner, number});
  }
  marks->Add(kHolderCode, {features.owner, NormalIdentifier(features.code)});
  for (const std::string& title : Titles(features)) {
    marks->Add(kHolderTitle, {features.owner, title});
  }
}

void AddInstitution(const IdentityFeatures& features, Marks* marks) {
  for (const std::string& number : NormalIdentifiers(features.numbers)) {
    marks->Add(SharedIdentity::kUscc, {number});
  }
  for (const std::string& title : Titles(features)) {
    marks->Add(SharedIdentity::kTitle, {title});
  }
}

void AddMaterial(const IdentityFeatures& features, Marks* marks) {
  for (const std::string& number : NormalIdentifiers(features.numbers)) {
    marks->Add(SharedIdentity::kNumberBatch,
               {number, NormalIdentifier(features.batch)});
  }
}

}  // namespace

std::string IdentityMark::Shown() const {
  return absl::StrReplaceAll(key, {{kBetweenParts, " · "}});
}

const SharedIdentityText& TextOf(SharedIdentity shared) {
  const auto index = static_cast<size_t>(shared);
  SUYUAN_CHECK(index < std::size(kTexts));
  return kTexts[index];
}

std::vector<IdentityMark> MarksOf(RecordKind kind,
                                  const IdentityFeatures& features) {
  Marks marks;
  switch (kind) {
    case RecordKind::kInstrument:
      AddInstrument(features, &marks);
      break;
    case RecordKind::kStandard:
      AddStandard(features, &marks);
      break;
    case RecordKind::kInstitution:
      AddInstitution(features, &marks);
      break;
    case RecordKind::kReferenceMaterial:
      AddMaterial(features, &marks);
      break;
    default:
      break;
  }
  return marks.Take();
}

std::string FoldManufacturer(string_view name) {
  if (NormalIdentifier(name).empty()) return "";
  std::string folded = text::NormaliseName(name);
  for (char& c : folded) {
    if (!IsLetterOrDigit(c)) c = ' ';
  }
  std::vector<std::string> words =
      absl::StrSplit(folded, ' ', absl::SkipEmpty());
  static constexpr string_view kLegalWords[] = {
      "co",   "ltd", "limited", "inc", "corp", "corporation", "company",
      "gmbh", "ag",  "kg",      "llc", "plc",  "sa"};
  while (words.size() > 1 &&
         std::find(std::begin(kLegalWords), std::end(kLegalWords),
                   words.back()) != std::end(kLegalWords)) {
    words.pop_back();
  }
  folded = absl::StrJoin(words, "");
  static constexpr string_view kLegalForms[] = {"股份有限公司", "有限责任公司",
                                                "有限公司", "总公司", "公司"};
  for (const string_view form : kLegalForms) {
    if (!absl::EndsWith(folded, form)) continue;
    if (folded.size() > form.size()) {
      folded.resize(folded.size() - form.size());
    }
    break;
  }
  return folded;
}

std::string FoldSerial(string_view serial) {
  std::string folded;
  for (const char c : text::NormaliseIdentifier(serial)) {
    if (IsLetterOrDigit(c)) folded.push_back(c);
  }
  string_view rest = folded;
  for (const string_view prefix : {"编号", "SN", "NO"}) {
    if (rest.size() > prefix.size()) absl::ConsumePrefix(&rest, prefix);
  }
  std::string digits;
  for (const char c : rest) {
    switch (c) {
      case 'O':
        digits.push_back('0');
        break;
      case 'I':
      case 'L':
        digits.push_back('1');
        break;
      case 'B':
        digits.push_back('8');
        break;
      default:
        digits.push_back(c);
    }
  }
  const size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "" : digits.substr(first);
}

}  // namespace suyuan::registry
