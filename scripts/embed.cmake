# embed_files(VARIABLE NAMESPACE HEADER FILE...) generates one source file that defines
#   std::span<const EmbeddedFile> NAMESPACE::embedded_files()
# as HEADER declares it, sorted by file name, and puts its path into VARIABLE.
function(embed_files variable namespace header)
  set(files ${ARGN})
  list(SORT files)
  string(REPLACE ";" "|" joined "${files}")
  string(REPLACE "::" "_" stem ${namespace})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${stem}_embedded_files.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DNAMESPACE=${namespace}
            -DHEADER=${header} "-DFILES=${joined}"
            -P ${PROJECT_SOURCE_DIR}/scripts/embed_files.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/scripts/embed_files.cmake
    VERBATIM)
  set(${variable} ${output} PARENT_SCOPE)
endfunction()
