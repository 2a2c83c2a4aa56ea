// The rounding rule of docs/fixed-point.md, forward and backward (straight-through), for fine-tuning with quantization on a CPU.
//
// Maps hold integers as float32 (NHWC, M rows of C channels). Doubles compute the rule exactly: |acc * M + B + half| < 2^47.
#include <cmath>

#include "rows.hpp"

using fs::every_block, fs::tiled, fs::two_sums;

namespace {
inline double clip(double v, double low, double high) { return v < low ? low : v > high ? high : v; }

int64_t floor_divide(int64_t a, int64_t n) { return a >= 0 ? a / n : -((-a + n - 1) / n); }

// The integers x, from..to, for which (x * m + b) >> shift is in low..high; beyond 2^24 floats are coarser, and so are accumulators.
void unclipped(int64_t m, int64_t b, int shift, int64_t low, int64_t high, float& from, float& to) {
    const int64_t first = (low << shift) - b, past = ((high + 1) << shift) - b, far = int64_t(1) << 40;
    int64_t least = -far, most = far;
    if (m > 0) {
        least = -floor_divide(-first, m), most = -floor_divide(-past, m) - 1;
    } else if (m < 0) {
        least = floor_divide(-past, -m) + 1, most = floor_divide(-first, -m);
    } else if (first > 0 || past <= 0) {
        most = -far - 1;
    }
    from = float(std::clamp(least, -far, far)), to = float(std::clamp(most, -2 * far, far));
}
}  // namespace

extern "C" {
// y = clip(floor((x * m + b) * step)), where b includes the half and step = 2^-S.
void fs_requantize(const float* x, const double* m, const double* b, double step, double low, double high, int64_t rows, int c, float* y) {
    const auto mm = tiled(m, c), bb = tiled(b, c);
    every_block(rows, c, [&, mm = mm.data(), bb = bb.data()](int64_t first, int n) {
        const float* v = x + first;
        float* __restrict w = y + first;
#pragma omp simd
        for (int i = 0; i < n; ++i) w[i] = float(clip(std::floor((double(v[i]) * mm[i] + bb[i]) * step), low, high));
    });
}

// With g = dy where nothing is clipped, else 0: dx = g * slope, and per channel the sums of g and of g * x.
void fs_requantize_gradient(const float* x, const float* dy, const double* m, const double* b, const float* slope, int shift, int64_t low,
                            int64_t high, int64_t rows, int c, float* dx, double* sum, double* product) {
    std::vector<float> from(c), to(c);
    for (int k = 0; k < c; ++k) unclipped(int64_t(m[k]), int64_t(b[k]), shift, low, high, from[k], to[k]);
    const auto ff = tiled(from.data(), c), tt = tiled(to.data(), c), ss = tiled(slope, c);
    two_sums(rows, c, sum, product, [&, ff = ff.data(), tt = tt.data(), ss = ss.data()](int64_t first, int n, float* s, float* t) {
        const float *v = x + first, *d = dy + first;
        float* __restrict w = dx + first;
#pragma omp simd
        for (int i = 0; i < n; ++i) {
            const float g = (v[i] >= ff[i]) & (v[i] <= tt[i]) ? d[i] : 0.f;
            w[i] = g * ss[i];
            s[i] += g;
            t[i] += g * v[i];
        }
    });
}

// y = clip((a * ma + b * mb + half) >> shift) of n elements of at most 8 bits, so that without the half 32 bits are enough.
void fs_add(const float* a, const float* b, int ma, int mb, int shift, int low, int high, int64_t n, float* y) {
    if (shift <= 30) {
        const int half = shift ? 1 << (shift - 1) : 0;
#pragma omp parallel for simd schedule(static)
        for (int64_t i = 0; i < n; ++i) {
            const int q = (int(a[i]) * ma + int(b[i]) * mb + half) >> shift;
            y[i] = float(q < low ? low : q > high ? high : q);
        }
        return;
    }
    const int64_t half = int64_t(1) << (shift - 1);
#pragma omp parallel for schedule(static)
    for (int64_t i = 0; i < n; ++i) {
        const int64_t q = (int64_t(a[i]) * ma + int64_t(b[i]) * mb + half) >> shift;
        y[i] = float(q < low ? low : q > high ? high : q);
    }
}

// da = g * slope_a, db = g * slope_b; sums[0] and [1] are those of g * a and g * b.
void fs_add_gradient(const float* a, const float* b, const float* dy, int ma, int mb, int shift, int low, int high, float slope_a, float slope_b,
                     int64_t n, float* da, float* db, double* sums) {
    const int64_t half = shift ? int64_t(1) << (shift - 1) : 0, limit = (int64_t(1) << 31) - 1;
    const int from = int(std::clamp((int64_t(low) << shift) - half, -limit, limit));
    const int to = int(std::clamp((int64_t(high + 1) << shift) - half - 1, -limit, limit));
    double total_a = 0, total_b = 0;
    constexpr int64_t BLOCK = 4096;
#pragma omp parallel for schedule(static) reduction(+ : total_a, total_b)
    for (int64_t k = 0; k < (n + BLOCK - 1) / BLOCK; ++k) {
        float sa = 0, sb = 0;
        const int64_t end = std::min(n, (k + 1) * BLOCK);
#pragma omp simd reduction(+ : sa, sb)
        for (int64_t i = k * BLOCK; i < end; ++i) {
            const int t = int(a[i]) * ma + int(b[i]) * mb;
            const float g = (t >= from) & (t <= to) ? dy[i] : 0.f;
            da[i] = g * slope_a;
            db[i] = g * slope_b;
            sa += g * a[i];
            sb += g * b[i];
        }
        total_a += sa;
        total_b += sb;
    }
    sums[0] = total_a;
    sums[1] = total_b;
}

// y = table[x & 255] of n integers.
void fs_lookup(const float* x, const float* table, int64_t n, float* y) {
#pragma omp parallel for simd schedule(static)
    for (int64_t i = 0; i < n; ++i) y[i] = table[int(x[i]) & 255];
}

// dx = dy * slopes[x & 255], and for each entry the sum of dy where it was read.
void fs_lookup_gradient(const float* x, const float* dy, const float* slopes, int64_t n, float* dx, double* sums) {
    std::fill(sums, sums + 256, 0.0);
#pragma omp parallel
    {
        std::vector<double> total(256);
#pragma omp for schedule(static)
        for (int64_t i = 0; i < n; ++i) {
            const int k = int(x[i]) & 255;
            dx[i] = dy[i] * slopes[k];
            total[k] += dy[i];
        }
#pragma omp critical
        for (int k = 0; k < 256; ++k) sums[k] += total[k];
    }
}

// y = floor(x + 1/2) of n elements, in place.
void fs_round(float* x, int64_t n) {
#pragma omp parallel for simd schedule(static)
    for (int64_t i = 0; i < n; ++i) x[i] = std::floor(x[i] + 0.5f);
}
}
