#ifndef SERVICES_GATEWAY_STREAM_EXCHANGE_H_
#define SERVICES_GATEWAY_STREAM_EXCHANGE_H_

#include <grpcpp/support/client_callback.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "services/gateway/call_exchange.h"

namespace suyuan::gateway {

// One message up, many down, each read only while fewer than
// ResponseWriter::kHighWater bytes wait for the client.
//
// As NDJSON (application/x-ndjson), one object a line:
//   {"result": <message>}       as often as there are messages
//   {"end": {"messages": 12}}   last, if the stream is whole
//   {"error": <google.rpc.Status>}  last, if it is not
// As server-sent events (Accept: text/event-stream):
//   data: <message>             event: end / event: error with the same data
// A stream without its last record was cut off. Raw bodies have no record: one
// that fails ends the connection without its last chunk. A failure before the
// first message is an ordinary error answer.
class StreamExchange
    : public CallExchange,
      public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  StreamExchange(GatewayCore* core, CallPlan plan,
                 std::shared_ptr<ResponseWriter> writer)
      : CallExchange(core, std::move(plan), std::move(writer)) {}

  void OnWritable() override;
  void OnGone() override;

  // Ends with SERVER_STOPPING after what has been passed on. Any thread.
  void EndSoon();

  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 protected:
  void StartCall() override;

 private:
  void ReadNext();
  // False if the message cannot be passed on.
  bool Pass(google::protobuf::Message* message);
  bool PassRaw(google::protobuf::Message* message);
  void BeginAnswer(absl::string_view content_type);
  void WriteRecord(absl::string_view name, absl::string_view json);

  std::shared_ptr<CallExchange> self_;  // until OnDone
  grpc::ByteBuffer response_;
  bool begun_ = false;
  bool broken_ = false;
  std::atomic<bool> stopped_{false};
  int64_t messages_ = 0;
  size_t bytes_ = 0;
  // The next read waits for OnWritable. Whoever takes it back starts the read.
  std::atomic<bool> paused_{false};
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_STREAM_EXCHANGE_H_
