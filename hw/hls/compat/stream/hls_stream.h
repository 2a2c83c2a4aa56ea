// Host stand-in for the vendor's hls_stream.h: an unbounded first-in first-out queue. Reading an empty stream, on which hardware
// would hang, ends the program with the stream's name. With FS_STREAM_LOG every read ("r NAME") and write ("w NAME") is a line on standard
// error: the order in which each kernel takes turns with its streams.
#ifndef FS_COMPAT_HLS_STREAM_H
#define FS_COMPAT_HLS_STREAM_H

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace hls {

template <class T>
class stream {
public:
    explicit stream(const char* name = "unnamed") : name_(name), head_(0) {}
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;

    bool empty() const { return head_ == tokens_.size(); }
    std::size_t size() const { return tokens_.size() - head_; }

    void write(const T& token) {
        log('w');
        tokens_.push_back(token);
    }

    T read() {
        if (empty()) {
            std::fprintf(stderr, "hls::stream '%s': read while empty; on the board this would hang.\n", name_);
            std::abort();
        }
        log('r');
        const T token = tokens_[head_++];
        if (head_ == tokens_.size()) {
            tokens_.clear();
            head_ = 0;
        }
        return token;
    }

private:
#ifdef FS_STREAM_LOG
    void log(char turn) const { std::fprintf(stderr, "%c %s\n", turn, name_); }
#else
    void log(char) const {}
#endif

    const char* name_;
    std::size_t head_;
    std::vector<T> tokens_;
};

}  // namespace hls

#endif
