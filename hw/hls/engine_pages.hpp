// Where the shared engine keeps rows of maps: a row takes a page, given back when it has been read for the last time. Pages of one size form a
// class; free ones lie on the class's stack.
// S adds to engine_operator.hpp: PAGES, CLASSES, ROWS (entries of the page table).
#ifndef FS_ENGINE_PAGES_HPP
#define FS_ENGINE_PAGES_HPP

#include "engine_operator.hpp"
#include "storage.hpp"

namespace fs {

template <class S>
struct engine_pages {
    typedef ap_uint<S::PAGE_BITS> page_t;
    // A class: its first place on the stacks, and how many pages it has.
    struct page_class {
        page_t first, count;
    };

    page_t free[S::PAGES];
    page_t rows[S::ROWS];
    page_t left[S::CLASSES];
    ap_uint<S::SIDE_BITS> given_back[S::OPERATORS];

    // The page of a row.
    page_t at(int table, int wrap, int row) const {
        FS_HLS(INLINE)
        return rows[table + (row & wrap)];
    }
    page_t take(const page_class (&classes)[S::CLASSES], int which, int place) {
        FS_HLS(INLINE)
        const int top = static_cast<int>(left[which]) - 1;
        const page_t page = free[static_cast<int>(classes[which].first) + top];
        left[which] = page_t(top);
        rows[place] = page;
        return page;
    }
    void give_back(const page_class (&classes)[S::CLASSES], const engine_operand<S>& of, int row) {
        FS_HLS(INLINE)
        const int top = static_cast<int>(left[static_cast<int>(of.page_class)]);
        free[static_cast<int>(classes[static_cast<int>(of.page_class)].first) + top] = at(of.table, of.wrap, row);
        left[static_cast<int>(of.page_class)] = page_t(top + 1);
    }
};

}  // namespace fs

#endif
