#include "layout/pdf_file.h"

#include "layout/deflate.h"

#include <podofo/podofo.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

PoDoFo::PdfObject converted(const PdfValue& value);

void fill(PoDoFo::PdfDictionary& target, const PdfDictionary& dictionary)
{
    for (const auto& [key, value] : dictionary) {
        target.AddKey(PoDoFo::PdfName(key), converted(value));
    }
}

struct Convert {
    PoDoFo::PdfObject operator()(std::int64_t number) const
    {
        return PoDoFo::PdfObject(static_cast<PoDoFo::pdf_int64>(number));
    }
    PoDoFo::PdfObject operator()(Length length) const { return PoDoFo::PdfObject(length.in_pt()); }
    PoDoFo::PdfObject operator()(const PdfName& name) const
    {
        return PoDoFo::PdfObject(PoDoFo::PdfName(name.text));
    }
    PoDoFo::PdfObject operator()(PdfReference reference) const
    {
        return PoDoFo::PdfObject(PoDoFo::PdfReference(reference.object, 0));
    }
    PoDoFo::PdfObject operator()(const PdfText& text) const
    {
        const bool ascii = std::all_of(text.utf8.begin(), text.utf8.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        // Dates and keywords are compared as octets by readers, so they stay as they are.
        if (ascii) return PoDoFo::PdfObject(PoDoFo::PdfString(text.utf8));
        return PoDoFo::PdfObject(
            PoDoFo::PdfString(reinterpret_cast<const PoDoFo::pdf_utf8*>(text.utf8.data()),
                              static_cast<PoDoFo::pdf_long>(text.utf8.size())));
    }
    PoDoFo::PdfObject operator()(const PdfArray& array) const
    {
        PoDoFo::PdfArray target;
        for (const PdfValue& value : array)
            target.push_back(converted(value));
        return PoDoFo::PdfObject(target);
    }
    PoDoFo::PdfObject operator()(const PdfDictionary& dictionary) const
    {
        PoDoFo::PdfDictionary target;
        fill(target, dictionary);
        return PoDoFo::PdfObject(target);
    }
};

PoDoFo::PdfObject converted(const PdfValue& value)
{
    return std::visit(Convert{}, value.value);
}

} // namespace

// A bare list of objects, not a PdfMemDocument: that one's page tree is quadratic and it writes
// today's date.
struct PdfFile::Objects {
    Objects() { list.SetAutoDelete(true); }

    PoDoFo::PdfObject& at(PdfReference reference)
    {
        return *list.GetObject(PoDoFo::PdfReference(reference.object, 0));
    }

    PoDoFo::PdfVecObjects list;
};

PdfFile::PdfFile() : objects_(std::make_unique<Objects>()) {}
PdfFile::~PdfFile() = default;

PdfReference PdfFile::add()
{
    return {objects_->list.CreateObject()->Reference().ObjectNumber()};
}

PdfReference PdfFile::add(const PdfDictionary& dictionary)
{
    const PdfReference added = add();
    set(added, dictionary);
    return added;
}

void PdfFile::set(PdfReference object, const PdfDictionary& dictionary)
{
    fill(objects_->at(object).GetDictionary(), dictionary);
}

PdfReference PdfFile::add_plain_stream(std::string_view octets, const PdfDictionary& dictionary)
{
    const PdfReference added = add(dictionary);
    PoDoFo::PdfMemoryInputStream input(octets.data(), static_cast<PoDoFo::pdf_long>(octets.size()));
    objects_->at(added).GetStream()->SetRawData(&input,
                                                static_cast<PoDoFo::pdf_long>(octets.size()));
    return added;
}

PdfReference PdfFile::add_stream(std::string_view octets, const PdfDictionary& dictionary)
{
    const PdfReference added = add_plain_stream(deflated(octets), dictionary);
    set(added, {{"Filter", {PdfName{"FlateDecode"}}}});
    return added;
}

std::string PdfFile::write(PdfReference catalog, PdfReference info)
{
    PoDoFo::PdfObject trailer;
    trailer.GetDictionary().AddKey("Root", PoDoFo::PdfReference(catalog.object, 0));
    trailer.GetDictionary().AddKey("Info", PoDoFo::PdfReference(info.object, 0));
    PoDoFo::PdfRefCountedBuffer buffer;
    PoDoFo::PdfOutputDevice device(&buffer);
    PoDoFo::PdfWriter writer(&objects_->list, &trailer);
    writer.SetPdfVersion(PoDoFo::ePdfVersion_1_6);
    writer.SetWriteMode(PoDoFo::ePdfWriteMode_Compact);
    writer.Write(&device);
    // The buffer grows in leaps; only the device knows how much of it was written.
    return {buffer.GetBuffer(), static_cast<std::size_t>(device.GetLength())};
}

} // namespace reservepost::layout
