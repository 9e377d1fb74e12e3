#include "broken_pdfs.h"

#include "layout/mark.h"
#include "pdf_tools.h"
#include "sample_letters.h"

#include <qpdf/QPDFWriter.hh>

#include <stdexcept>

namespace reservepost::layout {

namespace {

PdfPiece piece_of(const Letter& letter, std::int64_t number)
{
    const PageGeometry geometry;
    Composition composition = shared_workshop().compose(letter, geometry);
    for (int sheet = 1; sheet <= composition.sheets; ++sheet)
        add_sheet_mark(composition.pages[static_cast<std::size_t>(sheet - 1) * 2], geometry,
                       sheet_mark_digits({"01000001", number, sheet, composition.sheets, 5}));
    return {number, "forwarding", composition.sheets, "duplex", "C5", composition.pages};
}

std::string replaced(std::string text, std::size_t at, std::string_view from, std::string_view to)
{
    if (at == std::string::npos) throw std::logic_error("nothing to break: " + std::string(from));
    return text.replace(at, from.size(), to);
}

void read(QPDF& pdf, const std::string& octets)
{
    pdf.processMemoryFile("good", octets.data(), octets.size());
}

std::string written(QPDF& pdf, const std::function<void(QPDFWriter&)>& set)
{
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setStaticID(true);
    writer.setCompressStreams(false);
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setObjectStreamMode(qpdf_o_disable);
    set(writer);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

} // namespace

const std::string& good_pdf()
{
    static const std::string pdf = [] {
        PdfJob job = empty_job();
        job.pieces.push_back(piece_of(sample_long_letter(8), 1));
        job.pieces.push_back(piece_of(sample_forwarding_letter(), 2));
        return write_pdf(job, shared_library());
    }();
    return pdf;
}

std::string changed(const Breaking& breaking)
{
    QPDF pdf;
    read(pdf, good_pdf());
    breaking(pdf);
    return written(pdf, [](QPDFWriter&) {});
}

std::string with_octets(std::string_view from, std::string_view to)
{
    return replaced(good_pdf(), good_pdf().find(from), from, to);
}

std::string with_last_octets(std::string_view from, std::string_view to)
{
    return replaced(good_pdf(), good_pdf().rfind(from), from, to);
}

std::string encrypted(const std::string& user)
{
    QPDF pdf;
    read(pdf, good_pdf());
    return written(pdf, [&](QPDFWriter& writer) {
        writer.setR3EncryptionParametersInsecure(user.c_str(), "owner", true, true, true, true,
                                                 true, true, qpdf_r3p_full);
    });
}

QPDFObjectHandle page_of(QPDF& pdf, std::size_t number)
{
    return pdf.getAllPages().at(number - 1);
}

QPDFObjectHandle resources_of(QPDF& pdf)
{
    return pdf.getRoot().getKey("/Pages").getKey("/Resources");
}

QPDFObjectHandle part_of(QPDF& pdf, std::size_t page)
{
    return page_of(pdf, page).getKey("/DPart");
}

void put(QPDFObjectHandle dictionary, const std::string& key, const std::string& value)
{
    dictionary.replaceKey(key, QPDFObjectHandle::parse(value));
}

QPDFObjectHandle stream(QPDF& pdf, const std::string& octets, const std::string& dictionary)
{
    QPDFObjectHandle made = QPDFObjectHandle::newStream(&pdf, octets);
    for (auto& [key, value] : QPDFObjectHandle::parse(dictionary).getDictAsMap())
        made.getDict().replaceKey(key, value);
    return made;
}

Breaking draws(std::string content)
{
    return [content = std::move(content)](QPDF& pdf) {
        QPDFObjectHandle page = page_of(pdf, 1);
        QPDFObjectHandle all = QPDFObjectHandle::newArray();
        all.appendItem(page.getKey("/Contents"));
        all.appendItem(stream(pdf, content));
        page.replaceKey("/Contents", all);
    };
}

Breaking says(std::string from, std::string to)
{
    return [from = std::move(from), to = std::move(to)](QPDF& pdf) {
        QPDFObjectHandle packet = pdf.getRoot().getKey("/Metadata");
        const auto buffer = packet.getStreamData();
        const std::string text(reinterpret_cast<const char*>(buffer->getBuffer()),
                               buffer->getSize());
        packet.replaceStreamData(replaced(text, text.find(from), from, to),
                                 QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
    };
}

} // namespace reservepost::layout
