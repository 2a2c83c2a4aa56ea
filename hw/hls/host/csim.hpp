// Host only: runs a design's top function image by image between standard input and standard output.
//   serve               W * H * C interleaved bytes in, ceil(W * H / 8) mask bytes out, until the end of input
//   serve --trace FILE  also appends every tensor of every image: "FSTR", then int32 little endian node, channels, height, width and the
//                       integers in the order (y, x, channel); needs a build with FS_TRACE
#ifndef FS_HOST_CSIM_HPP
#define FS_HOST_CSIM_HPP

#include "../stream_io.hpp"
#include "../trace.hpp"

#include <cstdio>
#include <cstring>
#include <vector>

namespace fs {

// Shape of one traced tensor.
struct traced_tensor {
    int node, channels, height, width;
};

typedef void (*top_function)(hls::stream<link_byte>&, hls::stream<link_byte>&);

// The image comes `passes` times.
inline void run_top(top_function top, const std::vector<unsigned char>& image, int passes, std::vector<unsigned char>& mask) {
    hls::stream<link_byte> in("image"), out("mask");
    for (int pass = 0; pass < passes; ++pass) {
        for (std::size_t i = 0; i < image.size(); ++i) {
            link_byte beat;
            beat.data = image[i];
            beat.keep = 1;
            beat.strb = 1;
            beat.last = pass == passes - 1 && i + 1 == image.size();
            in.write(beat);
        }
    }
    top(in, out);
    for (std::size_t i = 0; i < mask.size(); ++i) {
        const link_byte beat = out.read();
        mask[i] = static_cast<unsigned char>(beat.data);
        if ((beat.last != 0) != (i + 1 == mask.size())) {
            std::fprintf(stderr, "csim: TLAST is wrong at mask byte %zu of %zu.\n", i, mask.size());
            std::exit(1);
        }
    }
    if (!in.empty() || !out.empty()) {
        std::fprintf(stderr, "csim: %zu image bytes were not read, %zu mask bytes are too many.\n", in.size(), out.size());
        std::exit(1);
    }
}

#ifdef FS_TRACE
inline void write_int32(std::FILE* file, std::int32_t value) {
    const std::uint32_t bits = static_cast<std::uint32_t>(value);
    const unsigned char bytes[4] = {static_cast<unsigned char>(bits), static_cast<unsigned char>(bits >> 8),
                                    static_cast<unsigned char>(bits >> 16), static_cast<unsigned char>(bits >> 24)};
    std::fwrite(bytes, 1, sizeof bytes, file);
}

// Appends the recorded image to the file and forgets it.
inline bool write_trace(const char* path, const traced_tensor* tensors, int count) {
    std::FILE* file = std::fopen(path, "ab");
    if (file == nullptr) return false;
    for (int t = 0; t < count; ++t) {
        const std::vector<std::int32_t>& values = trace_store()[tensors[t].node];
        std::fwrite("FSTR", 1, 4, file);
        write_int32(file, tensors[t].node);
        write_int32(file, tensors[t].channels);
        write_int32(file, tensors[t].height);
        write_int32(file, tensors[t].width);
        for (std::size_t i = 0; i < values.size(); ++i) write_int32(file, values[i]);
    }
    trace_store().clear();
    const bool written = std::ferror(file) == 0;
    return (std::fclose(file) == 0) && written;
}
#else
inline bool write_trace(const char*, const traced_tensor*, int) {
    return false;
}
#endif

// Serves images until the end of input. Returns the exit status: 0, or 1 for a broken image, output or trace.
inline int serve(top_function top, std::size_t image_bytes, std::size_t mask_bytes, int passes, const char* trace,
                 const traced_tensor* tensors, int tensor_count) {
    std::vector<unsigned char> image(image_bytes), mask(mask_bytes);
    for (;;) {
        const std::size_t got = std::fread(image.data(), 1, image_bytes, stdin);
        if (got == 0) return 0;
        if (got != image_bytes) {
            std::fprintf(stderr, "csim: the input ended after %zu of %zu bytes of an image.\n", got, image_bytes);
            return 1;
        }
        run_top(top, image, passes, mask);
        if (trace != nullptr && !write_trace(trace, tensors, tensor_count)) {
            std::fprintf(stderr, "csim: the trace '%s' cannot be written (it needs a build with FS_TRACE).\n", trace);
            return 1;
        }
        if (std::fwrite(mask.data(), 1, mask_bytes, stdout) != mask_bytes || std::fflush(stdout) != 0) {
            std::fprintf(stderr, "csim: the mask cannot be written.\n");
            return 1;
        }
    }
}

inline int main_csim(int argc, char** argv, top_function top, std::size_t image_bytes, std::size_t mask_bytes, int passes,
                     const traced_tensor* tensors, int tensor_count) {
    const bool plain = argc == 2 && std::strcmp(argv[1], "serve") == 0;
    const bool traced = argc == 4 && std::strcmp(argv[1], "serve") == 0 && std::strcmp(argv[2], "--trace") == 0;
    if (!plain && !traced) {
        std::fprintf(stderr, "usage: %s serve [--trace FILE]\n", argv[0]);
        return 2;
    }
    return serve(top, image_bytes, mask_bytes, passes, traced ? argv[3] : nullptr, tensors, tensor_count);
}

}  // namespace fs

#endif
