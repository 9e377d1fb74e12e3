#include "batch/commands/command_line.h"

#include <clocale>
#include <csignal>
#include <iostream>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

int main(int argc, char** argv)
{
    // What is in memory here is nobody's to read: no core dump, no debugger of another user, and
    // files that only their owner sees.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::umask(0077);
    ::signal(SIGPIPE, SIG_IGN);
    std::setlocale(LC_ALL, "C");
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return reservepost::batch::commands::run_command_line(
        arguments, std::cin, std::cout, std::cerr, reservepost::batch::commands::acting_person());
}
