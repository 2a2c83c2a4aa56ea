// SPDX-License-Identifier: MIT
// Transfers and the board behind them: bytes of the OUT endpoint go into a socket, bytes of the socket into the IN endpoint.
#define _GNU_SOURCE
#include "virtual_usb.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PACKET = 512, STATUS_BYTES = 2 };

void append(struct queue *queue, struct urb *urb)
{
    urb->next = NULL;
    *queue->last = urb;
    queue->last = &urb->next;
}

static struct urb *take(struct queue *queue)
{
    struct urb *urb = queue->first;
    if (urb && !(queue->first = urb->next))
        queue->last = &queue->first;
    return urb;
}

void finish_locked(struct urb *urb, int status)
{
    urb->status = status;
    append(&device.done, urb);
    set_ready_locked(true);
}

void drain_locked(struct queue *queue, int status)
{
    for (struct urb *urb; (urb = take(queue));)
        finish_locked(urb, status);
}

static struct urb *remove_locked(struct queue *queue, uint64_t address, UMockdevIoctlClient *client)
{
    for (struct urb **at = &queue->first; *at; at = &(*at)->next) {
        struct urb *urb = *at;
        if (client ? urb->client != client : urb->address != address)
            continue;
        if (!(*at = urb->next))
            queue->last = at;
        return urb;
    }
    return NULL;
}

bool discard_locked(uint64_t address)
{
    struct urb *urb = remove_locked(&device.in.pending, address, NULL);
    urb = urb ? urb : remove_locked(&device.out.pending, address, NULL);
    if (urb)
        finish_locked(urb, -ENOENT);
    return urb;
}

void forget_client_locked(UMockdevIoctlClient *client)
{
    struct queue *queues[] = {&device.in.pending, &device.out.pending, &device.done};
    for (int i = 0; i < 3; i++) {
        for (struct urb *urb; (urb = remove_locked(queues[i], 0, client));) {
            g_clear_object(&urb->buffer);
            g_object_unref(urb->data);
            g_free(urb);
        }
    }
    set_ready_locked(device.done.first != NULL || !device.plugged);
}

int connect_board_locked(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(device.board_port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    // A device holds little: a board that stops reading is felt soon.
    int room = 1 << 16;
    device.board = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(device.board, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (connect(device.board, (void *)&address, sizeof address) != 0) {
        close_board_locked();
        return EIO;
    }
    device.in_count = 0;
    pthread_cond_broadcast(&device.changed);
    return 0;
}

void close_board_locked(void)
{
    // The threads sleep in poll on the descriptor, not in calls that would keep it; its number may be reused only after they looked.
    if (device.board >= 0)
        close(device.board);
    device.board = -1;
    device.in_count = 0;
}

// One packet after the other, each behind its two status bytes; a short one ends the transfer.
static int fill_ftdi(uint8_t *target, int length)
{
    int filled = 0;
    while (length - filled >= STATUS_BYTES) {
        int payload = MIN(MIN(device.in_count, PACKET - STATUS_BYTES), length - filled - STATUS_BYTES);
        target[filled] = 0x32;
        target[filled + 1] = 0x60;
        memcpy(target + filled + STATUS_BYTES, device.in_bytes, payload);
        memmove(device.in_bytes, device.in_bytes + payload, device.in_count - payload);
        device.in_count -= payload;
        filled += STATUS_BYTES + payload;
        if (payload < PACKET - STATUS_BYTES)
            break;
    }
    return filled;
}

void pump_in_locked(bool status_due)
{
    bool ftdi = device.kind != KIND_VENDOR;
    while (device.in.pending.first && !device.in.halted) {
        struct urb *urb = device.in.pending.first;
        if (ftdi ? !status_due && device.in_count < PACKET - STATUS_BYTES : device.in_count == 0)
            return;
        take(&device.in.pending);
        if (ftdi) {
            urb->actual = fill_ftdi(urb->buffer->data, urb->length);
            status_due = false;
        } else {
            urb->actual = MIN(device.in_count, urb->length);
            memcpy(urb->buffer->data, device.in_bytes, urb->actual);
            memmove(device.in_bytes, device.in_bytes + urb->actual, device.in_count - urb->actual);
            device.in_count -= urb->actual;
        }
        finish_locked(urb, 0);
    }
}

// Standard string descriptors and the vendor requests of FTDI chips; anything else is a STALL.
void control_locked(struct urb *urb)
{
    uint8_t *bytes = urb->buffer->data;
    int value = bytes[2] | bytes[3] << 8, index = bytes[4] | bytes[5] << 8, length = bytes[6] | bytes[7] << 8, status = 0;
    if (bytes[0] == 0x80 && bytes[1] == 6 && bytes[3] == 3) {
        int count = string_descriptor(bytes[2], bytes + 8, length);
        status = MIN(count, 0);
        urb->actual = MAX(count, 0);
    } else if (bytes[0] == 0x40 && device.kind != KIND_VENDOR) {
        size_t used = strlen(device.requests);
        snprintf(device.requests + used, LOG_BYTES - used, "%02x:%04x:%04x ", bytes[1], value, index);
        if (bytes[1] == 0x09)
            device.latency_ms = value;
        if (bytes[1] == 0x0B)
            device.fifo_mode = value >> 8 == 0x40;
    } else {
        status = -EPIPE;
    }
    finish_locked(urb, status);
}

static bool is_open_locked(void) { return device.plugged && device.board >= 0 && (device.kind == KIND_VENDOR || device.fifo_mode); }

static void *from_board(void *bed)
{
    pthread_mutex_lock(&device.lock);
    for (;;) {
        while (!is_open_locked() || device.in_count == IN_BUFFER)
            pthread_cond_wait(&device.changed, &device.lock);
        struct pollfd waiting = {.fd = device.board, .events = POLLIN};
        pthread_mutex_unlock(&device.lock);
        poll(&waiting, 1, 20);
        pthread_mutex_lock(&device.lock);
        if (!is_open_locked())
            continue;
        ssize_t count = recv(device.board, device.in_bytes + device.in_count, IN_BUFFER - device.in_count, MSG_DONTWAIT);
        if (count > 0) {
            device.in_count += count;
            pump_in_locked(false);
        } else if (count == 0 || errno != EAGAIN) {
            // A board that is switched off leaves the bus.
            int number = device.number;
            disconnect_locked();
            pthread_mutex_unlock(&device.lock);
            unplug(bed, number);
            pthread_mutex_lock(&device.lock);
        }
    }
    return NULL;
}

static void *to_board(void *unused)
{
    pthread_mutex_lock(&device.lock);
    for (;;) {
        while (!is_open_locked() || !device.out.pending.first || device.out.halted || device.out.held)
            pthread_cond_wait(&device.changed, &device.lock);
        struct urb *urb = device.out.pending.first;
        ssize_t count = send(device.board, urb->buffer->data + urb->actual, urb->length - urb->actual, MSG_DONTWAIT | MSG_NOSIGNAL);
        urb->actual += count > 0 ? count : 0;
        if (urb->actual == urb->length) {
            finish_locked(take(&device.out.pending), 0);
        } else if (count < 0) {
            struct pollfd waiting = {.fd = device.board, .events = POLLOUT};
            pthread_mutex_unlock(&device.lock);
            poll(&waiting, 1, 5);
            pthread_mutex_lock(&device.lock);
        }
    }
    return unused;
}

static void *latency_timer(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&device.lock);
        int milliseconds = device.kind == KIND_VENDOR || !device.owner ? 20 : MAX(1, device.latency_ms);
        if (device.kind != KIND_VENDOR && device.plugged && device.owner) {
            pump_in_locked(true);
            pthread_cond_broadcast(&device.changed);
        }
        pthread_mutex_unlock(&device.lock);
        usleep(milliseconds * 1000);
    }
    return unused;
}

void start_board_threads(UMockdevTestbed *bed)
{
    pthread_t thread;
    pthread_create(&thread, NULL, from_board, bed);
    pthread_create(&thread, NULL, to_board, NULL);
    pthread_create(&thread, NULL, latency_timer, NULL);
}
