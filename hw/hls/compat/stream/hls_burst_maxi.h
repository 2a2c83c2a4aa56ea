// Host stand-in for the vendor's hls_burst_maxi.h: a memory-mapped port whose bursts are asked for by hand. What hardware would not
// forgive ends the program: data without a request, a request before the one before it is used up, a response that was not earned.
#ifndef FS_COMPAT_HLS_BURST_MAXI_H
#define FS_COMPAT_HLS_BURST_MAXI_H

#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace hls {

template <class T>
class burst_maxi {
public:
    explicit burst_maxi(T* memory) : memory_(memory) {}

    void read_request(std::size_t offset, unsigned length) {
        expect(reads_left_ == 0, "a read request while the one before it has data left");
        read_at_ = offset;
        reads_left_ = length;
    }

    T read() {
        expect(reads_left_ > 0, "data read that no request asked for");
        --reads_left_;
        return memory_[read_at_++];
    }

    void write_request(std::size_t offset, unsigned length) {
        expect(writes_left_ == 0, "a write request while the one before it lacks data");
        write_at_ = offset;
        writes_left_ = length;
    }

    void write(const T& value) {
        expect(writes_left_ > 0, "data written that no request announced");
        memory_[write_at_++] = value;
        if (--writes_left_ == 0) ++responses_;
    }

    void write_response() {
        expect(responses_ > 0, "a write response without a finished burst");
        --responses_;
    }

private:
    static void expect(bool holds, const char* broken) {
        if (holds) return;
        std::fprintf(stderr, "hls::burst_maxi: %s; on the board this would hang.\n", broken);
        std::abort();
    }

    T* memory_;
    std::size_t read_at_ = 0, write_at_ = 0;
    unsigned reads_left_ = 0, writes_left_ = 0, responses_ = 0;
};

}  // namespace hls

#endif
