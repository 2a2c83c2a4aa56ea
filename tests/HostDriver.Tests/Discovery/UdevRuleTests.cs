using FpgaSeg.HostDriver.Transports.Ftdi;
using FpgaSeg.HostDriver.Transports.Usb;

namespace FpgaSeg.HostDriver.Tests.Discovery;

/// <summary>The rule file that FS4113 names.</summary>
public sealed class UdevRuleTests
{
    [Fact]
    public void The_rule_file_is_where_the_error_says_and_names_every_chip()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FpgaSeg.sln")))
            folder = Path.GetDirectoryName(folder)!;
        var rules = File.ReadAllText(Path.Combine(folder, UsbErrors.RuleFile));
        foreach (var (vendor, product) in new[] { (FtdiTransport.Vendor, FtdiTransport.Ft2232H), (FtdiTransport.Vendor, FtdiTransport.Ft232H), ((ushort)0x1209, (ushort)1) })
            Assert.Contains($"ATTR{{idVendor}}==\"{vendor:x4}\", ATTR{{idProduct}}==\"{product:x4}\", MODE=\"0660\", GROUP=\"plugdev\", TAG+=\"uaccess\"", rules, StringComparison.Ordinal);
    }
}
