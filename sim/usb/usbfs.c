// SPDX-License-Identifier: MIT
// The ioctls of /dev/bus/usb that libusb makes, answered as the kernel documents them.
#include "virtual_usb.h"
#include <errno.h>
#include <linux/usbdevice_fs.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct { UMockdevIoctlBase parent; } Usbfs;
typedef struct { UMockdevIoctlBaseClass parent; } UsbfsClass;
G_DEFINE_TYPE(Usbfs, usbfs, UMOCKDEV_TYPE_IOCTL_BASE)

void set_ready_locked(bool ready)
{
    char byte = 0;
    if (ready == device.ready)
        return;
    device.ready = ready;
    if ((ready ? read(device.ready_pipe, &byte, 1) : write(device.ready_pipe, &byte, 1)) != 1)
        g_warning("the pipe behind the node: %s", g_strerror(errno));
}

static int submit_locked(UMockdevIoctlClient *client, UMockdevIoctlData *data)
{
    const struct usbdevfs_urb *wanted = (const void *)data->data;
    struct urb *urb = g_new0(struct urb, 1);
    urb->client = client;
    urb->data = g_object_ref(data);
    urb->address = data->client_addr;
    urb->type = wanted->type;
    urb->endpoint = wanted->endpoint;
    urb->length = wanted->buffer_length;
    UMockdevIoctlData *buffer = umockdev_ioctl_data_resolve(data, offsetof(struct usbdevfs_urb, buffer), urb->length, NULL);
    urb->buffer = buffer ? g_object_ref(buffer) : NULL;
    if (urb->type == USBDEVFS_URB_TYPE_CONTROL) {
        control_locked(urb);
        return 0;
    }
    struct endpoint *endpoint = urb->endpoint == 0x81 ? &device.in : urb->endpoint == 0x02 ? &device.out : NULL;
    if (!endpoint || device.owner != client)
        return ENOENT;
    append(&endpoint->pending, urb);
    if (endpoint->halted)
        drain_locked(&endpoint->pending, -EPIPE);
    else if (endpoint->errors > 0) {
        endpoint->errors--;
        drain_locked(&endpoint->pending, -EPROTO);
    }
    pump_in_locked(false);
    pthread_cond_broadcast(&device.changed);
    return 0;
}

static int reap_locked(UMockdevIoctlClient *client, UMockdevIoctlData *target)
{
    struct urb **at = &device.done.first;
    while (*at && (*at)->client != client)
        at = &(*at)->next;
    struct urb *urb = *at;
    if (!urb)
        return device.plugged ? EAGAIN : ENODEV;
    if (!(*at = urb->next))
        device.done.last = at;
    struct usbdevfs_urb *answer = (void *)urb->data->data;
    answer->status = urb->status;
    answer->actual_length = urb->actual;
    umockdev_ioctl_data_set_ptr(target, 0, urb->data);
    g_object_unref(urb->data);
    g_clear_object(&urb->buffer);
    g_free(urb);
    set_ready_locked(device.done.first != NULL || !device.plugged);
    return 0;
}

static int claim_locked(UMockdevIoctlClient *client)
{
    if (device.owner && device.owner != client)
        return EBUSY;
    if (device.owner == client)
        return 0;
    device.owner = client;
    return connect_board_locked();
}

static int answer_locked(UMockdevIoctlClient *client, gulong request, UMockdevIoctlData *data)
{
    if (request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY)
        return reap_locked(client, data);
    if (!device.plugged)
        return ENODEV;
    switch (request) {
    case USBDEVFS_GET_CAPABILITIES:
        *(uint32_t *)data->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION | USBDEVFS_CAP_NO_PACKET_SIZE_LIM
            | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
        return 0;
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_DISCONNECT_CLAIM:
        return claim_locked(client);
    case USBDEVFS_RELEASEINTERFACE:
        if (device.owner == client) {
            device.owner = NULL;
            close_board_locked();
        }
        return 0;
    case USBDEVFS_CLEAR_HALT:
        *(*(uint32_t *)data->data == 0x81 ? &device.in.halted : &device.out.halted) = false;
        device.halts_cleared++;
        return 0;
    case USBDEVFS_SUBMITURB:
        return submit_locked(client, data);
    case USBDEVFS_DISCARDURB:
        return discard_locked(*(gulong *)umockdev_ioctl_client_get_arg(client)->data) ? 0 : EINVAL;
    case USBDEVFS_GETDRIVER:
        return ENODATA;
    default:
        return ENOTTY;
    }
}

static gboolean handle(UMockdevIoctlBase *base, UMockdevIoctlClient *client)
{
    (void)base;
    gulong request = umockdev_ioctl_client_get_request(client);
    gulong size = _IOC_SIZE(request);
    UMockdevIoctlData *data = NULL;
    if (size > 0 && request != USBDEVFS_DISCARDURB)
        data = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, size, NULL);
    pthread_mutex_lock(&device.lock);
    int error = answer_locked(client, request, data);
    pthread_mutex_unlock(&device.lock);
    g_clear_object(&data);
    umockdev_ioctl_client_complete(client, error ? -1 : 0, error);
    return TRUE;
}

static void vanished(UMockdevIoctlBase *base, UMockdevIoctlClient *client)
{
    (void)base;
    pthread_mutex_lock(&device.lock);
    forget_client_locked(client);
    if (device.owner == client) {
        device.owner = NULL;
        close_board_locked();
    }
    pthread_mutex_unlock(&device.lock);
}

static void usbfs_class_init(UsbfsClass *type)
{
    type->parent.handle_ioctl = handle;
    type->parent.client_vanished = vanished;
}

static void usbfs_init(Usbfs *self) { (void)self; }

UMockdevIoctlBase *usbfs_new(void) { return g_object_new(usbfs_get_type(), NULL); }
