// Host only, with FS_TRACE: every tensor of the integer graph is recorded in stream order (y, x, channel). Elsewhere the macros vanish.
#ifndef FS_TRACE_HPP
#define FS_TRACE_HPP

#include "types.hpp"

#ifdef FS_TRACE
#include <map>
#include <vector>

namespace fs {

// Recorded integers of the current image, by node index of the integer graph.
inline std::map<int, std::vector<std::int32_t>>& trace_store() {
    static std::map<int, std::vector<std::int32_t>> store;
    return store;
}

// Records what a stream holds and leaves it as it was.
template <class T, int C>
void trace_stream(int node, int pixels, hls::stream<pixel<T, C>>& stream) {
    std::vector<std::int32_t>& record = trace_store()[node];
    for (int p = 0; p < pixels; ++p) {
        const pixel<T, C> token = stream.read();
        for (int c = 0; c < C; ++c) record.push_back(static_cast<std::int32_t>(token.v[c]));
        stream.write(token);
    }
}

// Records values that never become a stream.
template <class T>
void trace_values(int node, int count, const T* values) {
    for (int i = 0; i < count; ++i) trace_store()[node].push_back(static_cast<std::int32_t>(values[i]));
}

// Records one value of a tensor that is not made in stream order.
inline void trace_at(int node, int index, int value) {
    std::vector<std::int32_t>& record = trace_store()[node];
    if (record.size() <= static_cast<std::size_t>(index)) record.resize(static_cast<std::size_t>(index) + 1);
    record[static_cast<std::size_t>(index)] = value;
}

}  // namespace fs

#define FS_TRACE_STREAM(node, pixels, stream) fs::trace_stream(node, pixels, stream);
#define FS_TRACE_VALUES(node, count, values) fs::trace_values(node, count, values);
#else
#define FS_TRACE_STREAM(node, pixels, stream)
#define FS_TRACE_VALUES(node, count, values)
#endif

#endif
