using FpgaSeg.HostDriver.Discovery;

namespace FpgaSeg.HostDriver.Tests.Discovery;

/// <summary>Machines laid out as folders; what the kernel's files look like is taken from its documentation (sysfs-bus-usb, sysfs-class-tty).</summary>
public sealed class LinuxDevicesTests : IDisposable
{
    private readonly MachineFolder _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_machine_without_usb_and_ports_has_no_devices() => Assert.Empty(List());

    /// <summary>An Arty A7: channel A is JTAG, channel B the UART; no FIFO is offered, and the name by id survives plugging in again.</summary>
    [Fact]
    public void A_digilent_board_is_its_serial_ports()
    {
        var board = _machine.AddUsb("1-2", 7, "0403:6010", "Digilent", "Digilent USB Device", "210319A1B2C3");
        _machine.AddUsbSerial(_machine.AddInterface(board, 0, "ff", "ftdi_sio", "81 in Bulk", "02 out Bulk"), "ttyUSB0", "ftdi_sio");
        _machine.AddUsbSerial(_machine.AddInterface(board, 1, "ff", "ftdi_sio", "83 in Bulk", "04 out Bulk"), "ttyUSB1", "ftdi_sio");
        _machine.AddById("usb-Digilent_Digilent_USB_Device_210319A1B2C3-if01-port0", "ttyUSB1");
        const string title = "Digilent Digilent USB Device (FTDI FT2232H, two channels)";
        Assert.Equal(
            [
                new AttachedDevice("serial:/dev/ttyUSB0?baud=3000000", "serial", title, "/dev/ttyUSB0", "0403:6010", "210319A1B2C3", "ftdi_sio", true, null),
                new AttachedDevice(
                    "serial:/dev/serial/by-id/usb-Digilent_Digilent_USB_Device_210319A1B2C3-if01-port0?baud=3000000", "serial", title + ", channel B", "/dev/ttyUSB1",
                    "0403:6010", "210319A1B2C3", "ftdi_sio", true, null),
            ],
            List());
    }

    [Fact]
    public void A_bare_ftdi_chip_offers_its_fifo()
    {
        _machine.AddInterface(_machine.AddUsb("1-1", 4, "0403:6014", "FTDI", "Single RS232-HS", "FT5XYZ"), 0, "ff", "ftdi_sio", "81 in Bulk", "02 out Bulk");
        Assert.Equal(
            new AttachedDevice(
                "ftdi:FT5XYZ", "ftdi", "FTDI Single RS232-HS (FTDI FT232H): FIFO of channel A, where the EEPROM selects it", "/dev/bus/usb/001/004", "0403:6014",
                "FT5XYZ", null, true, null),
            Assert.Single(List()));
    }

    [Fact]
    public void A_vendor_class_device_is_offered_when_it_has_a_free_bulk_pair()
    {
        _machine.AddInterface(_machine.AddUsb("1-1", 2, "1209:0001", "FpgaSeg", "board", "A7"), 0, "ff", null, "81 in Bulk", "02 out Bulk", "83 in Interrupt");
        _machine.AddInterface(_machine.AddUsb("1-3", 3, "0bda:b812", "Realtek", "WiFi", null), 0, "ff", "rtw88_8822bu", "84 in Bulk", "05 out Bulk");
        _machine.AddInterface(_machine.AddUsb("1-4", 5, "046d:c31c", "Logitech", "Keyboard", null), 0, "03", "usbhid", "81 in Interrupt");
        _machine.AddInterface(_machine.AddUsb("1-5", 6, "1234:5678", null, null, null), 0, "ff", null, "81 in Bulk");
        _machine.AddUsb("1-6", 8, "1d6b:0002", "Linux", "xHCI Host Controller", null, deviceClass: "09");
        var device = Assert.Single(List());
        Assert.Equal(("usb:1209:0001:A7", "usb", "/dev/bus/usb/001/002"), (device.Device, device.Kind, device.Path));
    }

    [Fact]
    public void A_cdc_port_and_a_port_of_the_machine_are_listed()
    {
        _machine.AddTty(_machine.AddInterface(_machine.AddUsb("1-1", 4, "2e8a:000a", "Raspberry Pi", "Pico", "E66"), 0, "02", "cdc_acm"), "ttyACM0");
        _machine.AddTty("/sys/devices/platform/fe201000.serial", "ttyAMA0");
        Assert.Equal(
            [
                new AttachedDevice("serial:/dev/ttyACM0?baud=3000000", "serial", "Raspberry Pi Pico", "/dev/ttyACM0", "2e8a:000a", "E66", "cdc_acm", true, null),
                new AttachedDevice("serial:/dev/ttyAMA0?baud=3000000", "serial", "serial port of the machine", "/dev/ttyAMA0", null, null, null, true, null),
            ],
            List());
    }

    [Fact]
    public void What_may_not_be_opened_comes_with_its_cure()
    {
        var chip = _machine.AddUsb("1-1", 4, "0403:6014", null, null, null);
        _machine.AddUsbSerial(_machine.AddInterface(chip, 0, "ff", "ftdi_sio", "81 in Bulk", "02 out Bulk"), "ttyUSB0", "ftdi_sio");
        var devices = new LinuxDevices(_machine.Root, _ => false).List();
        Assert.Equal(["/dev/ttyUSB0", "/dev/bus/usb/001/004"], devices.Select(d => d.Path));
        Assert.All(devices, d => Assert.False(d.IsAccessible));
        Assert.Contains("dialout", devices[0].Cure, StringComparison.Ordinal);
        Assert.Contains("hw/udev/70-fpgaseg.rules", devices[1].Cure, StringComparison.Ordinal);
        Assert.Equal("ftdi:any", devices[1].Device);
    }

    private IReadOnlyList<AttachedDevice> List() => new LinuxDevices(_machine.Root, _ => true).List();
}
