# Writes the source file that embed.cmake describes. Bytes go in as hexadecimal, so that no
# length limit of raw strings and no character of a text can matter.
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "constexpr unsigned char file_${number}[] = {${bytes}0x00};\n")
  string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(file_${number}), sizeof file_${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT}
  "// Generated from the files of the folder; see scripts/embed.cmake.\n"
  "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\nnamespace {\n${arrays}\n"
  "const EmbeddedFile files[] = {\n${rows}};\n} // namespace\n\n"
  "std::span<const EmbeddedFile> embedded_files()\n{\n    return files;\n}\n\n} // namespace ${NAMESPACE}\n")
