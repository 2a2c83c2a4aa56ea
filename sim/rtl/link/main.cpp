// link_bench dialogue | stream
#include <cstdio>
#include <cstring>

int dialogue_bench();
int stream_bench();

double sc_time_stamp() { return 0; }

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "dialogue") == 0) return dialogue_bench();
    if (argc == 2 && std::strcmp(argv[1], "stream") == 0) return stream_bench();
    std::fprintf(stderr, "usage: link_bench dialogue|stream\n");
    return 2;
}
