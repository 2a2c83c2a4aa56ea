// Loops over M rows of C channels (an NHWC tensor). Eight rows are taken at a time, so that any C gives whole vectors: every
// per-channel constant is repeated eight times. Partial sums are float over a few hundred blocks, then double.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace fs {
constexpr int ROWS = 8;
constexpr int64_t FLUSH = 256;

template <class T>
std::vector<T> tiled(const T* v, int c) {
    std::vector<T> t(size_t(ROWS) * c);
    for (int r = 0; r < ROWS; ++r) std::copy(v, v + c, t.begin() + size_t(r) * c);
    return t;
}

// Two sums per channel over the rows: body(first, n, s, t) adds the n elements from `first` to s and t, element by element.
template <class Body>
void two_sums(int64_t m, int c, double* s_out, double* t_out, Body body) {
    const int64_t blocks = m / ROWS;
    const int width = ROWS * c;
    std::fill(s_out, s_out + c, 0.0);
    std::fill(t_out, t_out + c, 0.0);
#pragma omp parallel
    {
        std::vector<double> s_total(c), t_total(c);
        std::vector<float> s(width), t(width);
        auto flush = [&] {
            for (int i = 0; i < width; ++i) s_total[i % c] += s[i], t_total[i % c] += t[i];
            std::fill(s.begin(), s.end(), 0.f);
            std::fill(t.begin(), t.end(), 0.f);
        };
#pragma omp for schedule(static)
        for (int64_t k = 0; k < (blocks + FLUSH - 1) / FLUSH; ++k) {
            for (int64_t b = k * FLUSH; b < std::min(blocks, (k + 1) * FLUSH); ++b) body(b * width, width, s.data(), t.data());
            flush();
        }
#pragma omp single nowait
        {
            body(blocks * width, int((m - blocks * ROWS) * c), s.data(), t.data());
            flush();
        }
#pragma omp critical
        for (int i = 0; i < c; ++i) s_out[i] += s_total[i], t_out[i] += t_total[i];
    }
}

template <class Body>
void every_block(int64_t m, int c, Body body) {
    const int64_t blocks = (m + ROWS - 1) / ROWS;
    const int width = ROWS * c;
#pragma omp parallel for schedule(static)
    for (int64_t b = 0; b < blocks; ++b) body(b * width, int(std::min<int64_t>(width, m * c - b * width)));
}
}  // namespace fs
