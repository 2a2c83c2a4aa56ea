// Output (y, x) is input (y + TOP, x + LEFT), zero outside the map. S: in_t, IN_C, IN_H, IN_W, OUT_H, OUT_W, TOP, LEFT.
// The loops visit the rectangle around both maps in input coordinates.
#ifndef FS_CROP_PAD_HPP
#define FS_CROP_PAD_HPP

#include "types.hpp"

namespace fs {

// One axis of that rectangle: START is its first coordinate.
template <int IN, int OUT, int OFFSET>
struct crop_axis {
    static constexpr int START = OFFSET < 0 ? OFFSET : 0;
    static constexpr int LENGTH = (OFFSET + OUT > IN ? OFFSET + OUT : IN) - START;
    static bool reads(int i) { return i + START >= 0 && i + START < IN; }
    static bool writes(int i) { return i + START >= OFFSET && i + START < OFFSET + OUT; }
};

template <class S>
void crop_pad(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    typedef crop_axis<S::IN_H, S::OUT_H, S::TOP> rows;
    typedef crop_axis<S::IN_W, S::OUT_W, S::LEFT> columns;
    const pixel<typename S::in_t, S::IN_C> zero = filled<typename S::in_t, S::IN_C>(0);
    FS_HLS(ARRAY_PARTITION variable=zero.v complete)
    for (int y = 0; y < rows::LENGTH; ++y) {
        for (int x = 0; x < columns::LENGTH; ++x) {
            FS_HLS(PIPELINE II=1)
            const pixel<typename S::in_t, S::IN_C> input = rows::reads(y) && columns::reads(x) ? in.read() : zero;
            FS_HLS(ARRAY_PARTITION variable=input.v complete)
            if (rows::writes(y) && columns::writes(x)) out.write(input);
        }
    }
}

}  // namespace fs

#endif
