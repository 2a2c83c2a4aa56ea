using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>devices, stream and verify on a USB port that sim/usb emulates: the bytes pass libusb.</summary>
[Collection(SharedPipeline.Name)]
public sealed class UsbTests(Pipeline pipeline)
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
        Assert.Contains("ftdi:VIRTUAL1", VirtualUsb.Run("ft232h", 1, "devices").Output, StringComparison.Ordinal);
    }

    /// <summary>The generated C++ computes, the emulated devices carry; the masks are the simulator's, byte for byte.</summary>
    [SkippableFact]
    public void Masks_that_came_over_usb_are_those_of_the_simulator()
    {
        Skip.If(VirtualUsb.SkipReason is not null, VirtualUsb.SkipReason);
        using var folder = new TemporaryFolder();
        var image = Repository.FirstImages(1)[0];
        Fpgaseg.Succeed("simulate", pipeline.Model, image, "-o", folder["simulator"]);
        using var board = RunningBoard.StartTcp(pipeline.Build);
        foreach (var (kind, device) in new[] { ("vendor", "usb:1209:0001"), ("ft2232h", "ftdi:VIRTUAL1") })
        {
            var streamed = VirtualUsb.Run(kind, board.TcpPort, "stream", "--device", device, "--build", pipeline.Build, image, "-o", folder[kind], "--json");
            Assert.True(streamed.Status == 0, streamed.Errors);
            var report = JsonFields.Only(streamed.Output);
            Assert.Equal((1, 0), (report.GetProperty("frames").GetInt32(), report.GetProperty("failed").GetInt32()));
            var names = Directory.GetFiles(folder["simulator"]).Select(f => Path.GetFileName(f)).ToArray();
            Assert.Equal(2, names.Length);
            Assert.All(names, n => Assert.Equal(File.ReadAllBytes(folder[$"simulator/{n}"]), File.ReadAllBytes(folder[$"{kind}/{n}"])));
        }
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
