# suyuan_proto_library(NAME ROOT dir PROTOS a/b.proto ... [GRPC] [LIBS ...]):
# a static library of the generated messages (with GRPC also the stubs and the
# services) of the .proto files named relative to ROOT. Its users include
# "a/b.pb.h" and "a/b.grpc.pb.h". Each .proto file belongs to one library only:
# a file that is linked in twice ends the process at start.
find_package(Protobuf REQUIRED)
find_package(gRPC REQUIRED)

function(suyuan_proto_library name)
  cmake_parse_arguments(ARG "GRPC" "ROOT" "PROTOS;LIBS" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${out})
  set(includes -I ${ARG_ROOT})
  if(NOT ARG_ROOT STREQUAL ${CMAKE_SOURCE_DIR}/protos)
    list(APPEND includes -I ${CMAKE_SOURCE_DIR}/protos)
  endif()
  set(sources)
  foreach(proto ${ARG_PROTOS})
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(made ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(options --cpp_out=${out})
    if(ARG_GRPC)
      list(APPEND made ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      list(APPEND options --grpc_out=${out}
        --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${made}
      COMMAND protobuf::protoc ${includes} ${options} ${proto}
      DEPENDS ${ARG_ROOT}/${proto}
      COMMENT "protoc ${proto}"
      VERBATIM
    )
    list(APPEND sources ${made})
  endforeach()
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES SUYUAN_PROTOS "${ARG_PROTOS}")
  target_include_directories(${name} SYSTEM PUBLIC ${out})
  target_link_libraries(${name} PUBLIC suyuan::options protobuf::libprotobuf ${ARG_LIBS})
  if(ARG_GRPC)
    target_link_libraries(${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()
