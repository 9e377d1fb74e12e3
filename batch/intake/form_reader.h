#pragma once

#include "batch/intake/report_fields.h"

#include <string>
#include <vector>

namespace reservepost::batch::intake {

/// A value as a letter prints it: a text as it is, anything else as its JSON text; null is empty.
std::string as_it_stands(const json::Value& value);

/// Walks a document along the tables of `report_fields.h` and puts every value in it into exactly
/// one answer: the fields of the form, whatever their type, and what the form does not know.
class FormReader {
public:
    /// `document` is an object and must outlive the reader.
    FormReader(const json::Value& document, Form form, int version);

    void read(std::vector<Section>& sections, std::vector<Departure>& departures);

private:
    /// Where in the document the walk stands.
    struct Place {
        std::string pointer; ///< With every key.
        std::string safe;    ///< With "?" for the sender's own keys.
        Place below(std::string_view key, bool is_ours = true) const;
    };

    void read_section(const ReportSection& section);
    void read_list(const ReportSection& section, const json::Value& list, const Place& place);
    Section read_object(const ReportSection& section, int number, const json::Value& object,
                        const Place& place);
    Section empty_section(const ReportSection& section) const;
    void read_misplaced(const ReportSection& section, int number, const json::Value& value,
                        const Place& place);
    Answer read_field(const ReportField& field, const ReportSection& section,
                      const json::Value& object, const Place& place);
    void judge(const ReportField& field, const json::Value& value, const Place& place);
    void read_the_rest(const json::Value& object, const std::vector<std::string_view>& paths,
                       const std::string& prefix, const Place& place, Section& into);
    void read_unknown_of_document();

    std::vector<std::string_view> paths_of(const ReportSection& section) const;
    void depart(const Place& place, std::string_view what);

    const json::Value& document_;
    Form form_;
    int version_;
    std::vector<Section> sections_;
    std::vector<Departure> departures_;
};

} // namespace reservepost::batch::intake
