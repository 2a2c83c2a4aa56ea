// Host only, with FS_TRACE: every tensor of the integer graph is recorded in stream order (y, x, channel). Elsewhere the macros vanish.
#ifndef FS_TRACE_HPP
#define FS_TRACE_HPP

#include "types.hpp"

#ifdef FS_TRACE
#include <algorithm>
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

// Records a value of PIXELS neighbours that are made LANES channels at a time: those of the first, those of the second, then the next channels. They are put in
// stream order when the last value of them has come.
template <int PIXELS, int CHANNELS, int LANES>
void trace_neighbours(int node, std::int32_t value) {
    std::vector<std::int32_t>& record = trace_store()[node];
    record.push_back(value);
    if (record.size() % (PIXELS * CHANNELS) != 0) return;
    std::int32_t* const last = record.data() + record.size() - PIXELS * CHANNELS;
    std::int32_t ordered[PIXELS * CHANNELS];
    for (int i = 0; i < PIXELS * CHANNELS; ++i) {
        const int first = i / (PIXELS * LANES) * LANES, p = i / LANES % PIXELS;
        ordered[p * CHANNELS + first + i % LANES] = last[i];
    }
    std::copy(ordered, ordered + PIXELS * CHANNELS, last);
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
