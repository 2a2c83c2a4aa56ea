using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>devices and stream on a USB port that sim/usb emulates.</summary>
public sealed class UsbTests
{
    [Fact]
    public void Devices_runs_on_any_machine()
    {
        var report = JsonFields.Only(Fpgaseg.Succeed("devices", "--json"));
        Assert.Equal(System.Text.Json.JsonValueKind.Array, report.GetProperty("devices").ValueKind);
        Assert.NotEmpty(Fpgaseg.Succeed("devices"));
    }

    [SkippableFact]
    public void Devices_lists_a_chip_with_the_text_to_pass()
    {
        Skip.If(VirtualUsb.SkipReason is not null, VirtualUsb.SkipReason);
        var outcome = VirtualUsb.Run("ft232h", 1, "devices", "--json");
        Assert.True(outcome.Status == 0, outcome.Errors);
        var report = JsonFields.Only(outcome.Output);
        Assert.Equal(Committed.Devices, JsonFields.Of(report));
        Assert.Equal("ftdi:VIRTUAL1", report.GetProperty("devices")[0].GetProperty("device").GetString());
        Assert.True(report.GetProperty("devices")[0].GetProperty("accessible").GetBoolean());
        Assert.Contains("ftdi:VIRTUAL1", VirtualUsb.Run("ft232h", 1, "devices").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_device_that_is_not_there_is_refused_with_what_is()
    {
        Skip.If(VirtualUsb.SkipReason is not null, VirtualUsb.SkipReason);
        using var folder = new TemporaryFolder();
        var outcome = VirtualUsb.Run("vendor", 1, "stream", "--device", "usb:1209:0002", Repository.FirstImages(1)[0], "-o", folder["masks"]);
        Refusal.Check(outcome, 3, "FS4112");
        Assert.Contains("1209:0001", outcome.Errors, StringComparison.Ordinal);
    }
}
