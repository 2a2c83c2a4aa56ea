// SPDX-License-Identifier: MIT
// An emulated USB device under umockdev: what the parts share. One lock guards everything below; names ending in _locked expect it held.
#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <umockdev.h>

enum kind { KIND_VENDOR, KIND_FT2232H, KIND_FT232H };

// Bytes of one side of a bulk pair that wait for the other.
enum { IN_BUFFER = 1 << 16, LOG_BYTES = 4096 };

struct urb {
    struct urb *next;
    UMockdevIoctlClient *client;
    UMockdevIoctlData *data;    // struct usbdevfs_urb in the client's memory
    UMockdevIoctlData *buffer;  // its bytes
    uint64_t address;           // of the struct, as the client names it
    int type, length, actual, status;
    uint8_t endpoint;
};

struct queue { struct urb *first, **last; };

struct endpoint {
    struct queue pending;
    bool halted;  // answers STALL until the host clears it
    bool held;    // takes its time: nothing moves until it is released
    int errors;   // so many transfers end in a bus error
};

struct device {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum kind kind;
    char serial[64];
    char node[64];           // /dev/bus/usb/BBB/DDD
    bool plugged;
    int number;
    int board_port;          // TCP port where the board listens
    int board;               // socket to it, -1 while no host holds the interface
    int ready_pipe;          // full while there is nothing to reap: usbfs says so by POLLOUT
    bool ready;
    UMockdevIoctlClient *owner;  // who claimed the interface
    struct endpoint in, out;
    struct queue done;
    uint8_t in_bytes[IN_BUFFER];
    int in_count;
    int latency_ms;          // FTDI: a packet of status alone so often
    bool fifo_mode;          // FTDI: synchronous FIFO; before it nothing passes
    char requests[LOG_BYTES];
    int halts_cleared;
};

extern struct device device;

// device.c: on the bus and off it
void plug(UMockdevTestbed *bed, enum kind kind, const char *serial, int board_port);
void unplug(UMockdevTestbed *bed, int number);  // only that one; 0: whichever is there
void end_bus(UMockdevTestbed *bed);  // the machine goes off: nothing is plugged in or out afterwards
void disconnect_locked(void);
int string_descriptor(int index, uint8_t *target, int room);

// usbfs.c: the calls of libusb
UMockdevIoctlBase *usbfs_new(void);
void set_ready_locked(bool ready);

// endpoints.c: transfers and the board behind them
void append(struct queue *queue, struct urb *urb);
void finish_locked(struct urb *urb, int status);
void drain_locked(struct queue *queue, int status);
bool discard_locked(uint64_t address);
void forget_client_locked(UMockdevIoctlClient *client);
int connect_board_locked(void);
void close_board_locked(void);
void pump_in_locked(bool status_due);
void control_locked(struct urb *urb);
void start_board_threads(UMockdevTestbed *bed);

// serial_adapter.c: a serial port of its own, apart from the USB device
const char *plug_serial(UMockdevTestbed *bed, const char *node, const char *terminal);  // "" or what went wrong
int serial_adapter_flags(void);

// control.c: the test's hand
int listen_for_control(void);  // returns the port
void start_control(UMockdevTestbed *bed);
enum kind kind_of(const char *name);
