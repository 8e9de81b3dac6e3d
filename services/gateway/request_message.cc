#include "services/gateway/request_message.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/api/httpbody.pb.h"
#include "libs/base/status.h"
#include "libs/text/utf8.h"

namespace suyuan::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

constexpr size_t kMaxErrorText = 300;

// Error texts quote the body.
std::string Short(absl::string_view text) {
  return text::ReplaceBadBytes(text.substr(0, kMaxErrorText));
}

bool Begins(const FieldPath& path, const FieldPath& with) {
  return path.size() >= with.size() &&
         std::equal(with.begin(), with.end(), path.begin());
}

absl::Status CheckFree(const Route& route, const QueryField& field) {
  const Descriptor* input = route.method->input_type();
  if (route.body == Route::Body::kAll) {
    return InvalidField(field.name, "belongs in the body of this request");
  }
  if (route.body == Route::Body::kField &&
      field.field.front() == route.body_field) {
    return InvalidField(field.name, "belongs in the body of this request");
  }
  for (const std::string& bound : route.path.field_paths()) {
    const auto path = ResolveField(input, bound);
    if (path.ok() && Begins(*path, field.field)) {
      return InvalidField(field.name, "is given by the path already");
    }
  }
  return absl::OkStatus();
}

// Why nlohmann refuses: "line 3, column 7: syntax error ...", or what it cannot
// hold, such as a number beyond a double.
std::string Why(const nlohmann::json::exception& error) {
  absl::string_view text = error.what();
  const size_t at = text.find(" at line ");
  const size_t skip =
      at != absl::string_view::npos ? at + 4 : text.find("] ") + 2;
  text.remove_prefix(std::min(skip, text.size()));
  return Short(text);
}

absl::Status NoJson(absl::string_view why) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat("the body is not JSON: ", why)),
      "JSON_INVALID");
}

// Why it is no JSON, or "" if it is after all.
std::string SyntaxError(const std::string& json) {
  try {
    [[maybe_unused]] const auto parsed =
        nlohmann::json::parse(json, [](int, auto, auto&) { return false; });
    return "";
  } catch (const nlohmann::json::exception& error) {
    return Why(error);
  }
}

// json_util says "(results[2].unit): invalid value ..." for a field and
// "(results[2]) unti: Cannot find field." for one that there is not.
absl::Status SemanticError(absl::string_view text) {
  std::string path;
  if (absl::ConsumePrefix(&text, "(")) {
    const size_t end = text.find(')');
    if (end != absl::string_view::npos) {
      path = std::string(text.substr(0, end));
      text.remove_prefix(end + 1);
      absl::ConsumePrefix(&text, ":");
      text = absl::StripLeadingAsciiWhitespace(text);
    }
  }
  if (absl::ConsumeSuffix(&text, ": Cannot find field.")) {
    path = absl::StrCat(path, path.empty() ? "" : ".", text);
    return InvalidField(Short(path), "there is no such field");
  }
  return InvalidField(path.empty() ? "body" : Short(path), Short(text));
}

absl::Status ParseJson(const std::string& json, Message* message) {
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, message);
  if (status.ok()) return absl::OkStatus();
  const std::string syntax = SyntaxError(json);
  if (!syntax.empty()) return NoJson(syntax);
  const auto text = status.message();
  return SemanticError(absl::string_view(text.data(), text.size()));
}

void FillHttpBody(RequestParts* parts, Message* message) {
  auto* raw =
      google::protobuf::DynamicCastToGenerated<google::api::HttpBody>(message);
  raw->set_content_type(parts->content_type);
  raw->set_data(std::move(parts->body));
}

// A field that is no message, or many: parsed once as JSON, so that its text
// can not reach beyond its own field.
absl::Status ParseValue(const Route& route, const std::string& body,
                        Message* request) {
  try {
    const nlohmann::json whole = {
        {route.body_field->json_name(), nlohmann::json::parse(body)}};
    return ParseJson(whole.dump(), request);
  } catch (const nlohmann::json::exception& error) {
    return NoJson(Why(error));
  }
}

absl::Status FillBody(const Route& route, RequestParts* parts,
                      Message* request) {
  if (route.body == Route::Body::kNone) return absl::OkStatus();
  Message* target = request;
  if (route.body == Route::Body::kField) {
    const FieldDescriptor* field = route.body_field;
    if (field->is_repeated() || field->message_type() == nullptr) {
      if (parts->body.empty()) return absl::OkStatus();
      return ParseValue(route, parts->body, request);
    }
    target = request->GetReflection()->MutableMessage(request, field);
  }
  if (route.raw_request) {
    FillHttpBody(parts, target);
    return absl::OkStatus();
  }
  if (parts->body.empty()) return absl::OkStatus();
  return ParseJson(parts->body, target);
}

// A field that the path fills holds nothing yet that a repeat would add to.
absl::Status FillPath(const Route& route, const PathBinding& binding,
                      Message* request) {
  SUYUAN_ASSIGN_OR_RETURN(
      const FieldPath field,
      ResolveField(route.method->input_type(), binding.field_path));
  Message* owner = request;
  for (size_t i = 0; i + 1 < field.size(); ++i) {
    owner = owner->GetReflection()->MutableMessage(owner, field[i]);
  }
  owner->GetReflection()->ClearField(owner, field.back());
  return SetFromText(request, field, binding.field_path, binding.value);
}

void FillRequestId(const std::string& key, Message* request) {
  const FieldDescriptor* field =
      request->GetDescriptor()->FindFieldByName("request_id");
  if (key.empty() || field == nullptr || field->is_repeated() ||
      field->type() != FieldDescriptor::TYPE_STRING ||
      !text::IsValidUtf8(key)) {
    return;
  }
  const auto* reflection = request->GetReflection();
  if (reflection->GetString(*request, field).empty()) {
    reflection->SetString(request, field, key);
  }
}

}  // namespace

absl::StatusOr<std::vector<QueryField>> ParseQuery(const Route& route,
                                                   absl::string_view query) {
  std::vector<QueryField> out;
  std::set<FieldPath> once;
  for (const absl::string_view pair :
       absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const size_t equals = std::min(pair.find('='), pair.size());
    const auto name = PercentDecode(pair.substr(0, equals), false, true);
    const auto text =
        PercentDecode(absl::StripPrefix(pair.substr(equals), "="), false, true);
    if (!name || !text) {
      return InvalidField(pair, "'%' without two hexadecimal digits");
    }
    const std::string shown = Short(*name);
    const auto field = ResolveField(route.method->input_type(), *name);
    if (!field.ok()) {
      return InvalidField(shown, "there is no such parameter");
    }
    QueryField one{*field, shown, *text};
    SUYUAN_RETURN_IF_ERROR(CheckFree(route, one));
    if (!field->back()->is_repeated() && !once.insert(*field).second) {
      return InvalidField(shown, "is given twice; it holds one value");
    }
    out.push_back(std::move(one));
  }
  return out;
}

absl::StatusOr<std::unique_ptr<Message>> MakeRequest(const Route& route,
                                                     RequestParts parts) {
  std::unique_ptr<Message> request(
      MessageFactory::generated_factory()
          ->GetPrototype(route.method->input_type())
          ->New());
  SUYUAN_RETURN_IF_ERROR(FillBody(route, &parts, request.get()));
  for (const QueryField& query : parts.query) {
    SUYUAN_RETURN_IF_ERROR(
        SetFromText(request.get(), query.field, query.name, query.text));
  }
  for (const PathBinding& binding : parts.bindings) {
    SUYUAN_RETURN_IF_ERROR(FillPath(route, binding, request.get()));
  }
  FillRequestId(parts.idempotency_key, request.get());
  return request;
}

}  // namespace suyuan::gateway
