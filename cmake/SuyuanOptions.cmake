# Everything of ours links suyuan::options: warnings, the include root and the
# sanitizer that the preset asks for.
set(SUYUAN_SANITIZE "" CACHE STRING "address (with undefined), fuzzer (with both), thread, or empty")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache asks for to keep what was compiled with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

find_package(absl REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

add_library(suyuan_options INTERFACE)
add_library(suyuan::options ALIAS suyuan_options)
target_include_directories(suyuan_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(suyuan_options INTERFACE -Wall -Wextra -Werror=return-type -Wno-missing-field-initializers)
# Precompiled headers fit only where these are the same for all.
target_compile_options(suyuan_options INTERFACE -pthread)
target_compile_definitions(suyuan_options INTERFACE _FILE_OFFSET_BITS=64)
target_link_libraries(suyuan_options INTERFACE Threads::Threads)
if(SUYUAN_SANITIZE STREQUAL "address")
  target_compile_options(suyuan_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(suyuan_options INTERFACE -fsanitize=address,undefined)
elseif(SUYUAN_SANITIZE STREQUAL "fuzzer")
  target_compile_options(suyuan_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(suyuan_options INTERFACE -fsanitize=address,undefined)
elseif(SUYUAN_SANITIZE STREQUAL "thread")
  target_compile_options(suyuan_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(suyuan_options INTERFACE -fsanitize=thread)
endif()
