#ifndef LIBS_XMLDSIG_TRUST_FOLDER_H_
#define LIBS_XMLDSIG_TRUST_FOLDER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace suyuan::xmldsig {

// Whom an operator trusts: a folder of certificates and revocation lists, read
// once. A value that shares what it holds; thread-safe.
class TrustFolder {
 public:
  // Every plain file whose name does not begin with a dot is read as PEM, of
  // any number of certificates and revocation lists, or as one in DER. A
  // certificate that signed itself is a root; another helps to build chains and
  // is not trusted for being there.
  //   NotFound TRUST_FOLDER_MISSING: no such folder, or it cannot be listed
  // A file or part that cannot be used is left out and named in problems():
  // what is missing can only make fewer signatures valid. So are lists of a
  // part of what their issuer revokes (delta, indirect, by distribution
  // point). Files above 16 MiB, and all past the first 1000, are left out.
  static absl::StatusOr<TrustFolder> Read(const std::string& path);

  // Of all that was read: another where a file has another name or content. 64
  // hexadecimal digits.
  std::string fingerprint() const;
  std::size_t roots() const;
  std::size_t intermediates() const;
  std::size_t revocation_lists() const;
  // One line each: the file and what is wrong with it.
  const std::vector<std::string>& problems() const;

  // Inside libs/xmldsig.
  struct Content;
  const Content& content() const { return *content_; }

 private:
  explicit TrustFolder(std::shared_ptr<const Content> content)
      : content_(std::move(content)) {}

  std::shared_ptr<const Content> content_;
};

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_TRUST_FOLDER_H_
