#ifndef TESTS_UNIT_GATEWAY_SHAPES_SERVICE_H_
#define TESTS_UNIT_GATEWAY_SHAPES_SERVICE_H_

#include <atomic>
#include <string>

#include "suyuan/gatewaytest/v1/shapes.grpc.pb.h"

namespace suyuan::testing {

// Answers with what it saw.
class ShapesService : public gatewaytest::v1::Shapes::Service {
 public:
  using Context = grpc::ServerContext;
  using Shape = gatewaytest::v1::Shape;

  grpc::Status GetShape(Context*, const gatewaytest::v1::GetShapeRequest*,
                        Shape*) override;
  grpc::Status ListShapes(Context*, const gatewaytest::v1::ListShapesRequest*,
                          gatewaytest::v1::ListShapesResponse*) override;
  grpc::Status CreateShape(Context*, const gatewaytest::v1::CreateShapeRequest*,
                           gatewaytest::v1::CreateShapeRequest*) override;
  grpc::Status UpdateShape(Context*, const gatewaytest::v1::CreateShapeRequest*,
                           gatewaytest::v1::CreateShapeRequest*) override;
  grpc::Status TagShape(Context*, const gatewaytest::v1::TagShapeRequest*,
                        gatewaytest::v1::TagShapeRequest*) override;
  grpc::Status ReplaceTags(Context*, const gatewaytest::v1::TagShapeRequest*,
                           gatewaytest::v1::TagShapeRequest*) override;
  grpc::Status CountShapes(Context*, const gatewaytest::v1::GetShapeRequest*,
                           gatewaytest::v1::CountShapesResponse*) override;
  grpc::Status ReadFile(Context*, const gatewaytest::v1::GetShapeRequest*,
                        Shape*) override;
  grpc::Status UploadDrawing(Context*,
                             const gatewaytest::v1::UploadDrawingRequest*,
                             Shape*) override;
  grpc::Status DownloadDrawing(Context*,
                               const gatewaytest::v1::GetShapeRequest*,
                               google::api::HttpBody*) override;
  grpc::Status WatchShapes(Context*, const gatewaytest::v1::WatchShapesRequest*,
                           grpc::ServerWriter<Shape>*) override;
  grpc::Status StreamDrawing(
      Context*, const gatewaytest::v1::WatchShapesRequest*,
      grpc::ServerWriter<google::api::HttpBody>*) override;
  grpc::Status Fail(Context*, const gatewaytest::v1::FailRequest*,
                    Shape*) override;
  grpc::Status Wait(Context*, const gatewaytest::v1::GetShapeRequest*,
                    Shape*) override;

  std::atomic<int> waiting{0};
  std::atomic<int> cancelled{0};
  std::atomic<int> written{0};
};

}  // namespace suyuan::testing

#endif  // TESTS_UNIT_GATEWAY_SHAPES_SERVICE_H_
