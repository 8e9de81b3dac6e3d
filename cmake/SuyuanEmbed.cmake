# suyuan_embed_texts(PREFIX a.json b/c.html): files to be compiled in. Sets
# PREFIX_BYTES to C++ arrays that hold them and PREFIX_TEXTS to a list of
# {"name", {bytes, length}} by their names without folders; a configured .cc.in
# puts both where it wants. A change of a file configures anew.
function(suyuan_embed_texts prefix)
  set(bytes "")
  set(texts "")
  set(number 0)
  foreach(file ${ARGN})
    set(path ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(READ ${path} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
    get_filename_component(name ${file} NAME)
    string(APPEND bytes "constexpr char kText${number}[] = {${hex}};\n")
    string(APPEND texts
           "{\"${name}\", {kText${number}, sizeof(kText${number})}},")
    math(EXPR number "${number} + 1")
  endforeach()
  set(${prefix}_BYTES "${bytes}" PARENT_SCOPE)
  set(${prefix}_TEXTS "${texts}" PARENT_SCOPE)
endfunction()
