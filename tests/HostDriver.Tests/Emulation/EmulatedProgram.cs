using System.Text.Json;
using FpgaSeg.HostDriver.Transports;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>
/// What runs as child of sim/usb's virtual_usb: every emulated case, one line of JSON each. "measure" runs the measurement instead, "open URL" says
/// with which code a device opens.
/// </summary>
internal static class EmulatedProgram
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["measure"])
            return await Throughput.PrintAsync();
        if (arguments is ["open", var url])
        {
            Console.WriteLine((await TransportCatalogue.OpenAsync(url, default)).Errors.FirstOrDefault()?.Code ?? "open");
            return 0;
        }

        foreach (var test in EmulatedCase.All.Where(c => arguments.Length == 0 || c.Name.Contains(arguments[0], StringComparison.Ordinal)))
        {
            var failure = await test.RunAsync();
            Console.WriteLine(JsonSerializer.Serialize(new EmulatedOutcome(test.Name, failure)));
        }

        return 0;
    }
}

/// <summary>How a case ended.</summary>
internal sealed record EmulatedOutcome(string Name, string? Failure);
