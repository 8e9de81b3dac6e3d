#include "libs/xmldsig/trust_folder.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/xmldsig/trust_content.h"

namespace suyuan::xmldsig {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 16 << 20;
constexpr std::size_t kMostFiles = 1000;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

absl::Status TrustFolderMissing(const std::string& path,
                                absl::string_view problem) {
  return WithReason(absl::NotFoundError(
                        absl::StrCat("no trust folder ", path, ": ", problem)),
                    "TRUST_FOLDER_MISSING");
}

// Collects what the files hold.
class Reading {
 public:
  void ReadFile(const fs::path& path) {
    name_ = path.filename().string();
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error || size > kMostBytes) {
      return Problem(error ? error.message() : "larger than 16 MiB");
    }
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    // Of two digests each, so that no file's end is another's beginning.
    all_.Update(crypto::Sha256(name_).view());
    all_.Update(crypto::Sha256(bytes).view());
    if (!ReadPem(bytes) && !ReadDer(bytes)) {
      Problem("neither a certificate nor a revocation list in PEM or DER");
    }
  }

  void Problem(absl::string_view what) {
    content_.problems.push_back(absl::StrCat(name_, ": ", what));
  }

  TrustFolder::Content Take() {
    content_.fingerprint = all_.Finish().Hex();
    return std::move(content_);
  }

 private:
  // False where nothing in it is PEM.
  bool ReadPem(const std::string& bytes) {
    const std::unique_ptr<BIO, FreeBio> in(
        BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    SUYUAN_CHECK(in != nullptr);
    bool any = false;
    char* label = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    while (PEM_read_bio(in.get(), &label, &header, &data, &size) == 1) {
      any = true;
      AddPem(label, {reinterpret_cast<const char*>(data),
                     static_cast<std::size_t>(size)});
      OPENSSL_free(label);
      OPENSSL_free(header);
      OPENSSL_free(data);
    }
    ERR_clear_error();
    return any;
  }

  void AddPem(absl::string_view label, absl::string_view der) {
    if (label == PEM_STRING_X509 || label == PEM_STRING_X509_OLD) {
      Certificate certificate = DecodeCertificate(der);
      if (certificate == nullptr) return Problem("a certificate is broken");
      return Add(std::move(certificate));
    }
    if (label == PEM_STRING_X509_CRL) {
      RevocationList list = DecodeList(der);
      if (list == nullptr) return Problem("a revocation list is broken");
      return Add(std::move(list));
    }
    Problem(absl::StrCat("\"", label, "\" is of no use here"));
  }

  bool ReadDer(absl::string_view bytes) {
    if (Certificate certificate = DecodeCertificate(bytes)) {
      Add(std::move(certificate));
      return true;
    }
    if (RevocationList list = DecodeList(bytes)) {
      Add(std::move(list));
      return true;
    }
    return false;
  }

  static RevocationList DecodeList(absl::string_view der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    RevocationList list(
        d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
    ERR_clear_error();
    const bool is_whole =
        at == reinterpret_cast<const unsigned char*>(der.data() + der.size());
    return is_whole ? std::move(list) : nullptr;
  }

  void Add(Certificate certificate) {
    const bool is_root =
        X509_self_signed(certificate.get(), /*verify_signature=*/1) == 1;
    ERR_clear_error();
    (is_root ? content_.roots : content_.intermediates)
        .push_back(std::move(certificate));
  }

  // An extension that is critical narrows what the list speaks of, or is not
  // understood (RFC 5280 5.2).
  void Add(RevocationList list) {
    for (int at = 0; at < X509_CRL_get_ext_count(list.get()); ++at) {
      X509_EXTENSION* extension = X509_CRL_get_ext(list.get(), at);
      if (X509_EXTENSION_get_critical(extension) == 0) continue;
      return Problem("a revocation list with a critical extension is not used");
    }
    content_.lists.push_back(std::move(list));
  }

  std::string name_;
  crypto::Hasher all_ = crypto::Hasher::Sha256();
  TrustFolder::Content content_;
};

// The files of the folder, by name, so that two readings are alike.
absl::StatusOr<std::vector<fs::path>> FilesOf(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    std::error_code ignored;
    if (at->path().filename().string().front() != '.' &&
        fs::is_regular_file(at->path(), ignored)) {
      files.push_back(at->path());
    }
  }
  if (error) return TrustFolderMissing(folder, error.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<TrustFolder> TrustFolder::Read(const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<fs::path> files, FilesOf(path));
  Reading reading;
  for (std::size_t i = 0; i < std::min(files.size(), kMostFiles); ++i) {
    reading.ReadFile(files[i]);
  }
  if (files.size() > kMostFiles) {
    reading.Problem(absl::StrCat("the folder has ", files.size(),
                                 " files; those after this one are left out"));
  }
  return TrustFolder(std::make_shared<const Content>(reading.Take()));
}

std::string TrustFolder::fingerprint() const { return content_->fingerprint; }

std::size_t TrustFolder::roots() const { return content_->roots.size(); }

std::size_t TrustFolder::intermediates() const {
  return content_->intermediates.size();
}

std::size_t TrustFolder::revocation_lists() const {
  return content_->lists.size();
}

const std::vector<std::string>& TrustFolder::problems() const {
  return content_->problems;
}

}  // namespace suyuan::xmldsig
