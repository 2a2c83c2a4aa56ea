using FpgaSeg.HostDriver.Tests.Emulation;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>USB and FTDI through the real libusb, on a device that umockdev and sim/usb emulate.</summary>
public sealed class EmulatedUsbTests(EmulatedRun run) : IClassFixture<EmulatedRun>
{
    public static TheoryData<string> Names => [.. EmulatedCase.All.Select(c => c.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_the_emulated_port(string name)
    {
        Skip.If(run.SkipReason is not null, run.SkipReason);
        run.Check(name);
    }
}
