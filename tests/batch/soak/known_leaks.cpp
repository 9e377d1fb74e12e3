// libpqxx 6.4 loses one answer (about 2 KB) when it finds a connection broken while it makes a
// result of it: it asks for the encoding first, and that throws. Once for each lost connection; not
// ours to mend. The name is the sanitizer's own.

extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libpqxx\n";
}
