#include "layout/pdf_reader.h"

#include <qpdf/QPDFExc.hh>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <new>

namespace reservepost::layout {

namespace {

constexpr std::size_t head_octets = 1024;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// For those keys that a page inherits.
QPDFObjectHandle own_or(QPDFObjectHandle dictionary, const char* key, QPDFObjectHandle inherited)
{
    QPDFObjectHandle own = dictionary.getKey(key);
    return own.isNull() ? inherited : own;
}

} // namespace

QPDFObjectHandle dictionary_of(QPDFObjectHandle value)
{
    if (value.isStream()) return value.getDict();
    return value.isDictionary() ? value : QPDFObjectHandle::newNull();
}

std::string name_at(QPDFObjectHandle dictionary, const std::string& key)
{
    if (!dictionary.isDictionary()) return "";
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isName() ? value.getName() : "";
}

std::optional<PdfBox> find_box(QPDFObjectHandle value)
{
    constexpr double largest = 1e6;
    if (!value.isArray() || value.getArrayNItems() != 4) return std::nullopt;
    double numbers[4] = {};
    for (int i = 0; i < 4; ++i) {
        QPDFObjectHandle item = value.getArrayItem(i);
        if (!item.isNumber()) return std::nullopt;
        numbers[i] = item.getNumericValue();
        if (!(std::abs(numbers[i]) <= largest)) return std::nullopt;
    }
    const auto [left, right] = std::minmax(numbers[0], numbers[2]);
    const auto [bottom, top] = std::minmax(numbers[1], numbers[3]);
    return PdfBox{left, bottom, right, top};
}

PdfReader::PdfReader(JudgingBudget& budget, FindingList& findings)
    : budget_(budget), findings_(findings), metering_(budget)
{
    pdf_.setSuppressWarnings(true);
    // What a reader must mend first is wrong; and mending a large file takes long.
    pdf_.setAttemptRecovery(false);
}

bool PdfReader::open(std::string_view octets)
{
    return open(octets.substr(0, head_octets),
                [&] { pdf_.processMemoryFile("PDF", octets.data(), octets.size()); });
}

bool PdfReader::open(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string head(head_octets, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (!in.is_open() || in.bad() || std::filesystem::is_directory(file))
        throw CannotJudge("FILE_NOT_READABLE", "the file cannot be opened; look whether it is "
                                               "there and may be read");
    head.resize(static_cast<std::size_t>(in.gcount()));
    return open(head, [&] { pdf_.processFile(file.c_str()); });
}

template <class Process> bool PdfReader::open(std::string_view head, const Process& process)
{
    if (!read_head(head)) return false;
    try {
        process();
        budget_.check();
        if (pdf_.isEncrypted()) findings_.add("PDF_IS_ENCRYPTED", 0, "the file is encrypted");
        catalogue_ = trailer().getKey("/Root");
        if (catalogue_.isDictionary()) {
            read_pages();
            return true;
        }
        findings_.add("FILE_IS_DAMAGED", 0, "the file has no catalogue");
    } catch (const QPDFExc& error) {
        budget_.check();
        const bool locked =
            error.getErrorCode() == qpdf_e_password || error.getErrorCode() == qpdf_e_unsupported;
        if (locked)
            findings_.add("PDF_IS_ENCRYPTED", 0, "the file opens with a password only");
        else
            findings_.add("FILE_IS_DAMAGED", 0,
                          "the file's objects cannot be found; it goes wrong at octet " +
                              std::to_string(error.getFilePosition()));
    }
    told_damage_ = true;
    return false;
}

bool PdfReader::read_head(std::string_view head)
{
    const std::size_t at = head.find("%PDF-");
    if (at == std::string_view::npos) {
        findings_.add("NOT_A_PDF", 0, "the file does not begin as a PDF does");
        return false;
    }
    if (at > 0)
        findings_.add("FILE_IS_DAMAGED", 0,
                      std::to_string(at) + " octets stand before the PDF's own beginning");
    const std::string_view number = head.substr(at + 5, 3);
    if (number.size() == 3 && is_digit(number[0]) && number[1] == '.' && is_digit(number[2]))
        version_ = number;
    return true;
}

int PdfReader::number_of(QPDFObjectHandle page) const
{
    const auto found = numbers_.find(page.getObjectID());
    return found == numbers_.end() || !page.isIndirect() ? 0 : found->second;
}

void PdfReader::tell_damage()
{
    const auto warnings = pdf_.getWarnings();
    if (warnings.empty() || told_damage_) return;
    told_damage_ = true;
    findings_.add(
        "FILE_IS_DAMAGED", 0,
        std::to_string(warnings.size()) +
            " of the file's objects or streams cannot be read; the first lies near octet " +
            std::to_string(warnings.front().getFilePosition()));
}

void PdfReader::broken(std::string what)
{
    findings_.add("PAGE_TREE_IS_BROKEN", 0, std::move(what));
}

void PdfReader::read_pages()
{
    QPDFObjectHandle root = catalogue_.getKey("/Pages");
    const QPDFObjectHandle none = QPDFObjectHandle::newNull();
    if (root.isDictionary()) read_node(root, {none, none, none, none, none}, none);
    if (pages_.empty()) {
        findings_.add("DOCUMENT_HAS_NO_PAGES", 0, "the file has no page");
        return;
    }
    QPDFObjectHandle count = root.getKey("/Count");
    if (!count.isInteger() || count.getIntValue() != static_cast<long long>(pages_.size()))
        broken("the tree of pages counts otherwise than the " + std::to_string(pages_.size()) +
               " pages that it holds");
}

void PdfReader::read_node(QPDFObjectHandle node, ReadPage inherited, QPDFObjectHandle parent)
{
    budget_.visit_object();
    const JudgingBudget::Descent down(budget_);
    if (!node.isDictionary() || !node.isIndirect())
        return broken("something in the tree of pages is no page");
    if (!numbers_.emplace(node.getObjectID(), 0).second)
        return broken("a page or a node of the tree of pages is in it twice");
    if (parent.isDictionary() && node.getKey("/Parent").getObjGen() != parent.getObjGen())
        broken("something in the tree of pages names another parent than the one above it");
    inherited.media_box = own_or(node, "/MediaBox", inherited.media_box);
    inherited.crop_box = own_or(node, "/CropBox", inherited.crop_box);
    inherited.rotate = own_or(node, "/Rotate", inherited.rotate);
    inherited.resources = own_or(node, "/Resources", inherited.resources);
    QPDFObjectHandle kids = node.getKey("/Kids");
    if (kids.isArray()) {
        for (QPDFObjectHandle& kid : kids.getArrayAsVector())
            read_node(kid, inherited, node);
        return;
    }
    if (name_at(node, "/Type") != "/Page")
        return broken("something in the tree of pages is no page");
    inherited.object = node;
    pages_.push_back(std::move(inherited));
    numbers_[node.getObjectID()] = static_cast<int>(pages_.size());
}

} // namespace reservepost::layout
