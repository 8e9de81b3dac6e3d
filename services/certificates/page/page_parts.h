#ifndef SERVICES_CERTIFICATES_PAGE_PAGE_PARTS_H_
#define SERVICES_CERTIFICATES_PAGE_PAGE_PARTS_H_

#include <string>

#include "kainjow/mustache.hpp"
#include "services/certificates/page/page.h"
#include "services/certificates/page/words.h"
#include "suyuan/certificates/v1/certificate.pb.h"

// Inside the page: the parts of it as data for the template.

namespace suyuan::certificates {

using PageData = kainjow::mustache::data;

// Sets what a form says around its data, `w`, and in which language, `lang`.
void SetWords(const PageWords& words, PageData& to);

// What all parts are made from. Borrows all.
struct PageSource {
  const v1::Certificate& certificate;
  const PageOptions& options;
  const PageWords& words;
};

// The particulars on the cover: label and value each.
PageData FactsOf(const PageSource& page);
// That it does not count, or that another takes its place.
PageData BannersOf(const PageSource& page);
// That one should look twice.
PageData NotesOf(const PageSource& page);
PageData ItemsOf(const PageSource& page);
PageData ReferencesOf(const PageSource& page);
PageData EnvironmentOf(const PageSource& page);
PageData SignersOf(const PageSource& page);
PageData RemarksOf(const PageSource& page);
PageData ProofOf(const PageSource& page);

// Sets `columns` and `results` of `to`: a column for each field that any
// result has.
void AddResultTable(const PageSource& page, PageData& to);

// A value with its unit as people print it: "1.000 kg".
std::string WithUnit(const std::string& value, const std::string& unit);

// An uncertainty as stated, with what is stated of it: "U = 0.002 kg; k = 2". A
// coverage factor that is missing is said to be; "" where nothing is stated.
std::string UncertaintyText(const PageSource& page,
                            const metrology::v1::Uncertainty& u,
                            const std::string& unit);

// The address of a resource's page or record: "certificates/...", "standards/".
std::string UrlOf(const PageSource& page, const std::string& name,
                  absl::string_view verb);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_PAGE_PARTS_H_
