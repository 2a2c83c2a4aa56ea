// The USB side of the chip in ft232h.sv: the bytes that a host exchanges with it, on a TCP port, where sim/usb puts the packets of USB around them. Whoever
// connects has put the chip into FIFO mode.
#pragma once

#include "../common/random.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <deque>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

class usb_pipe {
public:
    // What the chip holds in each direction.
    static constexpr std::size_t room = 1024;

    usb_pipe() : listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener, 1) != 0 ||
            getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            fail("no TCP port");
        port = ntohs(address.sin_port);
    }

    bool is_open() const { return host >= 0; }

    // Moves bytes between the socket and the chip, without waiting.
    void exchange() {
        if (host < 0) {
            host = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (host < 0) return;
        }
        std::uint8_t block[room];
        if (const std::size_t free = room - to_board.size(); free > 0) {
            const ssize_t count = recv(host, block, free, 0);
            if (count == 0 || (count < 0 && errno != EAGAIN)) return leave();
            for (ssize_t i = 0; i < count; ++i) to_board.push_back(block[i]);
        }
        std::size_t count = 0;
        for (; count < to_host.size(); ++count) block[count] = to_host[count];
        if (count == 0) return;
        const ssize_t sent = send(host, block, count, MSG_NOSIGNAL);
        if (sent > 0) to_host.erase(to_host.begin(), to_host.begin() + sent);
    }

    void wait(int milliseconds) {
        pollfd news{host < 0 ? listener : host, POLLIN, 0};
        poll(&news, 1, milliseconds);
    }

    std::deque<std::uint8_t> to_board, to_host;
    int port = 0;

private:
    // The next host resets the chip, which empties both sides.
    void leave() {
        close(host);
        host = -1;
        to_board.clear();
        to_host.clear();
    }

    int listener, host = -1;
};

}  // namespace bench
