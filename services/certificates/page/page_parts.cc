#include "services/certificates/page/page_parts.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::certificates {
namespace {

// Rows of label and value; those without a value are left out.
class Rows {
 public:
  explicit Rows(const PageWords& words) : words_(words) {}

  void Add(absl::string_view key, const std::string& value) {
    AddAs(words_.Say(key), value);
  }
  void AddAs(const std::string& label, const std::string& value) {
    if (value.empty()) return;
    PageData row;
    row.set("label", label);
    row.set("value", value);
    rows_.push_back(std::move(row));
  }
  PageData Take() { return std::move(rows_); }

 private:
  const PageWords& words_;
  PageData rows_{PageData::type::list};
};

PageData TextRow(std::string text) {
  PageData row;
  row.set("text", std::move(text));
  return row;
}

// Those that are not empty, with what stands between them.
std::string Joined(std::vector<std::string> parts,
                   absl::string_view between = "; ") {
  parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
  return absl::StrJoin(parts, between);
}

bool IsOf(const PageSource& page, v1::Certificate::Kind kind) {
  return page.certificate.kind() == kind;
}

bool AnyResult(const PageSource& page, v1::Result::Conformity conformity) {
  const auto& results = page.certificate.results();
  return std::any_of(results.begin(), results.end(),
                     [conformity](const v1::Result& result) {
                       return result.conformity() == conformity;
                     });
}

// What the certificate concludes, else what its form does; "" where neither
// does.
std::string ConclusionOf(const PageSource& page) {
  const v1::Conclusion& stated = page.certificate.conclusion();
  if (!stated.text().empty()) return stated.text();
  if (stated.conformity() != v1::Result::CONFORMITY_UNSPECIFIED) {
    return page.words.SayEnum("conformity", "CONFORMITY_",
                              v1::Result::Conformity_Name(stated.conformity()));
  }
  if (IsOf(page, v1::Certificate::KIND_VERIFICATION_FAIL)) {
    return page.words.Say("conclusion_fail");
  }
  if (!IsOf(page, v1::Certificate::KIND_VERIFICATION)) return "";
  return page.words.Say(AnyResult(page, v1::Result::CONFORMITY_FAIL)
                            ? "conclusion_mixed"
                            : "conclusion_pass");
}

std::string AccuracyClassesOf(const PageSource& page) {
  const std::string& found = page.certificate.conclusion().accuracy_class();
  if (!found.empty()) return found;
  std::vector<std::string> classes;
  for (const v1::Result& result : page.certificate.results()) {
    const std::string& one = result.accuracy_class();
    if (one.empty() ||
        std::find(classes.begin(), classes.end(), one) != classes.end()) {
      continue;
    }
    classes.push_back(one);
  }
  return absl::StrJoin(classes, "\n");
}

std::string FailedItemsOf(const PageSource& page) {
  if (!IsOf(page, v1::Certificate::KIND_VERIFICATION_FAIL)) return "";
  std::vector<std::string> failed;
  for (const v1::FailedItem& item : page.certificate.failed_items()) {
    failed.push_back(Joined({item.title(), item.requirement(), item.found()}));
  }
  if (!failed.empty()) return absl::StrJoin(failed, "\n");
  for (const v1::Result& result : page.certificate.results()) {
    if (result.conformity() != v1::Result::CONFORMITY_FAIL) continue;
    failed.push_back(page.words.Pick(result.title()));
  }
  return failed.empty() ? page.words.Say("in_original")
                        : absl::StrJoin(failed, "\n");
}

std::string ValidityOf(const PageSource& page) {
  if (IsOf(page, v1::Certificate::KIND_VERIFICATION_FAIL)) {
    return page.words.Say("no_valid_to");
  }
  const std::string& day = page.certificate.valid_to();
  return day.empty() ? page.words.Say("not_stated") : day;
}

std::string WorkDaysOf(const v1::Certificate& certificate) {
  if (certificate.begin().empty() || certificate.begin() == certificate.end()) {
    return certificate.end();
  }
  return certificate.end().empty()
             ? certificate.begin()
             : absl::StrCat(certificate.begin(), " – ", certificate.end());
}

std::string PlaceOf(const PageSource& page) {
  std::string place = page.words.SayEnum(
      "place", "PLACE_", v1::Certificate::Place_Name(page.certificate.place()));
  if (!page.certificate.place_text().empty()) {
    absl::StrAppend(&place, "\n", page.certificate.place_text());
  }
  return place;
}

void AddMaterial(const PageSource& page, Rows& rows) {
  if (!page.certificate.has_reference_material()) return;
  const v1::ReferenceMaterial& material = page.certificate.reference_material();
  rows.Add("material_number", material.number());
  rows.Add(
      "material_grade",
      page.words.SayEnum("grade", "GRADE_",
                         v1::ReferenceMaterial::Grade_Name(material.grade())));
  rows.Add("material_grading_certificate", material.grading_certificate());
  rows.Add("material_batch", material.batch());
  rows.Add("material_matrix", material.matrix());
  rows.Add("material_production_date", material.production_date());
  rows.Add("material_minimum_sample", material.minimum_sample());
  rows.Add("material_storage", material.storage());
  rows.Add("material_opened_life", material.opened_life());
  rows.Add("material_homogeneity", material.homogeneity());
  rows.Add("material_stability", material.stability());
  rows.Add("material_method", material.method());
}

template <typename Identifications>
std::string NumbersOf(const Identifications& identifications) {
  return absl::StrJoin(identifications, "\n",
                       [](std::string* out, const v1::ItemIdentification& one) {
                         absl::StrAppend(out, one.value());
                       });
}

// "有效期至 2025-03-10"; "" for no day.
std::string Until(const PageSource& page, const std::string& day) {
  return day.empty() ? "" : absl::StrCat(page.words.Say("valid_to"), " ", day);
}

PageData RecordsOf(const PageSource& page, const v1::ReferenceUse& use) {
  PageData records{PageData::type::list};
  for (const std::string& name : {use.standard(), use.record()}) {
    if (name.empty()) continue;
    PageData record;
    record.set("name", name);
    record.set("url", UrlOf(page, name, ""));
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace

void SetWords(const PageWords& words, PageData& to) {
  PageData said;
  for (const auto& [key, text] : words.all()) said.set(key, text);
  to.set("w", said);
  to.set("lang", words.language() == "zh" ? "zh-CN" : words.language());
}

std::string WithUnit(const std::string& value, const std::string& unit) {
  if (value.empty()) return "";
  const auto parsed = metrology::ParseDsiLenient(unit);
  const std::string printed =
      parsed.ok() ? metrology::FormatPrinted(parsed->unit) : unit;
  if (printed.empty() || printed == "1") return value;
  return absl::StrCat(value, " ", printed);
}

std::string UrlOf(const PageSource& page, const std::string& name,
                  absl::string_view verb) {
  std::string url = absl::StrCat(page.options.public_url, "/v1/", name);
  if (!verb.empty()) {
    absl::StrAppend(&url, ":", verb, "?lang=", page.words.language());
  }
  return url;
}

PageData FactsOf(const PageSource& page) {
  const v1::Certificate& c = page.certificate;
  const auto or_in_original = [&page](std::string text) {
    return text.empty() ? page.words.Say("in_original") : std::move(text);
  };
  Rows rows(page.words);
  rows.Add("number", c.number());
  rows.Add("issuer_code", c.issuer().code());
  rows.Add("authorisation", c.issuer().authorisation_number());
  rows.Add("address", or_in_original(c.issuer().address()));
  rows.Add("customer",
           or_in_original(
               Joined({c.customer().title(), c.customer().address()}, "\n")));
  rows.Add("specifications", c.specifications().empty()
                                 ? page.words.Say("not_stated")
                                 : absl::StrJoin(c.specifications(), "\n"));
  rows.Add("conclusion", ConclusionOf(page));
  rows.Add("accuracy_class", AccuracyClassesOf(page));
  rows.Add("failed_items", FailedItemsOf(page));
  rows.Add("received", c.received());
  rows.Add("work", WorkDaysOf(c));
  rows.Add("issued", c.issued());
  rows.Add("valid_to", ValidityOf(page));
  rows.Add("place", PlaceOf(page));
  rows.Add("replaces",
           Joined({c.replaces().number(), c.replaces().reason()}, "\n"));
  rows.Add("sampling", c.sampling());
  rows.Add("deviations", c.deviations());
  AddMaterial(page, rows);
  if (c.pages() > 0) rows.Add("pages", absl::StrCat(c.pages()));
  return rows.Take();
}

PageData BannersOf(const PageSource& page) {
  PageData banners{PageData::type::list};
  for (const v1::StatusChange& change : page.certificate.status_changes()) {
    if (change.has_signature()) continue;  // the state of the signatures tells
    const bool is_void = change.kind() == v1::StatusChange::KIND_VOIDED;
    const char* key = is_void ? "banner_void"
                      : change.kind() == v1::StatusChange::KIND_AMENDED
                          ? "banner_amended"
                          : "banner_substituted";
    PageData banner = TextRow(
        is_void ? page.words.Say(key, {change.void_from(), change.reason()})
                : page.words.Say(key, {change.reason()}));
    if (!change.replaced_by().empty()) {
      banner.set("link", UrlOf(page, change.replaced_by(), "page"));
      banner.set("link_text", change.replaced_by());
    }
    banners.push_back(std::move(banner));
  }
  return banners;
}

PageData NotesOf(const PageSource& page) {
  const v1::Certificate& c = page.certificate;
  PageData notes{PageData::type::list};
  const auto valid_to = metrology::ParseDate(c.valid_to());
  if (valid_to.ok() && *valid_to < page.options.today) {
    notes.push_back(TextRow(page.words.Say("note_expired", {c.valid_to()})));
  }
  if (!c.same_key().empty()) {
    notes.push_back(TextRow(
        page.words.Say("note_same_key", {absl::StrCat(c.same_key_size())})));
  }
  return notes;
}

PageData ItemsOf(const PageSource& page) {
  PageData items{PageData::type::list};
  for (const v1::Item& item : page.certificate.items()) {
    PageData row;
    row.set("title", page.words.Pick(item.title()));
    row.set("manufacturer", item.manufacturer());
    row.set("model", item.model());
    row.set("numbers", NumbersOf(item.identifications()));
    row.set("range_and_class",
            Joined({item.measuring_range(), item.accuracy_class(),
                    item.equipment_class()},
                   "\n"));
    items.push_back(std::move(row));
  }
  return items;
}

PageData ReferencesOf(const PageSource& page) {
  PageData references{PageData::type::list};
  for (const v1::ReferenceUse& use : page.certificate.references()) {
    PageData row;
    row.set("title", page.words.Pick(use.title()));
    row.set("records", RecordsOf(page, use));
    row.set("maker_model", Joined({use.manufacturer(), use.model()}, " / "));
    row.set("capability",
            Joined({use.measuring_range(), use.capability()}, "\n"));
    row.set("numbers", NumbersOf(use.identifications()));
    const std::string numbers = absl::StrJoin(use.certificate_numbers(), "\n");
    row.set("certificate_numbers", numbers);
    const auto held = page.options.held_references.find(use.id());
    if (held != page.options.held_references.end()) {
      row.set("page", UrlOf(page, held->second, "page"));
      if (numbers.empty()) row.set("certificate_numbers", held->second);
    } else {
      row.set("page", PageData::type::bool_false);
    }
    row.set("issuer", use.issuer().title().empty() ? use.issuer().code()
                                                   : use.issuer().title());
    row.set("assessment_number",
            Joined({use.assessment_number(),
                    Until(page, use.assessment_valid_to())},
                   "\n"));
    if (!use.valid_to().empty()) {
      row.set("valid_to", Until(page, use.valid_to()));
    }
    references.push_back(std::move(row));
  }
  return references;
}

PageData EnvironmentOf(const PageSource& page) {
  PageData conditions{PageData::type::list};
  for (const v1::EnvironmentCondition& one : page.certificate.environment()) {
    const std::string key = absl::StrCat("quantity_", one.quantity());
    PageData row;
    row.set("quantity", page.words.all().count(key) != 0 ? page.words.Say(key)
                                                         : one.quantity());
    const std::string numbers = one.min().empty() || one.max().empty()
                                    ? absl::StrCat(one.min(), one.max())
                                    : absl::StrCat(one.min(), " – ", one.max());
    row.set("value",
            Joined({WithUnit(numbers, one.unit()),
                    UncertaintyText(page, one.uncertainty(), one.unit())}));
    conditions.push_back(std::move(row));
  }
  return conditions;
}

PageData SignersOf(const PageSource& page) {
  PageData signers{PageData::type::list};
  for (const v1::Signer& signer : page.certificate.signers()) {
    PageData row;
    row.set("role", page.words.SayEnum("role", "ROLE_",
                                       v1::Signer::Role_Name(signer.role())));
    row.set("registration", signer.registration().empty()
                                ? page.words.Say("in_original")
                                : absl::StrCat(page.words.Say("registration"),
                                               " ", signer.registration()));
    signers.push_back(std::move(row));
  }
  return signers;
}

PageData RemarksOf(const PageSource& page) {
  PageData remarks{PageData::type::list};
  const auto add = [&](absl::string_view key) {
    remarks.push_back(TextRow(page.words.Say(key)));
  };
  const v1::Certificate& c = page.certificate;
  for (const std::string& text : c.statements()) {
    remarks.push_back(TextRow(text));
  }
  if (!c.traceability_statement().empty()) {
    remarks.push_back(TextRow(c.traceability_statement()));
  }
  if (IsOf(page, v1::Certificate::KIND_VERIFICATION_FAIL)) add("remark_fail");
  add("remark_this_item");
  add("remark_no_partial_copy");
  const auto& results = c.results();
  const bool has_bare =
      std::any_of(results.begin(), results.end(), [](const v1::Result& result) {
        return result.uncertainty().expanded().empty() &&
               result.uncertainty().standard().empty();
      });
  if (IsOf(page, v1::Certificate::KIND_CALIBRATION) && has_bare) {
    add("remark_no_uncertainty");
  }
  return remarks;
}

PageData ProofOf(const PageSource& page) {
  const v1::Certificate& c = page.certificate;
  Rows rows(page.words);
  rows.Add("digest", c.digest());
  rows.Add("media_type", c.media_type());
  rows.Add("name", c.name());
  rows.Add("log_index", absl::StrCat(c.log_index()));
  const absl::Time recorded = absl::FromUnixSeconds(c.recorded_at().seconds());
  rows.Add("recorded", absl::FormatTime("%Y-%m-%d %H:%M:%S", recorded,
                                        absl::UTCTimeZone()));
  rows.Add("signature",
           page.words.SayEnum("signature_state", "SIGNATURE_STATE_",
                              v1::SignatureState_Name(c.signature_state())));
  return rows.Take();
}

}  // namespace suyuan::certificates
