// SPDX-License-Identifier: MIT
// The device as the host sees it: descriptors, its folder in sysfs, its node.
#define _GNU_SOURCE
#include "virtual_usb.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct device device = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .board = -1, .ready_pipe = -1};

// Held around what comes and goes on the bus; taken before the device's lock.
static pthread_mutex_t bus = PTHREAD_MUTEX_INITIALIZER;

static const char syspath[] = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1";

// Endpoint descriptors: address, 2 = bulk or 3 = interrupt, 512 bytes a packet (8 for interrupt).
#define BULK(address) "0705" address "02000200"
#define INTERRUPT(address) "0705" address "03080004"
#define INTERFACE(number, endpoints) "0904" number "00" endpoints "ffffff00"

struct model {
    const char *vendor, *product, *descriptors;
};

static const struct model models[] = {
    // 1209:0001 is set aside for tests by pid.codes. The interrupt endpoint stands first so that a host which takes the first one fails.
    [KIND_VENDOR] = {"1209", "0001",
        "12010002000000400912010000010102030109022700010100803209040000" "03ffffff00" INTERRUPT("83") BULK("81") BULK("02")},
    [KIND_FT2232H] = {"0403", "6010",
        "120100020000004003041060000701020301" "09023700020100c032"
        INTERFACE("00", "02") BULK("81") BULK("02") INTERFACE("01", "02") BULK("83") BULK("04")},
    [KIND_FT232H] = {"0403", "6014",
        "120100020000004003041460000901020301" "09022000010100c032" INTERFACE("00", "02") BULK("81") BULK("02")},
};

static void make_node(UMockdevTestbed *bed)
{
    // usbfs reports finished transfers by POLLOUT. A pipe of one page does the same: with a byte in it, it takes no more.
    g_autofree gchar *root = umockdev_testbed_get_root_dir(bed);
    g_autofree gchar *path = g_strconcat(root, device.node, NULL);
    g_autofree gchar *folder = g_path_get_dirname(path);
    g_mkdir_with_parents(folder, 0755);
    unlink(path);
    if (mkfifo(path, 0666) != 0)
        g_error("mkfifo %s: %s", path, g_strerror(errno));
    if (device.ready_pipe >= 0)
        close(device.ready_pipe);
    device.ready_pipe = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    fcntl(device.ready_pipe, F_SETPIPE_SZ, 4096);
    device.ready = true;
    set_ready_locked(false);
}

void plug(UMockdevTestbed *bed, enum kind kind, const char *serial, int board_port)
{
    static const char *products[] = {"virtual board", "virtual FT2232H", "virtual FT232H"};
    unplug(bed, 0);
    pthread_mutex_lock(&bus);
    pthread_mutex_lock(&device.lock);
    device.number = device.number % 99 + 1;
    device.kind = kind;
    snprintf(device.serial, sizeof device.serial, "%s", serial);
    snprintf(device.node, sizeof device.node, "/dev/bus/usb/001/%03d", device.number + 1);
    device.in = (struct endpoint){.pending = {NULL, &device.in.pending.first}};
    device.out = (struct endpoint){.pending = {NULL, &device.out.pending.first}};
    device.done = (struct queue){NULL, &device.done.first};
    device.board_port = board_port;
    device.in_count = 0;
    device.latency_ms = 16;
    device.fifo_mode = false;
    device.requests[0] = 0;
    device.halts_cleared = 0;
    device.owner = NULL;

    const struct model *model = &models[kind];
    g_autofree gchar *text = g_strdup_printf(
        "P: %s\nN: bus/usb/001/%03d\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: DEVNAME=%s\nE: BUSNUM=001\nE: DEVNUM=%03d\n"
        "A: busnum=1\\n\nA: devnum=%d\\n\nA: speed=480\\n\nA: bConfigurationValue=1\\n\nA: idVendor=%s\\n\nA: idProduct=%s\\n\n"
        "A: manufacturer=FpgaSeg\\n\nA: product=%s\\n\nA: serial=%s\\n\nH: descriptors=%s\n",
        syspath + 4, device.number + 1, device.node, device.number + 1, device.number + 1, model->vendor, model->product,
        products[kind], serial, model->descriptors);
    GError *error = NULL;
    if (!umockdev_testbed_add_from_string(bed, text, &error))
        g_error("add device: %s", error->message);
    make_node(bed);
    g_autoptr(UMockdevIoctlBase) handler = usbfs_new();
    if (!umockdev_testbed_attach_ioctl(bed, device.node, handler, &error))
        g_error("attach: %s", error->message);
    device.plugged = true;
    pthread_mutex_unlock(&device.lock);
    pthread_mutex_unlock(&bus);
}

// What the controller does when the device is gone: every transfer ends, and calls answer ENODEV from now on.
void disconnect_locked(void)
{
    device.plugged = false;
    drain_locked(&device.in.pending, -ESHUTDOWN);
    drain_locked(&device.out.pending, -ESHUTDOWN);
    close_board_locked();
    set_ready_locked(true);
}

void unplug(UMockdevTestbed *bed, int number)
{
    pthread_mutex_lock(&bus);
    pthread_mutex_lock(&device.lock);
    bool is_meant = device.node[0] != 0 && (number == 0 || number == device.number);
    if (is_meant && device.plugged)
        disconnect_locked();
    if (is_meant)
        device.node[0] = 0;
    pthread_mutex_unlock(&device.lock);
    if (is_meant) {
        umockdev_testbed_uevent(bed, syspath, "remove");
        umockdev_testbed_remove_device(bed, syspath);
    }
    pthread_mutex_unlock(&bus);
}

void end_bus(UMockdevTestbed *bed)
{
    // Kept: a board that is switched off just now has nothing to leave any more.
    pthread_mutex_lock(&bus);
    umockdev_testbed_clear(bed);
}

int string_descriptor(int index, uint8_t *target, int room)
{
    const char *strings[] = {NULL, "FpgaSeg", "virtual board", device.serial};
    uint8_t bytes[130] = {4, 3, 0x09, 0x04};
    if (index < 0 || index > 3)
        return -EPIPE;
    if (index > 0) {
        int count = strlen(strings[index]);
        bytes[0] = 2 + 2 * count;
        for (int i = 0; i < count; i++) {
            bytes[2 + 2 * i] = strings[index][i];
            bytes[3 + 2 * i] = 0;
        }
    }
    int length = MIN(room, bytes[0]);
    memcpy(target, bytes, length);
    return length;
}
