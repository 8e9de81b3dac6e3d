#ifndef TESTS_UNIT_SUYUANCTL_WORLD_MEMORY_SERVICES_H_
#define TESTS_UNIT_SUYUANCTL_WORLD_MEMORY_SERVICES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "services/suyuanctl/world/services.h"

namespace suyuan::world::testing {

// A registry that keeps its newest revisions and counts its writes.
class MemoryRecords final : public Records {
 public:
  absl::StatusOr<Record> Create(const Record& record) override {
    if (refuse_title_ != "" && Inside(record).ShortDebugString().find(
                                   refuse_title_) != std::string::npos) {
      return InvalidField(absl::StrCat(FieldOf(record), ".title"),
                          "is not to be had");
    }
    if (records_.count(NameOf(record)) > 0) {
      return WithReason(absl::AlreadyExistsError("taken"), "RECORD_EXISTS");
    }
    return Write(record);
  }
  absl::StatusOr<Record> Get(absl::string_view name) override {
    const auto found = records_.find(std::string(name));
    if (found == records_.end()) {
      return WithReason(absl::NotFoundError(absl::StrCat("no ", name)),
                        "RECORD_NOT_FOUND");
    }
    return found->second;
  }
  absl::StatusOr<Record> Update(const Record& record,
                                absl::string_view etag) override {
    const Record& newest = records_.at(NameOf(record));
    if (MetaOf(newest).etag() != etag) {
      return WithReason(absl::AbortedError("another revision"),
                        "ETAG_MISMATCH");
    }
    return Write(record);
  }
  absl::StatusOr<Record> End(absl::string_view name, absl::string_view day,
                             absl::string_view reason) override {
    SUYUAN_ASSIGN_OR_RETURN(Record record, Get(name));
    SetLastDay(record, day);
    MutableMetaOf(record).set_end_reason(std::string(reason));
    return Write(record);
  }

  void RefuseTitle(absl::string_view title) {
    refuse_title_ = std::string(title);
  }
  int writes() const { return writes_; }

 private:
  Record Write(Record record) {
    const std::string name = NameOf(record);
    const auto before = records_.find(name);
    const int64_t revision =
        before == records_.end() ? 1 : MetaOf(before->second).revision() + 1;
    auto& meta = MutableMetaOf(record);
    meta.set_revision(revision);
    meta.set_etag(absl::StrCat("etag-", revision));
    meta.set_token(feed::ReadToken("registry", ++writes_).ToString());
    records_[name] = record;
    return record;
  }

  std::map<std::string, Record> records_;
  std::string refuse_title_;
  int writes_ = 0;
};

// A certificates service that tells certificates apart by what they say.
class MemoryCertificates final : public Certificates {
 public:
  using Certificate = certificates::v1::Certificate;
  using StatusChange = certificates::v1::StatusChange;

  absl::StatusOr<certificates::v1::ImportCertificateResponse> Import(
      const certificates::v1::ImportCertificateRequest& request) override {
    Certificate certificate = request.certificate();
    std::string key;
    if (request.has_dcc()) {
      key = request.dcc();
      certificate.set_number(request.dcc());
    } else {
      key = certificate.SerializeAsString();
    }
    for (Certificate& held : held_) {
      if (keys_[held.name()] != key) continue;
      certificates::v1::ImportCertificateResponse response;
      *response.mutable_certificate() = held;
      return response;
    }
    certificate.set_name(absl::StrCat("certificates/", held_.size()));
    keys_[certificate.name()] = key;
    held_.push_back(Written(std::move(certificate)));
    certificates::v1::ImportCertificateResponse response;
    *response.mutable_certificate() = held_.back();
    response.set_created(true);
    return response;
  }
  absl::StatusOr<std::vector<Certificate>> Find(
      absl::string_view number, absl::string_view issuer) override {
    std::vector<Certificate> out;
    for (const Certificate& held : held_) {
      if (held.number() == number &&
          (issuer.empty() || held.issuer().title() == issuer)) {
        out.push_back(held);
      }
    }
    return out;
  }
  absl::StatusOr<Certificate> Get(absl::string_view name) override {
    return Held(name);
  }
  absl::StatusOr<Certificate> Void(
      const certificates::v1::VoidCertificateRequest& request) override {
    StatusChange change;
    change.set_kind(StatusChange::KIND_VOIDED);
    change.set_void_from(request.void_from());
    return Add(request.name(), change);
  }
  absl::StatusOr<Certificate> Replace(
      const certificates::v1::ReplaceCertificateRequest& request) override {
    StatusChange change;
    change.set_kind(request.kind());
    change.set_replaced_by(request.replaced_by());
    return Add(request.name(), change);
  }

  int writes() const { return writes_; }

 private:
  Certificate& Held(absl::string_view name) {
    for (Certificate& held : held_) {
      if (held.name() == name) return held;
    }
    std::abort();
  }
  Certificate Written(Certificate certificate) {
    certificate.set_token(
        feed::ReadToken("certificates", ++writes_).ToString());
    return certificate;
  }
  Certificate Add(absl::string_view name, const StatusChange& change) {
    Certificate& held = Held(name);
    *held.add_status_changes() = change;
    held = Written(held);
    return held;
  }

  std::vector<Certificate> held_;
  std::map<std::string, std::string> keys_;
  int writes_ = 0;
};

}  // namespace suyuan::world::testing

#endif  // TESTS_UNIT_SUYUANCTL_WORLD_MEMORY_SERVICES_H_
