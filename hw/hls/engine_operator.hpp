// What the shared engine is told of an operator: a line of its program. Widths are those of the program's largest numbers.
// S: OPERATORS, SIDE_BITS (of a height or width), KERNEL_BITS (of rows, columns, strides, pads and dilations of a window), GROUP_BITS (of words
// of a pixel), WEIGHT_BITS_OF (of an address of weights), SCALE_BITS_OF (of scales), TABLE_BITS (of the page table), PAGE_BITS (of an address
// of the maps), CLASS_BITS, SWEEP_BITS, SHIFT_BITS, REGION_BITS (of an address beside the chip), PASS_BITS.
#ifndef FS_ENGINE_OPERATOR_HPP
#define FS_ENGINE_OPERATOR_HPP

#include "types.hpp"

namespace fs {

enum engine_mode { ENGINE_READ, ENGINE_DENSE, ENGINE_DEPTHWISE, ENGINE_MAXIMUM, ENGINE_ADD, ENGINE_MASK, ENGINE_STORE, ENGINE_LOAD };

// Which scales a result takes: those of its channel, of its operand, or the same for all.
enum engine_scaling { ENGINE_BY_CHANNEL, ENGINE_BY_OPERAND, ENGINE_UNIFORM };

// One operand: the operator that makes the map; where in the page table the map's rows are; whether its integers have a sign; in which of its passes (bit 0, bit 1)
// rows that are read for the last time are given back here, and how many rows behind the window.
template <class S>
struct engine_operand {
    ap_uint<S::OPERATOR_BITS> maker;
    ap_uint<S::TABLE_BITS> table;
    ap_uint<S::SIDE_BITS> wrap;
    ap_uint<1> is_signed;
    ap_uint<2> gives_back;
    ap_uint<S::KERNEL_BITS> lag;
    ap_uint<S::CLASS_BITS> page_class;
};

template <class S>
struct engine_operator {
    ap_uint<3> mode;
    // The pass in which it works, and whether it works in the next one too.
    ap_uint<S::PASS_BITS> pass;
    ap_uint<1> is_twice;
    ap_uint<2> scaling;
    ap_uint<1> doubles, is_linear, rectifies, has_second;
    engine_operand<S> first, second;
    // The map that it makes, and that of its operands.
    ap_uint<S::SIDE_BITS> height, width, in_height, in_width;
    ap_uint<S::TABLE_BITS> table;
    ap_uint<S::SIDE_BITS> wrap;
    ap_uint<S::CLASS_BITS> page_class;
    ap_uint<S::SWEEP_BITS> period;
    // The window.
    ap_uint<S::KERNEL_BITS> rows, columns, stride_y, stride_x, top, left, dilation_y, dilation_x;
    // Words: of an operand's pixel, that meet one tap, that a group of outputs is on from the one before, of a result's pixel.
    ap_uint<S::GROUP_BITS> pixel_words, tap_words, step, groups;
    ap_uint<S::WEIGHT_BITS_OF> weights, phase_weights;
    ap_uint<S::SCALE_BITS_OF> scales;
    ap_uint<S::GROUP_BITS + 2> scale_words, phase_scales;
    ap_uint<S::SHIFT_BITS> shift;
    ap_int<9> low, high;
    ap_uint<S::REGION_BITS> region;
    // For the C simulation alone: the tensor, its channels, and 1 + the tensor whose channels are spread over blocks of it, or 0.
    ap_uint<16> node, channels, spread;

    // The first row under the window of a row of results, which may lie above the map.
    int first_row(int row) const {
        FS_HLS(INLINE)
        if (doubles == 1) return (row >> 1) - static_cast<int>(top) + (is_linear == 1 ? (row & 1) : 0);
        return row * static_cast<int>(stride_y) - static_cast<int>(top);
    }
    // Rows of the operands from the top that a row of results needs.
    int rows_needed(int row) const {
        FS_HLS(INLINE)
        const int end = first_row(row) + (static_cast<int>(rows) - 1) * static_cast<int>(dilation_y) + 1;
        return end < static_cast<int>(in_height) ? end : static_cast<int>(in_height);
    }
    bool makes_map() const {
        FS_HLS(INLINE)
        return mode != ENGINE_MASK && mode != ENGINE_STORE;
    }
};

}  // namespace fs

#endif
