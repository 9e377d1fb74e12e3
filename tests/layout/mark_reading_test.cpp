#include "layout/mark_reading.h"

#include "layout/mark.h"
#include "tests/support/for_any.h"

#include <gtest/gtest.h>

#include <functional>

namespace reservepost::layout {

namespace {

const Rectangle place = *PageGeometry().mark;
const std::string digits = sheet_mark_digits({"01000123", 17, 2, 3, 5});

std::vector<Rectangle> drawn(std::string_view of)
{
    Frame frame;
    add_sheet_mark(frame, PageGeometry(), of);
    return rectangles_of(frame);
}

/// The place of one module, counted from the mark's top left corner.
Rectangle module_at(int column, int row)
{
    const Length side = Length::mm(0.5);
    return {{place.at.x + side * column, place.at.y + side * row}, {side, side}};
}

bool covers(const Rectangle& box, const Rectangle& inner)
{
    const Length hair = Length::mm(0.01);
    return box.at.x <= inner.at.x + hair && box.at.y <= inner.at.y + hair &&
           box.at.x + box.size.width + hair >= inner.at.x + inner.size.width &&
           box.at.y + box.size.height + hair >= inner.at.y + inner.size.height;
}

/// The same drawing with one module changed from dark to light or back.
std::vector<Rectangle> with_module_turned(std::vector<Rectangle> boxes, int column, int row)
{
    const Rectangle module = module_at(column, row);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Rectangle whole = boxes[i];
        if (!covers(whole, module)) continue;
        boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(i));
        const Length left = module.at.x - whole.at.x;
        const Length after = left + module.size.width;
        if (left > Length::mm(0.1)) boxes.push_back({whole.at, {left, whole.size.height}});
        if (whole.size.width - after > Length::mm(0.1)) {
            boxes.push_back(
                {{whole.at.x + after, whole.at.y}, {whole.size.width - after, whole.size.height}});
        }
        return boxes;
    }
    boxes.push_back(module);
    return boxes;
}

std::vector<std::string> codes(const std::vector<Finding>& findings)
{
    std::vector<std::string> all;
    for (const Finding& finding : findings)
        all.push_back(finding.code);
    return all;
}

constexpr PageRole front{true, true, true};

} // namespace

TEST(MarkReading, ReadsBackWhatWasDrawn)
{
    EXPECT_EQ(read_mark(drawn(digits), place), digits);
    EXPECT_TRUE(judge_mark(drawn(digits), front, PageGeometry(), 3).empty());
    EXPECT_TRUE(judge_mark(drawn(digits), front, PageGeometry(), 3, digits).empty());
}

TEST(MarkReading, AnyDigitsReadBack)
{
    tests::for_any(200, [] {
        const auto sheets = *rc::gen::inRange(1, 100);
        const std::string any =
            sheet_mark_digits({"0" + std::to_string(*rc::gen::inRange(1'000'000, 10'000'000)),
                               *rc::gen::inRange(1, 100'000'000), *rc::gen::inRange(1, sheets + 1),
                               sheets, *rc::gen::inRange(0, 10)});
        RC_ASSERT(read_mark(drawn(any), place) == any);
    });
}

TEST(MarkReading, EverySingleWrongModuleIsFound)
{
    const auto whole = drawn(digits);
    for (int row = 0; row < 18; ++row) {
        for (int column = 0; column < 18; ++column) {
            const auto wrong = with_module_turned(whole, column, row);
            ASSERT_NE(wrong, whole);
            EXPECT_EQ(read_mark(wrong, place), std::nullopt) << column << ' ' << row;
            EXPECT_EQ(codes(judge_mark(wrong, front, PageGeometry(), 1)),
                      std::vector<std::string>{"MARK_NOT_READABLE"});
        }
    }
}

TEST(MarkReading, TellsWhatIsWrong)
{
    using Boxes = std::vector<Rectangle>;
    const auto and_also = [](Rectangle box) {
        return [box](Boxes boxes) {
            boxes.push_back(box);
            return boxes;
        };
    };
    const auto moved = [](Length x, Length y) {
        return [x, y](Boxes boxes) {
            for (Rectangle& box : boxes)
                box.at = {box.at.x + x, box.at.y + y};
            return boxes;
        };
    };
    const auto mm = [](double x, double y, double width, double height) {
        return Rectangle{{Length::mm(x), Length::mm(y)}, {Length::mm(width), Length::mm(height)}};
    };
    struct {
        const char* why;
        std::function<Boxes(Boxes)> change;
        const char* code;
    } const cases[] = {
        {"nothing drawn", [](Boxes) { return Boxes(); }, "MARK_MISSING"},
        {"a rule elsewhere only", [&](Boxes) { return Boxes{mm(20, 100, 100, 0.3)}; },
         "MARK_MISSING"},
        {"a rule that ends where the place begins", [&](Boxes) { return Boxes{mm(0, 20, 6, 9)}; },
         "MARK_MISSING"},
        {"one black box", [&](Boxes) { return Boxes{place}; }, "MARK_NOT_READABLE"},
        {"a hairline alone", [&](Boxes) { return Boxes{mm(7, 20, 0.1, 9)}; }, "MARK_NOT_READABLE"},
        {"a fifth of a module to the right", moved(Length::mm(0.1), Length()), "MARK_NOT_READABLE"},
        {"a whole module lower", moved(Length(), Length::mm(0.5)), "MARK_NOT_READABLE"},
        {"upside down",
         [&](Boxes boxes) {
             for (Rectangle& box : boxes)
                 box.at.y =
                     place.at.y + place.at.y + place.size.height - box.at.y - box.size.height;
             return boxes;
         },
         "MARK_NOT_READABLE"},
        {"half the modules",
         [](Boxes boxes) {
             boxes.resize(boxes.size() / 2);
             return boxes;
         },
         "MARK_NOT_READABLE"},
        {"check digits of other digits",
         [](Boxes) { return drawn(digits.substr(0, 9) + "4" + digits.substr(10)); },
         "MARK_NOT_READABLE"},
        {"another version", [](Boxes) { return drawn("02" + digits.substr(2)); },
         "MARK_NOT_READABLE"},
        {"a hairline over light and dark", and_also(mm(8, 20, 0.1, 9)), "MORE_THAN_ONE_MARK"},
        {"a rule across its edge", and_also(mm(14.9, 20.1, 10, 0.2)), "MORE_THAN_ONE_MARK"},
        {"a black box over place and more", and_also(mm(5, 19, 11, 11)), "MORE_THAN_ONE_MARK"},
        {"a thin line on a dark module", and_also(mm(6.1, 22, 0.2, 5)), "MORE_THAN_ONE_MARK"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto boxes = c.change(drawn(digits));
        const auto findings = judge_mark(boxes, front, PageGeometry(), 7);
        EXPECT_EQ(codes(findings), std::vector<std::string>{c.code});
        if (findings.empty()) continue;
        EXPECT_EQ(findings[0].page, 7);
        EXPECT_EQ(findings[0].place, place);
        EXPECT_EQ(findings[0].what.find("01000123"), std::string::npos) << "no digits in words";
    }
}

TEST(MarkReading, ADrawingWithinAHairOfTheGridReads)
{
    auto boxes = drawn(digits);
    for (std::size_t i = 0; i < boxes.size(); ++i)
        boxes[i].at.x += Length::mm(i % 2 == 0 ? 0.02 : -0.02);
    EXPECT_EQ(read_mark(boxes, place), digits) << "a file's rounding";
    boxes.push_back({{place.at.x - Length::mm(2), place.at.y}, {Length::mm(2.005), Length::mm(1)}});
    EXPECT_EQ(read_mark(boxes, place), digits) << "a neighbour that ends at the edge";
}

TEST(MarkReading, EachModuleMayBeARectangleOfItsOwn)
{
    std::vector<Rectangle> single;
    const auto boxes = drawn(digits);
    for (int row = 0; row < 18; ++row)
        for (int column = 0; column < 18; ++column)
            for (const Rectangle& box : boxes)
                if (covers(box, module_at(column, row))) single.push_back(module_at(column, row));
    EXPECT_EQ(read_mark(single, place), digits);
    EXPECT_GT(single.size(), boxes.size());
}

TEST(MarkReading, BelongsToItsSheetAndSide)
{
    const auto other = drawn(sheet_mark_digits({"01000123", 17, 3, 3, 5}));
    const PageGeometry geometry;
    PageGeometry unmarked;
    unmarked.mark.reset();
    struct {
        const char* why;
        PageRole role;
        const std::vector<Rectangle> boxes;
        std::vector<std::string> expected;
    } const cases[] = {
        {"another sheet's", front, other, {"MARK_OF_ANOTHER_SHEET"}},
        {"on a back", {false, false, true}, drawn(digits), {"MARK_NOT_EXPECTED"}},
        {"on an enclosure without", {true, false, false}, drawn(digits), {"MARK_NOT_EXPECTED"}},
        {"a back without", {false, false, true}, {}, {}},
        {"a rule on a back is for judge_ink", {false, false, true}, {place}, {}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(codes(judge_mark(c.boxes, c.role, geometry, 1, digits)), c.expected);
        EXPECT_TRUE(judge_mark(c.boxes, c.role, unmarked, 1, digits).empty());
    }
}

TEST(MarkReading, APlaceOfNoSizeHoldsNothing)
{
    EXPECT_EQ(read_mark(drawn(digits), {place.at, {}}), std::nullopt);
}

} // namespace reservepost::layout
