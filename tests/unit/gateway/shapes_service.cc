#include "tests/unit/gateway/shapes_service.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status.h"
#include "libs/rpc/status.h"

namespace suyuan::testing {

using grpc::Status;
namespace v1 = gatewaytest::v1;

namespace {

std::string Metadata(const grpc::ServerContext& context, const char* key) {
  const auto& all = context.client_metadata();
  std::string out;
  for (auto [it, end] = all.equal_range(key); it != end; ++it) {
    absl::StrAppend(&out, out.empty() ? "" : "+",
                    absl::string_view(it->second.data(), it->second.size()));
  }
  return out;
}

}  // namespace

Status ShapesService::GetShape(Context*, const v1::GetShapeRequest* request,
                               Shape* shape) {
  shape->set_name(request->name());
  shape->set_kind(v1::KIND_SQUARE);
  shape->set_side_length(2.5);
  shape->set_area(9007199254740993);  // more than a JSON number holds
  shape->set_etag("7");
  return Status::OK;
}

Status ShapesService::ListShapes(Context* context,
                                 const v1::ListShapesRequest* request,
                                 v1::ListShapesResponse* response) {
  *response->mutable_seen() = *request;
  response->set_principal(Metadata(*context, "suyuan-principal"));
  response->set_traceparent(Metadata(*context, "traceparent"));
  response->set_seconds_left(
      std::chrono::duration<double>(context->deadline() -
                                    std::chrono::system_clock::now())
          .count());
  return Status::OK;
}

Status ShapesService::CreateShape(Context*,
                                  const v1::CreateShapeRequest* request,
                                  v1::CreateShapeRequest* response) {
  *response = *request;
  return Status::OK;
}

Status ShapesService::UpdateShape(Context*,
                                  const v1::CreateShapeRequest* request,
                                  v1::CreateShapeRequest* response) {
  *response = *request;
  return Status::OK;
}

Status ShapesService::TagShape(Context*, const v1::TagShapeRequest* request,
                               v1::TagShapeRequest* response) {
  *response = *request;
  return Status::OK;
}

Status ShapesService::ReplaceTags(Context*, const v1::TagShapeRequest* request,
                                  v1::TagShapeRequest* response) {
  *response = *request;
  return Status::OK;
}

Status ShapesService::CountShapes(Context*, const v1::GetShapeRequest*,
                                  v1::CountShapesResponse* response) {
  response->add_counts(1);
  response->add_counts(2);
  response->set_note("not asked for");
  return Status::OK;
}

Status ShapesService::ReadFile(Context*, const v1::GetShapeRequest* request,
                               Shape* shape) {
  shape->set_name(request->name());
  return Status::OK;
}

Status ShapesService::UploadDrawing(Context*,
                                    const v1::UploadDrawingRequest* request,
                                    Shape* shape) {
  shape->set_name(request->name());
  shape->set_media_type(request->drawing().content_type());
  shape->set_area(static_cast<int64_t>(request->drawing().data().size()));
  shape->set_drawing(request->drawing().data().substr(0, 16));
  return Status::OK;
}

Status ShapesService::DownloadDrawing(Context* context,
                                      const v1::GetShapeRequest* request,
                                      google::api::HttpBody* body) {
  body->set_content_type(request->name() == "shapes/evil"
                             ? "text/xml\r\nSet-Cookie: a=b"
                             : "application/xml");
  body->set_data(std::string("<\0>", 3));
  context->AddInitialMetadata("cache-control", "public, max-age=60");
  context->AddInitialMetadata("set-cookie", "a=b");
  return Status::OK;
}

Status ShapesService::WatchShapes(Context* context,
                                  const v1::WatchShapesRequest* request,
                                  grpc::ServerWriter<Shape>* writer) {
  Shape shape;
  if (request->count() < 0) {
    writer->Write(shape);
    return Wait(context, nullptr, nullptr);
  }
  shape.set_media_type(std::string(static_cast<size_t>(request->size()), 'm'));
  for (int i = 0; i < request->count(); ++i) {
    shape.set_area(i);
    if (!writer->Write(shape)) {
      ++cancelled;
      break;
    }
    ++written;
  }
  return Status(static_cast<grpc::StatusCode>(request->code()), "as asked");
}

Status ShapesService::StreamDrawing(
    Context*, const v1::WatchShapesRequest* request,
    grpc::ServerWriter<google::api::HttpBody>* writer) {
  google::api::HttpBody body;
  body.set_content_type("image/png");
  for (int i = 0; i < request->count(); ++i) {
    body.set_data(absl::StrCat("piece ", i, ";"));
    writer->Write(body);
  }
  return Status(static_cast<grpc::StatusCode>(request->code()), "as asked");
}

Status ShapesService::Fail(Context*, const v1::FailRequest* request, Shape*) {
  if (!request->details()) {
    return Status(static_cast<grpc::StatusCode>(request->code()),
                  "connect to ipv4:10.0.0.7:5432 failed");
  }
  absl::Status status = WithReason(
      absl::Status(static_cast<absl::StatusCode>(request->code()), "3 is odd"),
      "SHAPE_ODD");
  return rpc::ToGrpc(WithViolation(status, {"shape.side", "3 is odd"}),
                     "trace");
}

Status ShapesService::Wait(Context* context, const v1::GetShapeRequest*,
                           Shape*) {
  ++waiting;
  while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(2));
  ++cancelled;
  return Status::CANCELLED;
}

}  // namespace suyuan::testing
