// The master of a pseudo-terminal whose slave the host opens as its serial port.
#pragma once

#include "../common/random.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

namespace bench {

class terminal {
public:
    // Raw from the start; `link` becomes a symbolic link to the slave.
    explicit terminal(const char* link) : master(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
        termios settings;
        if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 || tcgetattr(master, &settings) != 0) fail("no pseudo-terminal");
        cfmakeraw(&settings);
        if (tcsetattr(master, TCSANOW, &settings) != 0) fail("the pseudo-terminal cannot be made raw");
        ::unlink(link);
        if (::symlink(ptsname(master), link) != 0) fail("'%s' cannot be made", link);
    }

    // Bytes that the host has sent, without waiting.
    int read(std::uint8_t* target, int count) {
        const ssize_t got = ::read(master, target, static_cast<std::size_t>(count));
        return got > 0 ? static_cast<int>(got) : 0;
    }

    // The simulation stands still while the host does not read. A host that has hung up gets nothing.
    void write(std::uint8_t byte) {
        while (::write(master, &byte, 1) != 1) {
            if (errno != EAGAIN) return;
            pollfd room{master, POLLOUT, 0};
            if (poll(&room, 1, 100) > 0 && (room.revents & (POLLHUP | POLLERR))) return;
        }
    }

    void wait(int milliseconds) {
        pollfd news{master, POLLIN, 0};
        // A terminal without a host is always ready, to say so.
        if (poll(&news, 1, milliseconds) > 0 && (news.revents & POLLHUP)) usleep(static_cast<useconds_t>(milliseconds) * 1000);
    }

private:
    int master;
};

}  // namespace bench
