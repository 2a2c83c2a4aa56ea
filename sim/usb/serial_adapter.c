// SPDX-License-Identifier: MIT
// A serial adapter: a pseudo-terminal whose driver divides 3 MHz by whole numbers, as UART chips do, and has the flags of serial_struct.
#include "virtual_usb.h"
#include <errno.h>
#include <linux/serial.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

// <asm/termbits.h> cannot stand beside <termios.h>, which glib draws in.
struct termios2 {
    uint32_t flags[4];
    uint8_t line, characters[19];
    uint32_t input_baud, output_baud;
};

enum { CLOCK = 3000000 };
static const gulong get_settings = _IOR('T', 0x2A, struct termios2);
static int serial_flags;

typedef struct { UMockdevIoctlBase parent; } Adapter;
typedef struct { UMockdevIoctlBaseClass parent; } AdapterClass;
G_DEFINE_TYPE(Adapter, adapter, UMOCKDEV_TYPE_IOCTL_BASE)

static uint32_t rounded(uint32_t baud)
{
    uint32_t divisor = baud ? (CLOCK + baud / 2) / baud : 0;
    return CLOCK / MAX(1u, divisor);
}

static gboolean handle(UMockdevIoctlBase *base, UMockdevIoctlClient *client)
{
    (void)base;
    gulong request = umockdev_ioctl_client_get_request(client);
    UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg(client);
    int error = 0, result = 0;
    if (request == TIOCGSERIAL || request == TIOCSSERIAL) {
        g_autoptr(UMockdevIoctlData) data = umockdev_ioctl_data_resolve(argument, 0, sizeof(struct serial_struct), NULL);
        struct serial_struct *settings = (void *)data->data;
        if (request == TIOCGSERIAL)
            settings->flags = serial_flags;
        serial_flags = settings->flags;
    } else {
        // The pseudo-terminal does the rest.
        result = umockdev_ioctl_client_execute(client, &error, NULL);
        if (request == get_settings && result == 0) {
            g_autoptr(UMockdevIoctlData) data = umockdev_ioctl_data_resolve(argument, 0, sizeof(struct termios2), NULL);
            struct termios2 *settings = (void *)data->data;
            settings->input_baud = settings->output_baud = rounded(settings->output_baud);
        }
    }
    umockdev_ioctl_client_complete(client, result, error);
    return TRUE;
}

static void adapter_class_init(AdapterClass *type) { type->parent.handle_ioctl = handle; }

static void adapter_init(Adapter *self) { (void)self; }

const char *plug_serial(UMockdevTestbed *bed, const char *node, const char *terminal)
{
    g_autofree gchar *root = umockdev_testbed_get_root_dir(bed);
    g_autofree gchar *link = g_strconcat(root, node, NULL);
    g_autofree gchar *folder = g_path_get_dirname(link);
    g_mkdir_with_parents(folder, 0755);
    serial_flags = 0;
    unlink(link);
    if (symlink(terminal, link) != 0)
        return g_strerror(errno);
    g_autoptr(UMockdevIoctlBase) handler = g_object_new(adapter_get_type(), NULL);
    umockdev_testbed_detach_ioctl(bed, node, NULL);
    return umockdev_testbed_attach_ioctl(bed, node, handler, NULL) ? "" : "cannot attach";
}

int serial_adapter_flags(void) { return serial_flags; }
