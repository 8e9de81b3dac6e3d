#include "services/gateway/route_table.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "google/api/annotations.pb.h"
#include "google/api/httpbody.pb.h"
#include "libs/base/status.h"
#include "services/gateway/field_text.h"

namespace suyuan::gateway {
namespace {

using google::api::HttpRule;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

bool IsHttpBody(const google::protobuf::Descriptor* message) {
  return message != nullptr &&
         message->full_name() ==
             google::api::HttpBody::descriptor()->full_name();
}

bool IsHttpBody(const FieldDescriptor* field) {
  return !field->is_repeated() && IsHttpBody(field->message_type());
}

absl::Status Bad(const MethodDescriptor* method, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("google.api.http of ", method->full_name(), ": ", what));
}

// Method and path of a rule; {"", ""} for one without a pattern.
std::pair<std::string, std::string> Pattern(const HttpRule& rule) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet:
      return {"GET", rule.get()};
    case HttpRule::kPut:
      return {"PUT", rule.put()};
    case HttpRule::kPost:
      return {"POST", rule.post()};
    case HttpRule::kDelete:
      return {"DELETE", rule.delete_()};
    case HttpRule::kPatch:
      return {"PATCH", rule.patch()};
    case HttpRule::kCustom:
      return {rule.custom().kind(), rule.custom().path()};
    case HttpRule::PATTERN_NOT_SET:
      break;
  }
  return {};
}

absl::Status ReadBody(const HttpRule& rule, Route* route) {
  const auto* input = route->method->input_type();
  if (rule.body() == "*") {
    route->body = Route::Body::kAll;
    route->raw_request = IsHttpBody(input);
  } else if (!rule.body().empty()) {
    route->body = Route::Body::kField;
    route->body_field = input->FindFieldByName(rule.body());
    if (route->body_field == nullptr) {
      return Bad(route->method, absl::StrCat("no field ", rule.body()));
    }
    route->raw_request = IsHttpBody(route->body_field);
  }
  return absl::OkStatus();
}

absl::Status ReadResponse(const HttpRule& rule, Route* route) {
  const auto* output = route->method->output_type();
  route->raw_response = IsHttpBody(output);
  if (rule.response_body().empty()) return absl::OkStatus();
  route->response_field = output->FindFieldByName(rule.response_body());
  if (route->response_field == nullptr) {
    return Bad(route->method, absl::StrCat("no field ", rule.response_body()));
  }
  route->raw_response = IsHttpBody(route->response_field);
  return absl::OkStatus();
}

absl::StatusOr<Route> ReadRule(const MethodDescriptor* method,
                               const HttpRule& rule) {
  Route route;
  route.method = method;
  route.rpc =
      absl::StrCat("/", method->service()->full_name(), "/", method->name());
  std::string path;
  std::tie(route.http_method, path) = Pattern(rule);
  if (route.http_method.empty()) return Bad(method, "no pattern");
  absl::StatusOr<PathTemplate> parsed = PathTemplate::Parse(path);
  if (!parsed.ok()) return Bad(method, parsed.status().message());
  route.path = *std::move(parsed);
  for (const std::string& field : route.path.field_paths()) {
    const auto resolved = ResolveField(method->input_type(), field);
    if (!resolved.ok()) return Bad(method, resolved.status().message());
  }
  SUYUAN_RETURN_IF_ERROR(ReadBody(rule, &route));
  SUYUAN_RETURN_IF_ERROR(ReadResponse(rule, &route));
  return route;
}

}  // namespace

absl::StatusOr<RouteTable> RouteTable::Build(
    const std::vector<Service>& services) {
  RouteTable table;
  for (const Service& service : services) {
    const ServiceDescriptor* descriptor =
        DescriptorPool::generated_pool()->FindServiceByName(service.full_name);
    if (descriptor == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(
          "service ", service.full_name, " is not linked into this program"));
    }
    for (int i = 0; i < descriptor->method_count(); ++i) {
      SUYUAN_RETURN_IF_ERROR(
          table.AddMethod(descriptor->method(i), service.backend));
    }
  }
  SUYUAN_RETURN_IF_ERROR(table.Index());
  return table;
}

absl::Status RouteTable::AddMethod(const MethodDescriptor* method,
                                   size_t backend) {
  if (method->client_streaming()) return absl::OkStatus();
  if (!method->options().HasExtension(google::api::http)) {
    return absl::OkStatus();
  }
  const HttpRule& rule = method->options().GetExtension(google::api::http);
  std::vector<const HttpRule*> rules = {&rule};
  for (const HttpRule& more : rule.additional_bindings()) {
    rules.push_back(&more);
  }
  for (const HttpRule* one : rules) {
    SUYUAN_ASSIGN_OR_RETURN(Route route, ReadRule(method, *one));
    route.backend = backend;
    route.index = routes_.size();
    routes_.push_back(std::move(route));
  }
  return absl::OkStatus();
}

absl::Status RouteTable::Index() {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Route& route : routes_) {
    if (!seen.emplace(route.http_method, route.path.Shape()).second) {
      return Bad(route.method,
                 absl::StrCat(route.http_method, " ", route.path.Shape(),
                              " belongs to another method too"));
    }
    std::vector<size_t>& into =
        route.path.open_ended() ? open_ended_ : by_size_[route.path.size()];
    into.push_back(route.index);
  }
  const auto specific_first = [this](size_t a, size_t b) {
    const PathTemplate& x = routes_[a].path;
    const PathTemplate& y = routes_[b].path;
    if (x.verb().empty() != y.verb().empty()) return y.verb().empty();
    return x.literals() > y.literals();
  };
  for (auto& [size, indices] : by_size_) {
    std::stable_sort(indices.begin(), indices.end(), specific_first);
  }
  std::stable_sort(open_ended_.begin(), open_ended_.end(), specific_first);
  return absl::OkStatus();
}

RouteTable::Found RouteTable::Find(absl::string_view http_method,
                                   absl::string_view path) const {
  Found out;
  const auto segments = SplitPath(path);
  if (!segments) return out;
  const absl::string_view wanted = http_method == "HEAD" ? "GET" : http_method;
  std::set<std::string> allowed;
  const auto look = [&](const std::vector<size_t>& indices) {
    for (const size_t index : indices) {
      const Route& route = routes_[index];
      auto bindings = route.path.Match(*segments);
      if (!bindings) continue;
      if (route.http_method == wanted) {
        out.route = &route;
        out.bindings = *std::move(bindings);
        return true;
      }
      allowed.insert(route.http_method);
    }
    return false;
  };
  const auto sized = by_size_.find(segments->size());
  if (sized != by_size_.end() && look(sized->second)) return out;
  if (look(open_ended_)) return out;
  if (allowed.count("GET") > 0) allowed.insert("HEAD");
  out.allowed.assign(allowed.begin(), allowed.end());
  return out;
}

}  // namespace suyuan::gateway
