#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// An element, or an attribute, which has neither elements nor attributes of its own.
struct XmlNode {
    std::string space; ///< The namespace's URI; empty where there is none.
    std::string name;  ///< Without a prefix.
    std::string text;  ///< Of the element itself, not of those within it.
    std::vector<XmlNode> attributes;
    std::vector<XmlNode> elements;
};

/// Reads XML with namespaces, and gives its root; none if it is not well-formed, is longer than a
/// mebibyte, nests deeper than 64 elements or has more than 20,000 of them. A document type is
/// refused, and with it every entity that expands or lies in another file. The door for Expat.
std::optional<XmlNode> read_xml(std::string_view octets);

} // namespace reservepost::layout
