#include "layout/xml_reader.h"

#include <expat.h>

#include <memory>
#include <new>
#include <utility>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_octets = 1U << 20;
constexpr std::size_t most_depth = 64;
constexpr int most_elements = 20'000;
/// Between namespace and name, since it is in no URI and no name.
constexpr char between = '\n';

/// "http://…\nname" as a node of that name.
XmlNode named(std::string_view full)
{
    XmlNode node;
    const std::size_t end = full.find(between);
    if (end != std::string_view::npos) node.space = full.substr(0, end);
    node.name = end == std::string_view::npos ? full : full.substr(end + 1);
    return node;
}

/// What Expat tells, built into a tree. Its callbacks are C, so nothing may be thrown through them.
class Tree {
public:
    explicit Tree(XML_Parser parser) : parser_(parser)
    {
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, begin, end);
        XML_SetCharacterDataHandler(parser, text);
        XML_SetStartDoctypeDeclHandler(parser, document_type);
    }

    XmlNode root;

private:
    static void begin(void* self, const XML_Char* name, const XML_Char** attributes)
    {
        Tree& tree = *static_cast<Tree*>(self);
        if (tree.open_.size() >= most_depth || ++tree.elements_ > most_elements) {
            XML_StopParser(tree.parser_, XML_FALSE);
            return;
        }
        XmlNode node = named(name);
        for (; *attributes; attributes += 2) {
            node.attributes.push_back(named(attributes[0]));
            node.attributes.back().text = attributes[1];
        }
        // Within a root that is never moved, the last of each list stays where it is while it is
        // open.
        XmlNode* place = &tree.root;
        if (tree.open_.empty())
            *place = std::move(node);
        else
            place = &tree.open_.back()->elements.emplace_back(std::move(node));
        tree.open_.push_back(place);
    }

    /// Also told of an element at which the parser was stopped.
    static void end(void* self, const XML_Char*)
    {
        Tree& tree = *static_cast<Tree*>(self);
        if (!tree.open_.empty()) tree.open_.pop_back();
    }

    static void text(void* self, const XML_Char* octets, int length)
    {
        Tree& tree = *static_cast<Tree*>(self);
        if (!tree.open_.empty())
            tree.open_.back()->text.append(octets, static_cast<std::size_t>(length));
    }

    static void document_type(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int)
    {
        XML_StopParser(static_cast<Tree*>(self)->parser_, XML_FALSE);
    }

    XML_Parser parser_;
    std::vector<XmlNode*> open_;
    int elements_ = 0;
};

} // namespace

std::optional<XmlNode> read_xml(std::string_view octets)
{
    if (octets.size() > most_octets) return std::nullopt;
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
        XML_ParserCreateNS(nullptr, between), XML_ParserFree);
    if (!parser) throw std::bad_alloc();
    Tree tree(parser.get());
    const auto outcome =
        XML_Parse(parser.get(), octets.data(), static_cast<int>(octets.size()), XML_TRUE);
    if (outcome != XML_STATUS_OK) return std::nullopt;
    return std::move(tree.root);
}

} // namespace reservepost::layout
