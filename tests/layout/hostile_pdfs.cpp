#include "hostile_pdfs.h"

#include "layout/deflate.h"

namespace reservepost::layout {

namespace {

/// "0000000123 00000 n" with the end that the table asks for.
std::string entry(std::size_t offset)
{
    const std::string digits = std::to_string(offset);
    return std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
}

} // namespace

std::string pdf_of(const std::vector<std::string>& objects, std::string_view trailer)
{
    std::string pdf = "%PDF-1.6\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += entry(pdf.size());
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t at = pdf.size();
    const std::string size = std::to_string(objects.size() + 1);
    pdf += "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + size;
    pdf.append(trailer).append(">>\nstartxref\n");
    return pdf + std::to_string(at) + "\n%%EOF\n";
}

std::string stream_object(std::string_view dictionary, std::string_view octets)
{
    std::string object = "<</Length " + std::to_string(octets.size());
    object.append(dictionary).append(">>\nstream\n").append(octets);
    return object + "\nendstream";
}

std::string deflated_zeros(std::size_t octets)
{
    return deflated(std::string(octets, '\0'));
}

} // namespace reservepost::layout
