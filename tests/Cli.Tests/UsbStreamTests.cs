using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>The generated design behind a USB port that sim/usb emulates: the bytes pass libusb.</summary>
[Collection(SharedPipeline.Name)]
public sealed class UsbStreamTests(Pipeline pipeline)
{
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
            var names = Directory.GetFiles(folder["simulator"], "*.png").Select(f => Path.GetFileName(f)).ToArray();
            Assert.Equal(2, names.Length);
            Assert.All(names, n => Assert.Equal(File.ReadAllBytes(folder[$"simulator/{n}"]), File.ReadAllBytes(folder[$"{kind}/{n}"])));
        }
    }
}
