#include "services/certificates/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::certificates {

absl::Status CertificateNotFound(const CertificateId& id) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("no certificate ", id.name())),
      "CERTIFICATE_NOT_FOUND");
}

absl::Status DocumentTooLarge(int64_t bytes, int64_t most) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "the document has ", bytes, " bytes; at most ", most, " are taken")),
      "DOCUMENT_TOO_LARGE");
}

absl::Status DccExportUnsayable(absl::string_view field,
                                absl::string_view what) {
  return WithReason(
      absl::FailedPreconditionError(
          absl::StrCat("a DCC cannot say the certificate: ", field, " ", what)),
      "DCC_EXPORT_UNSAYABLE");
}

absl::Status TooManyItems(int64_t count, int64_t most) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "the batch has ", count, " requests; at most ", most, " are taken")),
      "TOO_MANY");
}

absl::Status EtagMismatch(absl::string_view given, absl::string_view current) {
  return WithReason(
      absl::AbortedError(absl::StrCat("the certificate is at etag ", current,
                                      ", the request was made for ", given)),
      "ETAG_MISMATCH");
}

absl::Status AlreadyVoid(const CertificateId& id, absl::CivilDay since) {
  return WithReason(absl::FailedPreconditionError(
                        absl::StrCat(id.name(), " is void from ",
                                     absl::FormatCivilTime(since), " already")),
                    "ALREADY_VOID");
}

absl::Status AlreadyReplaced(const CertificateId& id, const CertificateId& by) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        id.name(), " is replaced by ", by.name(), " already")),
                    "ALREADY_REPLACED");
}

absl::Status IssuerMismatch(absl::string_view replaced,
                            absl::string_view replacing) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "a certificate is replaced by its own issuer: it is of \"", replaced,
          "\", the other of \"", replacing, "\"")),
      "ISSUER_MISMATCH");
}

absl::Status TokenAhead(int64_t asked, int64_t last) {
  return WithReason(
      absl::UnavailableError(absl::StrCat(
          "the answer would not include position ", asked,
          " of certificates yet, but ", last, "; repeat the call")),
      "READ_TOKEN_AHEAD");
}

absl::Status OutsideLog(absl::string_view field, int64_t asked, int64_t size) {
  return WithReason(absl::OutOfRangeError(absl::StrCat(
                        field, " ", asked, " is outside the log of ", size,
                        " signed leaves")),
                    "OUT_OF_RANGE");
}

absl::Status SignatureRefused(absl::string_view verdict,
                              absl::string_view key_id) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        "the signature by key ", key_id, " is ", verdict,
                        "; one that holds, by a key of the issuer, is wanted")),
                    "SIGNATURE_REFUSED");
}

absl::Status IssuingKeysInvalid(absl::string_view path,
                                absl::string_view what) {
  return WithReason(absl::FailedPreconditionError(
                        absl::StrCat("keys to issue with: ", path, " ", what)),
                    "ISSUING_KEYS_INVALID");
}

absl::Status IssuingKeyNone(absl::string_view institution) {
  return WithReason(
      absl::FailedPreconditionError(
          institution.empty()
              ? "the certificate names no institution as its issuer, whose key "
                "could sign it"
              : absl::StrCat("this service keeps no key of ", institution)),
      "ISSUING_KEY_NONE");
}

absl::Status IssuingNotAllowed(absl::string_view principal,
                               absl::string_view institution) {
  return WithReason(
      absl::PermissionDeniedError(absl::StrCat(
          principal, " may not have certificates signed by ", institution)),
      "ISSUING_NOT_ALLOWED");
}

absl::Status SchemaInvalid(absl::string_view version, int errors) {
  return WithReason(absl::InvalidArgumentError(
                        absl::StrCat("the document breaks the schema ", version,
                                     " in ", errors, " places")),
                    "SCHEMA_INVALID");
}

absl::Status SigningKeysNotReady() {
  return WithReason(
      absl::UnavailableError("the keys of institutions have not been read from "
                             "the registry yet; repeat the call"),
      "SIGNING_KEYS_NOT_READY");
}

absl::Status IdTaken(const CertificateId& id) {
  return WithReason(
      absl::AlreadyExistsError(absl::StrCat(
          id.name(), " is another document whose digest begins alike")),
      "CERTIFICATE_ID_TAKEN");
}

absl::Status RowMissing() {
  return WithReason(
      absl::DataLossError("a row that belongs to a certificate is missing"),
      "STORE_CORRUPT");
}

absl::Status TileNotFound(absl::string_view path, int64_t signed_size) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("the signed tree of ", signed_size,
                                       " leaves has no ", path)),
      "LOG_TILE_NOT_FOUND");
}

absl::Status WitnessesNone() {
  return WithReason(
      absl::NotFoundError("this log has no witnesses; its checkpoint is at "
                          "/log/checkpoint"),
      "LOG_WITNESSES_NONE");
}

absl::Status NotWitnessed() {
  return WithReason(
      absl::NotFoundError("no checkpoint has been cosigned by a quorum of "
                          "witnesses yet"),
      "LOG_NOT_WITNESSED");
}

absl::Status CheckpointNotPending() {
  return WithReason(
      absl::FailedPreconditionError(
          "the note is of another checkpoint than the one to be cosigned, "
          "which is at /log/checkpoint/pending"),
      "LOG_CHECKPOINT_NOT_PENDING");
}

absl::Status CosignatureInFuture(absl::string_view witness, absl::Time at) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "the cosignature of ", witness, " was made at ",
          absl::FormatTime(at, absl::UTCTimeZone()), ", which is to come")),
      "LOG_COSIGNATURE_TIME");
}

absl::Status LogForked(int64_t signed_size, int64_t stored_size) {
  return WithReason(
      absl::DataLossError(absl::StrCat("the signed checkpoint of size ",
                                       signed_size, " does not fit the ",
                                       stored_size, " leaves that are stored")),
      "LOG_FORKED");
}

absl::Status LogKeyChanged(absl::string_view verifier) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "the log was signed with another key or under another origin than ",
          verifier, "; put the key file back from its backup")),
      "LOG_KEY_CHANGED");
}

}  // namespace suyuan::certificates
