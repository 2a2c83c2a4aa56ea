#pragma once
namespace hls {
template <class T>
struct stream {
    explicit stream(const char*);
    stream(const stream&) = delete;
    T read();
    void write(const T&);
    bool empty() const;
};
}
