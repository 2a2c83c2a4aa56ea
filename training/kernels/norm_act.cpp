// Batch norm with an optional ReLU after it, forward and backward, for training on a CPU.
//
// x is M rows of C channels (an NHWC tensor), float32.
#include "rows.hpp"

using fs::every_block, fs::tiled, fs::two_sums;

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
