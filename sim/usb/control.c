// SPDX-License-Identifier: MIT
// The test's hand on the device: one command a line over a local TCP port, one line back.
#define _GNU_SOURCE
#include "virtual_usb.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>

static struct endpoint *endpoint_of(const char *name) { return strcmp(name, "in") == 0 ? &device.in : &device.out; }

enum kind kind_of(const char *name)
{
    return strcmp(name, "ft2232h") == 0 ? KIND_FT2232H : strcmp(name, "ft232h") == 0 ? KIND_FT232H : KIND_VENDOR;
}

static void obey(UMockdevTestbed *bed, const char *line, FILE *answer)
{
    char word[64];
    int number;
    char serial[64];
    unsigned mode;
    if (sscanf(line, "plug %63s %63s %d", word, serial, &number) == 3) {
        plug(bed, kind_of(word), serial, number);
    } else if (strncmp(line, "unplug", 6) == 0) {
        unplug(bed, 0);
    } else if (sscanf(line, "stall %63s", word) == 1) {
        pthread_mutex_lock(&device.lock);
        endpoint_of(word)->halted = true;
        drain_locked(&endpoint_of(word)->pending, -EPIPE);
        pthread_mutex_unlock(&device.lock);
    } else if (sscanf(line, "error %63s %d", word, &number) == 2) {
        pthread_mutex_lock(&device.lock);
        endpoint_of(word)->errors = number - 1;
        drain_locked(&endpoint_of(word)->pending, -EPROTO);
        pthread_mutex_unlock(&device.lock);
    } else if (sscanf(line, "serial %63s %63s", word, serial) == 2) {
        fprintf(answer, "%s", plug_serial(bed, word, serial));
    } else if (sscanf(line, "hold out %d", &number) == 1) {
        pthread_mutex_lock(&device.lock);
        device.out.held = number != 0;
        pthread_cond_broadcast(&device.changed);
        pthread_mutex_unlock(&device.lock);
    } else if (strncmp(line, "flags", 5) == 0) {
        fprintf(answer, "%x", serial_adapter_flags());
    } else if (sscanf(line, "mode %o", &mode) == 1) {
        g_autofree gchar *root = umockdev_testbed_get_root_dir(bed);
        g_autofree gchar *node = g_strconcat(root, device.node, NULL);
        if (chmod(node, mode) != 0)
            fprintf(answer, "%s", g_strerror(errno));
    } else if (strncmp(line, "requests", 8) == 0) {
        pthread_mutex_lock(&device.lock);
        fprintf(answer, "%s", device.requests);
        pthread_mutex_unlock(&device.lock);
    } else if (strncmp(line, "clears", 6) == 0) {
        pthread_mutex_lock(&device.lock);
        fprintf(answer, "%d", device.halts_cleared);
        pthread_mutex_unlock(&device.lock);
    } else {
        fprintf(answer, "unknown command");
    }
    fprintf(answer, "\n");
    fflush(answer);
}

static int listener;

static void *serve(void *bed)
{
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0)
            continue;
        FILE *lines = fdopen(connection, "r+");
        char line[256];
        while (fgets(line, sizeof line, lines))
            obey(bed, line, lines);
        fclose(lines);
    }
    return NULL;
}

int listen_for_control(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (void *)&address, size) != 0 || listen(listener, 4) != 0 || getsockname(listener, (void *)&address, &size) != 0)
        g_error("control port: %s", g_strerror(errno));
    return ntohs(address.sin_port);
}

void start_control(UMockdevTestbed *bed)
{
    pthread_t thread;
    pthread_create(&thread, NULL, serve, bed);
}
