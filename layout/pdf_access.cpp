#include "layout/pdf_access.h"

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFExc.hh>

#include <string_view>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_octets = 32U << 20U;

/// Gathers what a stream decodes to, and stops a stream that goes on and on.
class Gathering : public Pipeline {
public:
    explicit Gathering(JudgingBudget& budget) : Pipeline("gathering", nullptr), budget_(budget) {}

    void write(const unsigned char* octets, std::size_t count) override
    {
        budget_.inflate(count);
        too_many_ = too_many_ || octets_.size() + count > most_octets;
        if (too_many_) stop();
        octets_.append(reinterpret_cast<const char*>(octets), count);
    }
    void finish() override {}

    /// Throws what `write` threw, which qpdf may have swallowed.
    void check()
    {
        budget_.check();
        if (too_many_) stop();
    }
    std::string take() { return std::move(octets_); }

private:
    [[noreturn]] static void stop()
    {
        throw CannotJudge("TOO_MUCH_TO_JUDGE", "one stream of a page's content or of a font is "
                                               "larger than 32 MiB");
    }

    JudgingBudget& budget_;
    std::string octets_;
    bool too_many_ = false;
};

} // namespace

double number_or(QPDFObjectHandle object, double otherwise)
{
    return object.isNumber() ? object.getNumericValue() : otherwise;
}

std::optional<std::vector<double>> numbers_of(QPDFObjectHandle array, int least)
{
    if (!array.isArray()) return std::nullopt;
    const int count = array.getArrayNItems();
    if (count < least || count > 1000) return std::nullopt;
    std::vector<double> numbers;
    for (int i = 0; i < count; ++i) {
        QPDFObjectHandle item = array.getArrayItem(i);
        if (!item.isNumber()) return std::nullopt;
        numbers.push_back(number_or(item, 0));
    }
    return numbers;
}

std::optional<InkBox> box_of(QPDFObjectHandle array)
{
    const auto sides = numbers_of(array, 4);
    if (!sides) return std::nullopt;
    return InkBox{(*sides)[0], (*sides)[1], (*sides)[2], (*sides)[3]}.upright();
}

Matrix matrix_of(QPDFObjectHandle array)
{
    const auto m = numbers_of(array, 6);
    if (!m) return {};
    return {(*m)[0], (*m)[1], (*m)[2], (*m)[3], (*m)[4], (*m)[5]};
}

QPDFObjectHandle value_of(QPDFObjectHandle dictionary, const std::string& key)
{
    if (dictionary.isStream()) return dictionary.getDict().getKey(key);
    if (dictionary.isDictionary()) return dictionary.getKey(key);
    return QPDFObjectHandle::newNull();
}

bool is_name(QPDFObjectHandle object, const char* name)
{
    return object.isName() && object.getName() == name;
}

std::optional<std::string> decoded_octets_of(QPDFObjectHandle stream, JudgingBudget& budget)
{
    if (!stream.isStream()) return std::nullopt;
    Gathering gathering(budget);
    bool whole = false;
    try {
        bool filtered = false;
        whole = stream.pipeStreamData(&gathering, &filtered, 0, qpdf_dl_generalized, true, false) &&
                filtered;
    } catch (const QPDFExc&) {
        whole = false;
    }
    gathering.check();
    if (!whole) return std::nullopt;
    return gathering.take();
}

} // namespace reservepost::layout
