// SPDX-License-Identifier: MIT
// virtual_usb [--plug KIND PORT] COMMAND ARGUMENT...: runs a command on a machine that has one more USB port. With --plug a vendor, ft2232h or ft232h
// device is in it, whose board listens on the TCP port; VIRTUAL_USB_CONTROL tells the command where to plug things in itself. Needs
// libumockdev-preload.so.0 in LD_PRELOAD; ends with the command and as it did.
#include "virtual_usb.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    const char *preload = getenv("LD_PRELOAD");
    bool is_plugged = count > 4 && strcmp(arguments[1], "--plug") == 0;
    char **command = arguments + (is_plugged ? 4 : 1);
    if (count < 2 || !preload || !strstr(preload, "umockdev-preload")) {
        fprintf(stderr, "usage: LD_PRELOAD=libumockdev-preload.so.0 %s [--plug KIND PORT] COMMAND ARGUMENT...\n", arguments[0]);
        return 2;
    }
    // The environment is complete before the first thread: umockdev's and GLib's read it at any time, and setenv moves it.
    char port[16];
    snprintf(port, sizeof port, "%d", listen_for_control());
    setenv("VIRTUAL_USB_CONTROL", port, 1);
    // Without this .NET waits for ever at its start under the preload.
    setenv("DOTNET_EnableDiagnostics", "0", 1);
    g_autoptr(UMockdevTestbed) bed = umockdev_testbed_new();
    // umockdev answers for every terminal that it does not know; those shall be themselves.
    g_autofree gchar *root = umockdev_testbed_get_root_dir(bed);
    g_autofree gchar *others = g_build_filename(root, "ioctl", "_default", NULL);
    unlink(others);
    start_control(bed);
    start_board_threads(bed);
    if (is_plugged)
        plug(bed, kind_of(arguments[2]), "VIRTUAL1", atoi(arguments[3]));
    pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    end_bus(bed);
    g_clear_object(&bed);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
