// Host stand-in for the vendor's hls_stream.h: an unbounded first-in first-out queue. Reading an empty stream, on which hardware
// would hang, ends the program with the stream's name. With FS_STREAM_LOG every read ("r TURN NAME") and write ("w TURN NAME") is a line on
// standard error, and so is the first turn of every pipelined loop that is not the one before ("l TURN FUNCTION"); turns count from 0 over
// all kernels in the order of their calls: when each kernel takes turns with its streams.
#ifndef FS_COMPAT_HLS_STREAM_H
#define FS_COMPAT_HLS_STREAM_H

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace hls {

#ifdef FS_STREAM_LOG
// The turn of the pipelined loop that runs.
inline long long& turn() {
    static long long current = -1;
    return current;
}

inline void begin_turn(int line, const char* function) {
    static int last_line = 0;
    static const char* last_function = nullptr;
    ++turn();
    if (line == last_line && function == last_function) return;
    last_line = line;
    last_function = function;
    std::fprintf(stderr, "l %lld %s\n", turn(), function);
}
#endif

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
    void log(char way) const { std::fprintf(stderr, "%c %lld %s\n", way, turn(), name_); }
#else
    void log(char) const {}
#endif

    const char* name_;
    std::size_t head_;
    std::vector<T> tokens_;
};

}  // namespace hls

#endif
