#pragma once
#include <cstdint>
namespace hls {
template <class T>
struct burst_maxi {
    void read_request(std::size_t offset, unsigned length);
    T read();
    void write_request(std::size_t offset, unsigned length);
    void write(const T& value);
    void write_response();
};
}
