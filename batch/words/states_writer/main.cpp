#include "batch/words/states_writer/writings.h"

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>

// states_writer cpp|sql|promela|page SOURCE OUTPUT

namespace {

namespace states_writer = reservepost::batch::states_writer;

std::string written(const std::string& language, const std::vector<states_writer::Life>& lives)
{
    if (language == "cpp") return states_writer::as_cpp(lives);
    if (language == "sql") return states_writer::as_sql(lives);
    if (language == "promela") return states_writer::as_promela(lives);
    if (language == "page") return states_writer::as_page(lives);
    throw std::runtime_error("no language is called " + language);
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 4) {
        std::cerr << "states_writer cpp|sql|promela|page SOURCE OUTPUT\n";
        return 1;
    }
    try {
        std::ifstream in(arguments[2]);
        if (!in) throw std::runtime_error("the file cannot be read");
        const std::string source{std::istreambuf_iterator<char>(in), {}};
        const auto text = written(arguments[1], states_writer::read_lives(source));
        std::ofstream out(arguments[3]);
        if (!(out << text).flush()) throw std::runtime_error("the output cannot be written");
    } catch (const std::exception& error) {
        std::cerr << arguments[2] << ": " << error.what() << '\n';
        return 1;
    }
    return 0;
}
