// Batch norm with an optional ReLU after it, forward and backward, for training on a CPU.
//
// x is M rows of C channels (an NHWC tensor), float32. Eight rows are taken at a time, so that any C gives whole vectors: every
// per-channel constant is repeated eight times. Partial sums are float over a few hundred blocks, then double.
#include <algorithm>
#include <cstdint>
#include <vector>

namespace {
constexpr int ROWS = 8;
constexpr int64_t FLUSH = 256;

std::vector<float> tiled(const float* v, int c) {
    std::vector<float> t(size_t(ROWS) * c);
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
}  // namespace

extern "C" {
// Sum of x - pivot and of its square, per channel.
void fs_moments(const float* x, const float* pivot, int64_t m, int c, double* sum, double* square) {
    const auto p = tiled(pivot, c);
    two_sums(m, c, sum, square, [&, p = p.data()](int64_t first, int n, float* s, float* t) {
        const float* v = x + first;
#pragma omp simd
        for (int i = 0; i < n; ++i) {
            const float d = v[i] - p[i];
            s[i] += d;
            t[i] += d * d;
        }
    });
}

// y = x * scale + shift, then max(y, floor): floor 0 is ReLU, -infinity nothing.
void fs_apply(const float* x, const float* scale, const float* shift, float floor, int64_t m, int c, float* y) {
    const auto a = tiled(scale, c), b = tiled(shift, c);
    every_block(m, c, [&, a = a.data(), b = b.data()](int64_t first, int n) {
        const float* v = x + first;
        float* __restrict w = y + first;
#pragma omp simd
        for (int i = 0; i < n; ++i) w[i] = v[i] * a[i] + b[i] > floor ? v[i] * a[i] + b[i] : floor;
    });
}

// With g = dy where x * scale + shift > floor, else 0: the sums of g and of g * (x - mean), per channel.
void fs_gradient_sums(const float* x, const float* dy, const float* scale, const float* shift, const float* mean, float floor, int64_t m,
                      int c, double* sum, double* product) {
    const auto a = tiled(scale, c), b = tiled(shift, c), u = tiled(mean, c);
    two_sums(m, c, sum, product, [&, a = a.data(), b = b.data(), u = u.data()](int64_t first, int n, float* s, float* t) {
        const float *v = x + first, *d = dy + first;
#pragma omp simd
        for (int i = 0; i < n; ++i) {
            const float g = v[i] * a[i] + b[i] > floor ? d[i] : 0.f;
            s[i] += g;
            t[i] += g * (v[i] - u[i]);
        }
    });
}

// dx = scale * g + offset + slope * x.
void fs_gradient(const float* x, const float* dy, const float* scale, const float* shift, const float* offset, const float* slope, float floor,
                 int64_t m, int c, float* dx) {
    const auto a = tiled(scale, c), b = tiled(shift, c), o = tiled(offset, c), k = tiled(slope, c);
    every_block(m, c, [&, a = a.data(), b = b.data(), o = o.data(), k = k.data()](int64_t first, int n) {
        const float *v = x + first, *d = dy + first;
        float* __restrict w = dx + first;
#pragma omp simd
        for (int i = 0; i < n; ++i) w[i] = a[i] * (v[i] * a[i] + b[i] > floor ? d[i] : 0.f) + o[i] + k[i] * v[i];
    });
}
}
