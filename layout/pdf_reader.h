#pragma once

#include "layout/judging_budget.h"
#include "layout/pdf_inflating.h"
#include "layout/preflight_findings.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Reading a PDF that somebody made, as it stands: nothing is mended, and what is not right becomes
// a finding. The door for qpdf, together with those who judge what was read.

namespace reservepost::layout {

/// A page with what it inherits from the nodes above it. What is nowhere said is null.
struct ReadPage {
    QPDFObjectHandle object;
    QPDFObjectHandle media_box, crop_box, rotate, resources;
};

/// The dictionary that a value is, or that of the stream that it is; null for anything else.
QPDFObjectHandle dictionary_of(QPDFObjectHandle value);

/// The name that stands for `key` in a dictionary, with its "/"; empty if there is none.
std::string name_at(QPDFObjectHandle dictionary, const std::string& key);

/// Rectangles as PDF has them: corners in points, from the bottom left, in either order.
struct PdfBox {
    double left = 0, bottom = 0, right = 0, top = 0;
};

/// None if it is not an array of four numbers, or if one of them lies outside of any paper.
std::optional<PdfBox> find_box(QPDFObjectHandle value);

/// A file opened with qpdf. One thread at a time; what it gives is valid as long as it lives.
class PdfReader {
public:
    /// Both must outlive the reader.
    PdfReader(JudgingBudget& budget, FindingList& findings);
    PdfReader(const PdfReader&) = delete;
    PdfReader& operator=(const PdfReader&) = delete;

    /// Opens octets that must outlive the reader, or a file. False if there is no way into it; then
    /// a finding says why. Throws `CannotJudge` if opening costs more than it may, or the file
    /// cannot be read from the disk. To be called once.
    bool open(std::string_view octets);
    bool open(const std::filesystem::path& file);

    QPDFObjectHandle trailer() { return pdf_.getTrailer(); }
    QPDFObjectHandle catalogue() { return catalogue_; }
    std::string version() const { return version_; } ///< Of the header: "1.6".

    /// In the order in which they are printed.
    const std::vector<ReadPage>& pages() const { return pages_; }
    /// From 1; 0 if the object is no page.
    int number_of(QPDFObjectHandle page) const;

    /// Tells of what qpdf found wrong so far, once for all of it. To be called at the end.
    void tell_damage();

private:
    template <class Process> bool open(std::string_view head, const Process& process);
    bool read_head(std::string_view head);
    void read_pages();
    void read_node(QPDFObjectHandle node, ReadPage inherited, QPDFObjectHandle parent);
    void broken(std::string what);

    JudgingBudget& budget_;
    FindingList& findings_;
    MeteredInflating metering_;
    QPDF pdf_;
    QPDFObjectHandle catalogue_;
    std::string version_;
    std::vector<ReadPage> pages_;
    std::unordered_map<int, int> numbers_; ///< Of pages, by object; 0 for a node above them.
    bool told_damage_ = false;
};

} // namespace reservepost::layout
