// Where the shared engine keeps rows of maps: a row takes a page, given back when it has been read for the last time. Pages of one size form a
// class; free ones lie on the class's stack. The page table says where each row of each map is.
// S adds to engine_operator.hpp: PAGES, CLASSES, ROWS (entries of the page table), COUNT_BITS (of sweeps).
#ifndef FS_ENGINE_PAGES_HPP
#define FS_ENGINE_PAGES_HPP

#include "engine_operator.hpp"

namespace fs {

// A class: its first place on the stacks, and how many pages it has.
template <class S>
struct engine_page_class {
    ap_uint<S::PAGE_BITS> first, count;
};

template <class S>
struct engine_pages {
    typedef ap_uint<S::PAGE_BITS> page_t;
    typedef page_t free_t[S::PAGES];
    typedef page_t rows_t[S::ROWS];
    typedef page_t left_t[S::CLASSES];
    typedef engine_page_class<S> classes_t[S::CLASSES];
    // Of each pass.
    typedef ap_uint<S::COUNT_BITS> sweeps_t[S::PASSES];

    // The page of a row of an operand.
    static int at(const rows_t& rows, const engine_operand<S>& of, int row) {
        FS_HLS(INLINE)
        return static_cast<int>(rows[static_cast<int>(of.table) + (row & static_cast<int>(of.wrap))]);
    }
    // Takes a page for a row of an operator's map.
    static int take(const free_t& free, rows_t& rows, left_t& left, const classes_t& classes, const engine_operator<S>& op, int row) {
        FS_HLS(INLINE)
        const int which = static_cast<int>(op.page_class), top = static_cast<int>(left[which]) - 1;
        const page_t page = free[static_cast<int>(classes[which].first) + top];
        left[which] = page_t(top);
        rows[static_cast<int>(op.table) + (row & static_cast<int>(op.wrap))] = page;
        return static_cast<int>(page);
    }
    static void give_back(free_t& free, const rows_t& rows, left_t& left, const classes_t& classes, const engine_operand<S>& of, int row) {
        FS_HLS(INLINE)
        const int which = static_cast<int>(of.page_class), top = static_cast<int>(left[which]);
        free[static_cast<int>(classes[which].first) + top] = page_t(at(rows, of, row));
        left[which] = page_t(top + 1);
    }
};

}  // namespace fs

#endif
