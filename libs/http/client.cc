#include "libs/http/client.h"

#include <curl/curl.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/http/errors.h"

namespace suyuan::http {
namespace {

constexpr long kMaxRedirections = 5;

// What an answer brings, up to a bound.
struct Body {
  std::string bytes;
  size_t max_bytes = 0;
};

// CURLOPT_WRITEFUNCTION: taking less than was given ends the exchange.
size_t Take(char* data, size_t size, size_t count, void* to) {
  auto& body = *static_cast<Body*>(to);
  const size_t bytes = size * count;
  if (bytes > body.max_bytes - body.bytes.size()) return 0;
  body.bytes.append(data, bytes);
  return bytes;
}

// Once, before any handle; the library is never taken down.
void InitialiseLibrary() {
  static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
  SUYUAN_CHECK(done == CURLE_OK);
}

}  // namespace

struct Client::Handle {
  Handle() : curl((InitialiseLibrary(), curl_easy_init())) {
    SUYUAN_CHECK(curl != nullptr);
  }
  ~Handle() {
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
  }
  void UseHeader(const std::string& header) {
    curl_slist_free_all(headers);
    headers = curl_slist_append(nullptr, header.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  }

  CURL* const curl;
  curl_slist* headers = nullptr;
};

Client::Client(Options options)
    : options_(options), handle_(std::make_unique<Handle>()) {}

Client::~Client() = default;

absl::StatusOr<std::string> Client::Get(const std::string& url) {
  curl_easy_reset(handle_->curl);
  return Perform(url);
}

absl::StatusOr<std::string> Client::Post(const std::string& url,
                                         absl::string_view content_type,
                                         absl::string_view body) {
  CURL* const curl = handle_->curl;
  curl_easy_reset(curl);
  handle_->UseHeader(absl::StrCat("Content-Type: ", content_type));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, body.data());
  return Perform(url);
}

absl::StatusOr<std::string> Client::Perform(const std::string& url) {
  CURL* const curl = handle_->curl;
  Body body{.max_bytes = options_.max_bytes};
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https,file");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMaxRedirections);
  curl_easy_setopt(
      curl, CURLOPT_TIMEOUT_MS,
      static_cast<long>(absl::ToInt64Milliseconds(options_.timeout)));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "suyuan");
  // Whatever the library can unpack; the bound holds for what comes of it.
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  const CURLcode done = curl_easy_perform(curl);
  if (done == CURLE_FILE_COULDNT_READ_FILE) return HttpNotFound(url);
  if (done == CURLE_WRITE_ERROR) {
    return HttpFailed(
        url, absl::StrCat("an answer of over ", options_.max_bytes, " bytes"));
  }
  if (done != CURLE_OK) return HttpFailed(url, curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  const bool is_file = absl::StartsWith(url, "file:");
  if (is_file || status == 200) return std::move(body.bytes);
  return HttpError(url, static_cast<int>(status), body.bytes);
}

}  // namespace suyuan::http
