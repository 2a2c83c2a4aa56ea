using System.Text.Json;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>What runs as child of sim/usb's virtual_usb: every emulated case, one line of JSON each; with the word "measure", the measurement.</summary>
internal static class EmulatedProgram
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["measure"])
            return await Throughput.PrintAsync();
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
