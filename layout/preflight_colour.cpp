#include "layout/preflight_colour.h"

#include <qpdf/QPDFExc.hh>

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace reservepost::layout {

namespace {

/// What an operator or a colour space paints with: as PDF names them, and inline images in short.
/// DeviceGray, which every profile covers, is in neither list.
const std::map<std::string, int, std::less<>> channels_of_space = {
    {"/DeviceRGB", 3}, {"/RGB", 3}, {"/DeviceCMYK", 4}, {"/CMYK", 4}};
const std::map<std::string, int, std::less<>> channels_of_operator = {
    {"rg", 3}, {"RG", 3}, {"k", 4}, {"K", 4}};

int channels_in(const std::map<std::string, int, std::less<>>& table, const std::string& name)
{
    const auto found = table.find(name);
    return found == table.end() ? 0 : found->second;
}

/// Hands on what a content stream paints with: the channels of a device colour.
class ContentColours : public QPDFObjectHandle::ParserCallbacks {
public:
    ContentColours(JudgingBudget& budget, std::function<void(int)> tell)
        : budget_(budget), tell_(std::move(tell))
    {
    }

    void handleObject(QPDFObjectHandle object) override
    {
        budget_.run_operator();
        if (!object.isOperator()) {
            // Within an inline image names stand in pairs, and its space is one of them.
            if (in_image_ && object.isName())
                tell_of(channels_in(channels_of_space, object.getName()));
            last_name_ = object.isName() ? object.getName() : "";
            return;
        }
        const std::string name = object.getOperatorValue();
        if (name == "BI") in_image_ = true;
        if (name == "ID" || name == "EI") in_image_ = false;
        tell_of(channels_in(channels_of_operator, name));
        if (name == "cs" || name == "CS") tell_of(channels_in(channels_of_space, last_name_));
        last_name_.clear();
    }

    void handleEOF() override {}

private:
    void tell_of(int channels)
    {
        if (channels > 0) tell_(channels);
    }

    JudgingBudget& budget_;
    std::function<void(int)> tell_;
    std::string last_name_;
    bool in_image_ = false;
};

/// Judges one file's pages, and each thing that they share once.
class ColourJudge {
public:
    ColourJudge(int channels, PreflightScope scope, JudgingBudget& budget, FindingList& findings)
        : channels_(channels), scope_(scope), budget_(budget), findings_(findings)
    {
    }

    void judge(const ReadPage& page, int number)
    {
        page_ = number;
        told_.clear();
        QPDFObjectHandle object = page.object;
        painted(object, page.resources, [&](auto& callbacks) {
            QPDFObjectHandle::parseContentStream(object.getKey("/Contents"), &callbacks);
        });
    }

private:
    /// Something with resources, a group and content: a page, a form, a pattern or a glyph.
    template <class Parse>
    void painted(QPDFObjectHandle dictionary, QPDFObjectHandle resources, const Parse& parse)
    {
        const JudgingBudget::Descent down(budget_);
        if (!resources.isDictionary()) resources = QPDFObjectHandle::newDictionary();
        judge_resources(resources);
        QPDFObjectHandle group = dictionary.getKey("/Group");
        if (group.isDictionary()) judge_space(group.getKey("/CS"), resources);
        if (scope_ == PreflightScope::Structure) return;
        ContentColours callbacks(budget_, [&](int channels) { device(channels, resources); });
        try {
            parse(callbacks);
        } catch (const QPDFExc&) {
            budget_.check();
            // Told already, by where its ink stands or by LZW, which is not read.
            if (!findings_.has("CONTENT_BROKEN") && !findings_.has("LZW_COMPRESSION"))
                findings_.add("CONTENT_BROKEN", page_, "content of the page cannot be read");
        }
        budget_.check();
    }

    void judge_stream(QPDFObjectHandle stream, QPDFObjectHandle inherited)
    {
        QPDFObjectHandle dictionary = stream.getDict();
        spend_plain(dictionary);
        QPDFObjectHandle own = dictionary.getKey("/Resources");
        painted(dictionary, own.isDictionary() ? own : inherited,
                [&](auto& callbacks) { QPDFObjectHandle::parseContentStream(stream, &callbacks); });
    }

    /// What is not compressed is held in memory too, and no filter counts it.
    void spend_plain(QPDFObjectHandle dictionary)
    {
        QPDFObjectHandle length = dictionary.getKey("/Length");
        if (dictionary.getKey("/Filter").isNull() && length.isInteger() && length.getIntValue() > 0)
            budget_.inflate(static_cast<std::uint64_t>(length.getIntValue()));
    }

    void judge_resources(QPDFObjectHandle resources)
    {
        if (!first_visit(resources)) return;
        const auto each = [&](const char* category, const auto& judge_one) {
            QPDFObjectHandle map = resources.getKey(category);
            if (!map.isDictionary()) return;
            for (auto& [name, value] : map.getDictAsMap()) {
                budget_.visit_object();
                judge_one(value);
            }
        };
        each("/ColorSpace", [&](QPDFObjectHandle& space) { judge_space(space, resources); });
        each("/XObject", [&](QPDFObjectHandle& object) { judge_object(object, resources); });
        each("/Pattern", [&](QPDFObjectHandle& pattern) { judge_pattern(pattern, resources); });
        each("/Shading", [&](QPDFObjectHandle& shading) { judge_shading(shading, resources); });
        each("/ExtGState", [&](QPDFObjectHandle& state) { judge_state(state, resources); });
        each("/Font", [&](QPDFObjectHandle& font) { judge_font(font, resources); });
    }

    void judge_object(QPDFObjectHandle object, QPDFObjectHandle resources)
    {
        if (!object.isStream() || !first_visit(object)) return;
        if (name_at(object.getDict(), "/Subtype") == "/Image")
            judge_image(object, resources);
        else if (name_at(object.getDict(), "/Subtype") == "/Form")
            judge_stream(object, resources);
    }

    void judge_image(QPDFObjectHandle image, QPDFObjectHandle resources)
    {
        QPDFObjectHandle dictionary = image.getDict();
        judge_space(dictionary.getKey("/ColorSpace"), resources);
    }

    void judge_pattern(QPDFObjectHandle pattern, QPDFObjectHandle resources)
    {
        if (!first_visit(pattern)) return;
        if (pattern.isStream())
            judge_stream(pattern, resources);
        else if (pattern.isDictionary())
            judge_shading(pattern.getKey("/Shading"), resources);
    }

    void judge_shading(QPDFObjectHandle shading, QPDFObjectHandle resources)
    {
        QPDFObjectHandle dictionary = dictionary_of(shading);
        if (dictionary.isDictionary()) judge_space(dictionary.getKey("/ColorSpace"), resources);
    }

    void judge_state(QPDFObjectHandle state, QPDFObjectHandle resources)
    {
        if (!state.isDictionary()) return;
        QPDFObjectHandle mask = state.getKey("/SMask");
        if (mask.isDictionary()) judge_object(mask.getKey("/G"), resources);
    }

    /// The glyphs of a Type 3 font are content.
    void judge_font(QPDFObjectHandle font, QPDFObjectHandle resources)
    {
        if (name_at(font, "/Subtype") != "/Type3" || !first_visit(font)) return;
        QPDFObjectHandle own = font.getKey("/Resources");
        QPDFObjectHandle glyphs = font.getKey("/CharProcs");
        if (!glyphs.isDictionary()) return;
        for (auto& [name, glyph] : glyphs.getDictAsMap()) {
            budget_.visit_object();
            if (!glyph.isStream() || !first_visit(glyph)) continue;
            spend_plain(glyph.getDict());
            painted(glyph.getDict(), own.isDictionary() ? own : resources, [&](auto& callbacks) {
                QPDFObjectHandle::parseContentStream(glyph, &callbacks);
            });
        }
    }

    /// A space, and those that it is made of.
    void judge_space(QPDFObjectHandle space, QPDFObjectHandle resources)
    {
        const JudgingBudget::Descent down(budget_);
        if (space.isName())
            return device(channels_in(channels_of_space, space.getName()), resources);
        if (!space.isArray() || space.getArrayNItems() == 0) return;
        QPDFObjectHandle first = space.getArrayItem(0);
        const std::string family = first.isName() ? first.getName() : "";
        if (family == "/Indexed" || family == "/Pattern")
            judge_space(item(space, 1), resources);
        else if (family == "/Separation" || family == "/DeviceN")
            judge_space(item(space, 2), resources);
        else
            device(channels_in(channels_of_space, family), resources);
    }

    static QPDFObjectHandle item(QPDFObjectHandle array, int index)
    {
        return index < array.getArrayNItems() ? array.getArrayItem(index)
                                              : QPDFObjectHandle::newNull();
    }

    void device(int channels, QPDFObjectHandle resources)
    {
        if (channels == 0 || channels == channels_) return;
        const bool rgb = channels == 3;
        QPDFObjectHandle spaces = resources.getKey("/ColorSpace");
        if (spaces.isDictionary() && spaces.hasKey(rgb ? "/DefaultRGB" : "/DefaultCMYK")) return;
        if (!told_.insert(channels).second) return;
        const std::string covered = channels_ == 0 ? "no profile covers it"
                                                   : "the output intent's profile has " +
                                                         std::to_string(channels_) + " channel" +
                                                         (channels_ == 1 ? "" : "s");
        findings_.add("DEVICE_COLOUR_NOT_COVERED", page_,
                      std::string(rgb ? "DeviceRGB" : "DeviceCMYK") + " is used, and " + covered);
    }

    /// What is no object of its own is judged wherever it stands.
    bool first_visit(QPDFObjectHandle object)
    {
        budget_.visit_object();
        return !object.isIndirect() || seen_.insert(object.getObjectID()).second;
    }

    int channels_;
    PreflightScope scope_;
    JudgingBudget& budget_;
    FindingList& findings_;
    int page_ = 0;
    std::set<int> told_; ///< Of this page.
    std::set<int> seen_; ///< By object.
};

} // namespace

void judge_colours(PdfReader& pdf, int channels, PreflightScope scope, JudgingBudget& budget,
                   FindingList& findings)
{
    ColourJudge judge(channels, scope, budget, findings);
    for (std::size_t i = 0; i < pdf.pages().size(); ++i)
        judge.judge(pdf.pages()[i], static_cast<int>(i) + 1);
}

} // namespace reservepost::layout
