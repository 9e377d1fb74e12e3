#include "tests/batch/printhouse/ticket_schema.h"

#include "layout/xml_reader.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <utility>

// The source of every row below: CIP4's XJDF 2.2 (the public schema xjdf.xsd, namespace
// http://www.CIP4.org/JDFSchema_2_0, and the tables of the specification). The specification alone
// says that Pages is even, that Types is Product and Version 2.2, that an Intent is named after
// what it holds and no product has two of one name, and that a Container is not the product itself.
//
// The table has what a ticket of ours says and no more: who adds an attribute or an element to the
// ticket looks it up there and adds its row here.

namespace reservepost::batch::printhouse {
namespace {

using layout::XmlNode;

constexpr const char* name_space = "http://www.CIP4.org/JDFSchema_2_0";
constexpr int any_number = 1'000'000;

enum class Role { Value, Id, Reference };

/// What a value looks like, and how a departure calls it.
struct Kind {
    const char* pattern;
    const char* words;
    Role role = Role::Value;
};

constexpr Kind text{"[^]+", "a text"};
constexpr Kind token{"[-A-Za-z0-9._:]+", "a name token"};
constexpr Kind whole{"[0-9]{1,9}", "a whole number"};
constexpr Kind even{"[0-9]{0,8}[02468]", "an even number"};
constexpr Kind decimal{"[0-9]+([.][0-9]+)?", "a number"};
constexpr Kind shape{"[0-9.]+ [0-9.]+ [0-9.]+", "three numbers"};
constexpr Kind truth{"true|false", "true or false"};
constexpr Kind instant{"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "an instant"};
constexpr Kind id{"[A-Za-z_][-A-Za-z0-9._]*", "an identifier", Role::Id};
constexpr Kind reference{id.pattern, "a reference", Role::Reference};
constexpr Kind types{"Product", "Product, as for every ticket that describes products"};
constexpr Kind version{"2[.]2", "2.2"};
constexpr Kind usage{"Input|Output", "one of Usage"};
constexpr Kind sides{"OneSided|OneSidedBack|TwoSidedHeadToFoot|TwoSidedHeadToHead", "one of Sides"};
constexpr Kind media_type{
    "Blanket|CorrugatedBoard|Disc|EmbossingFoil|Film|Foil|GravureCylinder|ImagingCylinder|"
    "LaminatingFoil|Other|Paper|Plate|Screen|SelfAdhesive|ShrinkFoil|Sleeve|Textile|"
    "Transparency|Vinyl",
    "one of MediaType"};

enum class Need { Required, Optional };
using enum Need;

struct AttributeRule {
    std::string name;
    Kind kind;
    Need need;
};

struct ChildRule {
    std::string name;
    int least;
    int most;
};

struct ElementRule {
    std::vector<AttributeRule> attributes;
    std::vector<ChildRule> children; ///< In their order.
};

const std::map<std::string, ElementRule>& rules()
{
    static const std::map<std::string, ElementRule> table{
        {"XJDF",
         {{{"JobID", token, Required}, {"Types", types, Required}, {"Version", version, Optional}},
          {{"AuditPool", 0, 1}, {"ProductList", 0, 1}, {"ResourceSet", 0, any_number}}}},
        {"AuditPool", {{}, {{"AuditCreated", 0, any_number}}}},
        {"AuditCreated", {{}, {{"Header", 1, 1}}}},
        {"Header", {{{"DeviceID", token, Required}, {"Time", instant, Required}}, {}}},
        {"ProductList", {{}, {{"Product", 1, any_number}}}},
        {"Product",
         {{{"Amount", whole, Optional},
           {"DescriptiveName", text, Optional},
           {"ID", id, Optional},
           {"IsRoot", truth, Optional},
           {"ProductType", token, Optional}},
          {{"Intent", 0, any_number}}}},
        {"Intent",
         {{{"Name", token, Required}},
          {{"AssemblingIntent", 0, 1}, {"LayoutIntent", 0, 1}, {"MediaIntent", 0, 1}}}},
        {"AssemblingIntent", {{{"Container", reference, Required}}, {{"BlowIn", 0, any_number}}}},
        {"BlowIn", {{{"ChildRef", reference, Required}}, {}}},
        {"LayoutIntent",
         {{{"FinishedDimensions", shape, Optional},
           {"Pages", even, Optional},
           {"Sides", sides, Optional}},
          {}}},
        {"MediaIntent", {{{"MediaType", media_type, Required}, {"Weight", decimal, Optional}}, {}}},
        {"ResourceSet",
         {{{"Name", token, Required}, {"Usage", usage, Optional}}, {{"Resource", 0, any_number}}}},
        {"Resource",
         {{},
          {{"Part", 0, any_number},
           {"Contact", 0, 1},
           {"DeliveryParams", 0, 1},
           {"RunList", 0, 1}}}},
        {"Part", {{{"ContactType", token, Optional}}, {}}},
        {"Contact", {{}, {{"Company", 0, 1}}}},
        {"Company", {{{"OrganizationName", text, Required}}, {}}},
        {"DeliveryParams", {{{"Required", instant, Optional}}, {{"DropItem", 0, any_number}}}},
        {"DropItem", {{{"Amount", whole, Required}, {"ItemRef", reference, Required}}, {}}},
        {"RunList", {{{"NPage", whole, Optional}}, {{"FileSpec", 0, 1}}}},
        {"FileSpec", {{{"MimeType", text, Optional}, {"URL", text, Optional}}, {}}},
    };
    return table;
}

/// The value of an attribute; empty where there is none.
std::string attribute(const XmlNode& element, const std::string& name)
{
    const auto found = std::ranges::find(element.attributes, name, &XmlNode::name);
    return found == element.attributes.end() ? std::string() : found->text;
}

bool matches(const std::string& value, const Kind& kind)
{
    // To compile an expression takes far longer than to use it.
    static std::map<std::string, std::regex> compiled;
    auto expression = compiled.find(kind.pattern);
    if (expression == compiled.end()) {
        expression = compiled.emplace(kind.pattern, std::regex(kind.pattern)).first;
    }
    return std::regex_match(value, expression->second);
}

/// Goes through a ticket once and keeps what departs.
class Check {
public:
    std::vector<std::string> of(const XmlNode& root)
    {
        if (root.name != "XJDF") say("the root is " + root.name + ", not XJDF");
        look_at(root);
        for (const auto& [from, to] : references_) {
            if (!ids_.contains(to)) say(from + " points to nothing: " + to);
        }
        return std::move(departures_);
    }

private:
    void say(std::string departure) { departures_.push_back(std::move(departure)); }

    void look_at(const XmlNode& element)
    {
        if (element.space != name_space) return say(element.name + " is in a foreign namespace");
        const auto rule = rules().find(element.name);
        if (rule == rules().end()) return say(element.name + " is not in the table");
        if (element.text.find_first_not_of(" \n") != std::string::npos) {
            say(element.name + " holds text");
        }
        attributes(element, rule->second.attributes);
        children(element, rule->second.children);
        if (element.name == "Intent") named(attribute(element, "Name"), element);
        if (element.name == "ResourceSet") {
            for (const XmlNode& resource : element.elements)
                named(attribute(element, "Name"), resource);
        }
        if (element.name == "Product") product(element);
        for (const XmlNode& child : element.elements)
            look_at(child);
    }

    void attributes(const XmlNode& element, const std::vector<AttributeRule>& allowed)
    {
        for (const XmlNode& present : element.attributes) {
            const std::string where = element.name + "/@" + present.name;
            const auto rule = std::ranges::find(allowed, present.name, &AttributeRule::name);
            if (rule == allowed.end() || !present.space.empty()) {
                say(where + " is not in the table");
            } else {
                value(where, rule->kind, present.text);
            }
        }
        for (const AttributeRule& rule : allowed) {
            const bool there =
                std::ranges::count(element.attributes, rule.name, &XmlNode::name) > 0;
            if (rule.need == Required && !there) {
                say(element.name + "/@" + rule.name + " is missing");
            }
        }
    }

    void value(const std::string& where, const Kind& kind, const std::string& value)
    {
        if (!matches(value, kind)) {
            say(where + " is not " + kind.words + ": " + value);
        }
        if (kind.role == Role::Id && !ids_.insert(value).second) {
            say(where + " is there twice: " + value);
        }
        if (kind.role == Role::Reference) references_.emplace_back(where, value);
    }

    void children(const XmlNode& element, const std::vector<ChildRule>& allowed)
    {
        std::map<std::string, int> count;
        auto furthest = allowed.begin();
        for (const XmlNode& child : element.elements) {
            const auto rule = std::ranges::find(allowed, child.name, &ChildRule::name);
            if (rule == allowed.end()) {
                say(child.name + " does not belong in " + element.name);
                continue;
            }
            if (rule < furthest) say(rule->name + " comes too late in " + element.name);
            furthest = std::max(furthest, rule);
            ++count[rule->name];
        }
        for (const ChildRule& rule : allowed) {
            if (count[rule.name] < rule.least) say(rule.name + " is missing in " + element.name);
            if (count[rule.name] > rule.most) {
                say(rule.name + " is there too often in " + element.name);
            }
        }
    }

    /// An Intent holds the intent that it is named after, a ResourceSet such resources.
    void named(const std::string& name, const XmlNode& element)
    {
        for (const XmlNode& inside : element.elements) {
            if (inside.name != "Part" && inside.name != name) {
                say(inside.name + " is held under the name " + name);
            }
        }
    }

    void product(const XmlNode& product)
    {
        std::set<std::string> names;
        for (const XmlNode& intent : product.elements) {
            const std::string name = attribute(intent, "Name");
            if (!names.insert(name).second) say("Product has two of " + name);
            for (const XmlNode& inside : intent.elements) {
                const std::string container = attribute(inside, "Container");
                if (!container.empty() && container == attribute(product, "ID")) {
                    say("AssemblingIntent/@Container is the product itself: " + container);
                }
            }
        }
    }

    std::vector<std::string> departures_;
    std::set<std::string> ids_;
    std::vector<std::pair<std::string, std::string>> references_; ///< From where to which ID.
};

} // namespace

std::vector<std::string> departures_from_xjdf(const std::string& xml)
{
    const auto root = layout::read_xml(xml);
    if (!root) return {"the ticket is not well-formed XML"};
    return Check().of(*root);
}

} // namespace reservepost::batch::printhouse
