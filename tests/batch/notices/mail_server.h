#pragma once

#include "tests/batch/crypto/openssl_command.h"
#include "tests/support/temporary_directory.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace reservepost::tests {

inline std::string content_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A real mail server (aiosmtpd) on a free port of this host, stopped at the end.
class RunningMailServer {
public:
    explicit RunningMailServer(std::vector<std::string> arguments = {})
    {
        arguments.insert(arguments.begin(),
                         {"/usr/bin/python3",
                          RESERVEPOST_SOURCE "/tests/batch/notices/mail_server.py",
                          folder_.path().string()});
        std::vector<char*> pointers;
        for (auto& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        const int error = ::posix_spawn(&process_, "/usr/bin/python3", &actions, nullptr,
                                        pointers.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        if (error != 0) throw std::runtime_error("/usr/bin/python3 is missing");
        std::FILE* output = ::fdopen(ends[0], "r");
        char line[16] = {};
        const bool told = std::fgets(line, sizeof line, output) != nullptr;
        std::fclose(output);
        if (!told)
            throw std::runtime_error("the mail server did not start; is python3-aiosmtpd there?");
        port_ = std::stoi(line);
    }
    ~RunningMailServer() { stop(); }
    RunningMailServer(const RunningMailServer&) = delete;
    RunningMailServer& operator=(const RunningMailServer&) = delete;

    void stop()
    {
        if (process_ == 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

    int port() const { return port_; }
    /// The `number`th mail it took over: a line with envelope, then the text. Empty: none.
    std::string mail(int number) const
    {
        return content_of(folder_ / (std::to_string(number) + ".eml"));
    }

private:
    TemporaryDirectory folder_;
    pid_t process_ = 0;
    int port_ = 0;
};

/// An authority and a server's certificate for `name`, made by the openssl command.
class MailCertificate {
public:
    explicit MailCertificate(const std::string& name)
    {
        const auto make = [](const std::vector<std::string>& arguments) {
            if (openssl(arguments) != 0) throw std::runtime_error("openssl made no certificate");
        };
        std::ofstream(folder_ / "names") << "subjectAltName=" << name << "\n";
        make({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
              "-days", "36500", "-subj", "/CN=Test authority", "-keyout", path("ca.key"), "-out",
              path("ca.crt")});
        make({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
              "/CN=server", "-keyout", path("server.key"), "-out", path("server.csr")});
        make({"x509", "-req", "-in", path("server.csr"), "-CA", path("ca.crt"), "-CAkey",
              path("ca.key"), "-CAcreateserial", "-days", "36500", "-extfile", path("names"),
              "-out", path("server.crt")});
    }

    std::string authority() const { return path("ca.crt"); }
    /// `mode` and what the server needs for it.
    std::vector<std::string> arguments(const std::string& mode) const
    {
        return {mode, "--certificate", path("server.crt"), "--key", path("server.key")};
    }

private:
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    TemporaryDirectory folder_;
};

/// While this lives, OpenSSL trusts the authorities in `file` instead of the system's.
class TrustedAuthority {
public:
    explicit TrustedAuthority(const std::string& file)
    {
        ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    }
    ~TrustedAuthority() { ::unsetenv("SSL_CERT_FILE"); }
    TrustedAuthority(const TrustedAuthority&) = delete;
    TrustedAuthority& operator=(const TrustedAuthority&) = delete;
};

} // namespace reservepost::tests
