# Two thirds of what a compiler does here is to read the same headers again, so
# those that most sources include are read once: for libraries and services, and
# with Catch2 for tests. A source still includes what it uses by itself: with
# -DSUYUAN_PRECOMPILE=OFF it must compile as well.
option(SUYUAN_PRECOMPILE "Read the headers that most sources include once" ON)

set(SUYUAN_COMMON_HEADERS
  <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <cstdlib> <fstream>
  <functional> <iostream> <map> <memory> <optional> <set> <sstream> <string>
  <thread> <tuple> <utility> <variant> <vector>
  <absl/container/flat_hash_map.h> <absl/container/flat_hash_set.h>
  <absl/functional/any_invocable.h> <absl/functional/function_ref.h>
  <absl/status/status.h> <absl/status/statusor.h>
  <absl/strings/ascii.h> <absl/strings/match.h> <absl/strings/numbers.h>
  <absl/strings/str_cat.h> <absl/strings/str_format.h>
  <absl/strings/str_join.h> <absl/strings/str_split.h>
  <absl/strings/string_view.h> <absl/time/civil_time.h> <absl/time/time.h>
  <absl/types/span.h>
  <google/protobuf/descriptor.h> <google/protobuf/map.h>
  <google/protobuf/message.h> <google/protobuf/repeated_field.h>
  <google/protobuf/timestamp.pb.h> <grpcpp/grpcpp.h>
  <grpcpp/impl/codegen/async_stream.h> <grpcpp/support/method_handler.h>
)

# suyuan_precompiled_headers(NAME header...): what others reuse.
function(suyuan_precompiled_headers name)
  file(CONFIGURE OUTPUT ${name}.cc CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cc)
  target_link_libraries(${name} PRIVATE
    suyuan::options gRPC::grpc++ protobuf::libprotobuf)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

# suyuan_precompile_in(DIRECTORY NAME): all targets there and below reuse NAME.
function(suyuan_precompile_in directory name)
  get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    if(type MATCHES "STATIC_LIBRARY|EXECUTABLE")
      target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
  endforeach()
  get_property(below DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
  foreach(one ${below})
    suyuan_precompile_in(${one} ${name})
  endforeach()
endfunction()

function(suyuan_precompile)
  if(NOT SUYUAN_PRECOMPILE)
    return()
  endif()
  suyuan_precompiled_headers(suyuan_common ${SUYUAN_COMMON_HEADERS})
  suyuan_precompiled_headers(suyuan_common_of_tests
    ${SUYUAN_COMMON_HEADERS} <catch2/catch.hpp>)
  foreach(directory libs protos services)
    suyuan_precompile_in(${CMAKE_SOURCE_DIR}/${directory} suyuan_common)
  endforeach()
  suyuan_precompile_in(${CMAKE_SOURCE_DIR}/tests suyuan_common_of_tests)
endfunction()
