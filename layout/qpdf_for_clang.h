#pragma once

#include <memory>
#include <vector>

// Read by clang before every file of layout (layout/CMakeLists.txt), by nobody else.
//
// qpdf 11 has a class JSON with a vector of itself in an inner class. From C++20 on, clang 16 wants
// to destroy such a vector while JSON is not known whole yet, and gives up. No file of ours ever
// has such a vector, and qpdf's own are made and destroyed in its library; so here they are octets
// of the same size.

class JSON;

template <> class std::vector<JSON> {
public:
    void* pointers[3] = {};
};
