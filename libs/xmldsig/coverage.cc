#include "libs/xmldsig/coverage.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/xml_tree.h"
#include "libs/xmldsig/algorithms.h"
#include "libs/xmldsig/finding_kinds.h"
#include "libs/xmldsig/removal.h"

namespace suyuan::xmldsig {
namespace {

// An id that is safe to look up and to show: no quotes, blanks or brackets.
bool IsPlainId(absl::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

class Judge {
 public:
  Judge(const SignatureElement& signature, const xmlNode* root,
        const ElementIds& ids)
      : signature_(signature), root_(root), ids_(ids) {}

  Coverage Decide() {
    for (const Reference& reference : signature_.references) Look(reference);
    coverage_.verdict = Conclude();
    return std::move(coverage_);
  }

 private:
  void Look(const Reference& reference) {
    if (!reference.uri.has_value()) {
      may_be_whole_ = true;
      return Unknown(reference, "SIG_REFERENCE_UNKNOWN", "(no URI)");
    }
    const absl::string_view uri = *reference.uri;
    if (uri.empty()) return Whole(reference, nullptr);
    if (uri[0] != '#') {
      if (other_.empty()) other_ = std::string(uri);
      return;
    }
    if (!IsPlainId(uri.substr(1))) {
      may_be_whole_ = true;
      return Unknown(reference, "SIG_REFERENCE_UNKNOWN", uri);
    }
    Element(reference, uri.substr(1));
  }

  void Element(const Reference& reference, absl::string_view id) {
    const std::vector<const xmlNode*>& named = ids_.With(id);
    if (named.empty()) return Wrong(reference, "SIG_REFERENCE_DANGLING", {id});
    if (named.size() > 1) {
      return Wrong(reference, "SIG_ID_REPEATED",
                   {id, absl::StrCat(named.size())});
    }
    if (named[0] == root_) return Whole(reference, root_);
    Part(reference, named[0], id);
  }

  // The document or its root: it needs a removal, and one canonical form may
  // follow.
  void Whole(const Reference& reference, const xmlNode* element) {
    may_be_whole_ = true;
    const std::vector<Transform>& transforms = reference.transforms;
    if (transforms.empty() ||
        !RemovalBy(transforms[0].node, transforms[0].algorithm).has_value()) {
      return Unknown(reference, "SIG_TRANSFORM_UNKNOWN",
                     transforms.empty() ? "(none)" : transforms[0].algorithm);
    }
    if (!CanonicalFrom(reference, 1)) return;
    has_whole_ = true;
    coverage_.covered.push_back({&reference, element});
    if (element != nullptr && HasInstructionOutside()) {
      Note(reference, "SIG_PROLOG_NOT_COVERED", {});
    }
  }

  // An element below the root: the signature's own, or a part of the document.
  void Part(const Reference& reference, const xmlNode* element,
            absl::string_view id) {
    if (!IsWithin(element, signature_.node) && part_.empty()) {
      part_ = std::string(id);
    }
    if (!CanonicalFrom(reference, 0)) return;
    coverage_.covered.push_back({&reference, element});
  }

  // Whether nothing or one canonical form stands from the transform `first` on.
  bool CanonicalFrom(const Reference& reference, std::size_t first) {
    const std::vector<Transform>& transforms = reference.transforms;
    if (transforms.size() <= first) return true;
    const bool is_known = IsCanonicalisation(transforms[first].algorithm);
    if (is_known && transforms.size() == first + 1) return true;
    Unknown(reference, "SIG_TRANSFORM_UNKNOWN",
            transforms[is_known ? first + 1 : first].algorithm);
    return false;
  }

  bool HasInstructionOutside() const {
    for (const xmlNode* at = root_->doc->children; at != nullptr;
         at = at->next) {
      if (at->type == XML_PI_NODE) return true;
    }
    return false;
  }

  Verdict Conclude() {
    if (!has_whole_) return WithoutTheWhole();
    if (!other_.empty()) {
      Note(signature_.references[0], "SIG_REFERENCE_EXTERNAL", {other_});
      is_unknown_ = true;
    }
    if (is_wrong_) return Verdict::kInvalid;
    return is_unknown_ ? Verdict::kIndeterminate : Verdict::kValid;
  }

  Verdict WithoutTheWhole() {
    const Reference& first = signature_.references[0];
    if (!other_.empty()) {
      Note(first, "SIG_OTHER_DOCUMENT", {other_});
    } else if (!part_.empty()) {
      Note(first, "SIG_COVERS_PART", {part_});
    } else if (may_be_whole_ && !is_wrong_) {
      return Verdict::kIndeterminate;
    } else if (!is_wrong_) {
      Note(first, "SIG_COVERS_NOTHING", {});
    }
    return Verdict::kInvalid;
  }

  void Note(const Reference& reference, absl::string_view code,
            absl::Span<const absl::string_view> seen) {
    coverage_.findings.push_back(FindingAt(reference.node, code, seen));
  }
  void Wrong(const Reference& reference, absl::string_view code,
             absl::Span<const absl::string_view> seen) {
    is_wrong_ = true;
    Note(reference, code, seen);
  }
  void Unknown(const Reference& reference, absl::string_view code,
               absl::string_view seen) {
    is_unknown_ = true;
    Note(reference, code, {seen});
  }

  const SignatureElement& signature_;
  const xmlNode* const root_;
  const ElementIds& ids_;
  Coverage coverage_;
  bool has_whole_ = false;
  // A reference that is not followed might cover the whole document.
  bool may_be_whole_ = false;
  bool is_wrong_ = false;
  bool is_unknown_ = false;
  // The first reference to another document, and to a part of this one.
  std::string other_;
  std::string part_;
};

}  // namespace

bool Coverage::Covers(const xmlNode* node) const {
  return std::any_of(
      covered.begin(), covered.end(), [node](const CoveredNode& one) {
        return one.element != nullptr && one.element->parent != nullptr &&
               one.element->parent->type == XML_ELEMENT_NODE &&
               IsWithin(node, one.element);
      });
}

Coverage CoverageOf(const SignatureElement& signature, const xmlNode* root,
                    const ElementIds& ids) {
  return Judge(signature, root, ids).Decide();
}

}  // namespace suyuan::xmldsig
