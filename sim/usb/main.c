// SPDX-License-Identifier: MIT
// virtual_usb COMMAND ARGUMENT...: runs a command on a machine that has one more USB port. VIRTUAL_USB_CONTROL tells the command where to plug
// something in. Needs libumockdev-preload.so.0 in LD_PRELOAD; ends with the command and as it did.
#include "virtual_usb.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    const char *preload = getenv("LD_PRELOAD");
    if (count < 2 || !preload || !strstr(preload, "umockdev-preload")) {
        fprintf(stderr, "usage: LD_PRELOAD=libumockdev-preload.so.0 %s COMMAND ARGUMENT...\n", arguments[0]);
        return 2;
    }
    g_autoptr(UMockdevTestbed) bed = umockdev_testbed_new();
    char port[16];
    snprintf(port, sizeof port, "%d", start_control(bed));
    setenv("VIRTUAL_USB_CONTROL", port, 1);
    // Without this .NET waits for ever at its start under the preload.
    setenv("DOTNET_EnableDiagnostics", "0", 1);
    start_board_threads(bed);
    pid_t child = fork();
    if (child == 0) {
        execvp(arguments[1], arguments + 1);
        perror(arguments[1]);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    umockdev_testbed_clear(bed);
    g_clear_object(&bed);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
