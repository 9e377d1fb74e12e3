#include "layout/preflight_objects.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace reservepost::layout {

namespace {

/// What a dictionary is, as far as the way to it tells: the same key means other things elsewhere,
/// and in a map of resources any name may stand.
enum class Kind { Any, Catalogue, Names, ResourceMap, FontMap, StateMap, Font, GraphicsState };

struct Met {
    QPDFObjectHandle object;
    Kind kind = Kind::Any;
};

/// A key that nothing of that kind may have.
struct BannedKey {
    const char* key;
    Kind kind; ///< `Any`: every dictionary but maps of resources.
    const char* code;
    const char* what;
};

constexpr BannedKey banned_keys[] = {
    {"/AA", Kind::Any, "ADDITIONAL_ACTIONS", "something has additional actions (/AA)"},
    {"/OpenAction", Kind::Catalogue, "OPEN_ACTION", "the catalogue has an /OpenAction"},
    {"/AcroForm", Kind::Catalogue, "INTERACTIVE_FORM", "the catalogue has an /AcroForm"},
    {"/JavaScript", Kind::Names, "JAVASCRIPT", "the names of the catalogue hold JavaScript"},
    {"/EmbeddedFiles", Kind::Names, "EMBEDDED_FILES", "the names of the catalogue hold files"},
    {"/EF", Kind::Any, "EMBEDDED_FILES", "a file lies within the file"},
    {"/OPI", Kind::Any, "OPI_COMMENT", "an image or form has /OPI"},
    {"/Alternates", Kind::Any, "ALTERNATE_IMAGE", "an image has /Alternates"},
    {"/TR", Kind::GraphicsState, "TRANSFER_FUNCTION", "a graphics state has /TR"},
};

/// What a value is, by its key in a dictionary of that kind.
Kind kind_of(const std::string& key, Kind above)
{
    if (above == Kind::FontMap) return Kind::Font;
    if (above == Kind::StateMap) return Kind::GraphicsState;
    if (above == Kind::ResourceMap) return Kind::Any;
    if (above == Kind::Catalogue && key == "/Names") return Kind::Names;
    if (key == "/Font") return Kind::FontMap;
    if (key == "/ExtGState") return Kind::StateMap;
    for (const char* map :
         {"/XObject", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs"})
        if (key == map) return Kind::ResourceMap;
    return Kind::Any;
}

bool is_map(Kind kind)
{
    return kind == Kind::ResourceMap || kind == Kind::FontMap || kind == Kind::StateMap;
}

/// Keys that lead back up, or from one page to another.
bool leads_away(const std::string& key)
{
    return key == "/Parent" || key == "/DPart" || key == "/P";
}

class ObjectWalk {
public:
    ObjectWalk(PdfReader& pdf, PdfStandard standard, JudgingBudget& budget, FindingList& findings)
        : pdf_(pdf), strict_(standard == PdfStandard::PdfX4PdfVt1), budget_(budget),
          findings_(findings)
    {
    }

    void walk()
    {
        for (std::size_t i = 0; i < pdf_.pages().size(); ++i) {
            page_ = static_cast<int>(i) + 1;
            const ReadPage& page = pdf_.pages()[i];
            seen_.insert(QPDFObjectHandle(page.object).getObjectID());
            walk_from({page.resources, Kind::Any});
            judge_dictionary(page.object, Kind::Any);
            walk_open();
        }
        page_ = 0;
        walk_from({pdf_.catalogue(), Kind::Catalogue});
        if (strict_) walk_from({pdf_.trailer(), Kind::Any});
    }

private:
    void walk_from(Met met)
    {
        open_.push_back(std::move(met));
        walk_open();
    }

    void walk_open()
    {
        while (!open_.empty()) {
            const Met met = std::move(open_.back());
            open_.pop_back();
            visit(met.object, met.kind);
        }
    }

    void visit(QPDFObjectHandle object, Kind kind)
    {
        budget_.visit_object();
        // A page and all that is its own is met as that page, never on the way from another.
        if (object.isIndirect() &&
            (pdf_.number_of(object) > 0 || !seen_.insert(object.getObjectID()).second))
            return;
        if (object.isStream()) {
            judge_stream(object);
            judge_dictionary(object.getDict(), kind);
        } else if (object.isDictionary()) {
            judge_dictionary(object, kind);
        } else if (object.isArray()) {
            const Kind below = kind == Kind::FontMap ? Kind::Any : kind;
            for (QPDFObjectHandle& item : object.getArrayAsVector())
                push(item, below);
        }
    }

    void push(QPDFObjectHandle& value, Kind kind)
    {
        if (value.isIndirect() || value.isDictionary() || value.isArray())
            open_.push_back({value, kind});
        else
            budget_.visit_object();
    }

    void judge_dictionary(QPDFObjectHandle dictionary, Kind kind)
    {
        for (auto& [key, value] : dictionary.getDictAsMap()) {
            if (leads_away(key) && !is_map(kind)) continue;
            if (strict_ && !is_map(kind)) judge_key(key, value, kind, dictionary);
            push(value, kind_of(key, kind));
        }
        if (kind == Kind::Font || (!is_map(kind) && name_at(dictionary, "/Type") == "/Font"))
            judge_font(dictionary, page_, findings_);
    }

    void judge_key(const std::string& key, QPDFObjectHandle& value, Kind kind,
                   QPDFObjectHandle& dictionary)
    {
        for (const BannedKey& banned : banned_keys)
            if (key == banned.key && (banned.kind == Kind::Any || banned.kind == kind))
                tell(banned.code, banned.what);
        if (key == "/S" && value.isName() && value.getName() == "/JavaScript")
            tell("JAVASCRIPT", "an action is JavaScript");
        if (key == "/TR2" && kind == Kind::GraphicsState &&
            !(value.isName() && value.getName() == "/Default"))
            tell("TRANSFER_FUNCTION", "a graphics state has a /TR2 other than Default");
        if (key == "/GTS_Encapsulated" && value.isBool() && value.getBoolValue() &&
            !(dictionary.getKey("/GTS_Scope").isName() && dictionary.getKey("/GTS_XID").isString()))
            tell("ENCAPSULATION_INCOMPLETE", "/GTS_Encapsulated stands without scope or identity");
    }

    void judge_stream(QPDFObjectHandle stream)
    {
        if (!strict_) return;
        QPDFObjectHandle dictionary = stream.getDict();
        const std::string kind = name_at(dictionary, "/Subtype");
        if (kind == "/PS" || (kind == "/Form" && (dictionary.hasKey("/PS") ||
                                                  name_at(dictionary, "/Subtype2") == "/PS")))
            tell("POSTSCRIPT_XOBJECT", "an XObject is PostScript");
        if (kind == "/Form" && dictionary.hasKey("/Ref"))
            tell("REFERENCE_XOBJECT", "a form has a /Ref");
        if (dictionary.hasKey("/F"))
            tell("EXTERNAL_STREAM", "a stream's content lies in another file");
        if (uses_lzw(dictionary.getKey("/Filter")))
            tell("LZW_COMPRESSION", "a stream uses LZWDecode");
    }

    static bool uses_lzw(QPDFObjectHandle filter)
    {
        const auto is_lzw = [](QPDFObjectHandle name) {
            return name.isName() && (name.getName() == "/LZWDecode" || name.getName() == "/LZW");
        };
        if (!filter.isArray()) return is_lzw(filter);
        auto names = filter.getArrayAsVector();
        return std::ranges::any_of(names, is_lzw);
    }

    void tell(const char* code, const char* what) { findings_.add(code, page_, what); }

    PdfReader& pdf_;
    bool strict_;
    JudgingBudget& budget_;
    FindingList& findings_;
    std::vector<Met> open_;
    std::set<int> seen_; ///< By object.
    int page_ = 0;
};

} // namespace

void judge_objects(PdfReader& pdf, PdfStandard standard, JudgingBudget& budget,
                   FindingList& findings)
{
    ObjectWalk(pdf, standard, budget, findings).walk();
}

} // namespace reservepost::layout
