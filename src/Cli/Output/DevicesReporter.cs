using System.Text.Json.Serialization;
using FpgaSeg.HostDriver.Discovery;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What devices prints.</summary>
internal static class DevicesReporter
{
    /// <summary>Prints the devices, and below them the cure for each that this user may not open.</summary>
    public static int Print(CommandOutput output, IReadOnlyList<AttachedDevice> devices)
    {
        output.Report(
            () => new DevicesReport([.. devices.Select(d => new DeviceJson(d.Device, d.Kind, d.Title, d.Path, d.UsbId, d.Serial, d.Driver, d.IsAccessible, d.Cure))]),
            () => DevicesContext.Default.DevicesReport);
        if (output.Json)
            return ExitCode.Done;
        if (devices.Count == 0)
        {
            output.Say("Nothing is plugged in that could be a board: no serial port, no FTDI chip, no vendor-class USB device.");
            return ExitCode.Done;
        }

        output.Tables.Write(TableOf(devices));
        foreach (var group in devices.Where(d => d.Cure is not null).GroupBy(d => d.Cure, StringComparer.Ordinal))
            output.Say($"This user may not open {string.Join(", ", group.Select(d => d.Path))}: {group.Key}.");
        return ExitCode.Done;
    }

    private static Table TableOf(IReadOnlyList<AttachedDevice> devices)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("what it is", "port", "USB", "driver", "--device");
        table.Columns[^1].NoWrap();
        foreach (var d in devices)
        {
            table.AddRow(
                Markup.Escape(d.Title), d.Path, d.UsbId ?? "", d.Driver ?? "", Markup.Escape(d.IsAccessible ? d.Device ?? "" : $"{d.Device} (not permitted)"));
        }

        return table;
    }
}

/// <summary>devices --json.</summary>
internal sealed record DevicesReport(DeviceJson[] Devices);

/// <summary>One device; device is the text for --device, cure null unless accessible is false.</summary>
internal sealed record DeviceJson(
    string? Device, string Kind, string Title, string Path, string? UsbId, string? Serial, string? Driver, bool Accessible, string? Cure);

[JsonSerializable(typeof(DevicesReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class DevicesContext : JsonSerializerContext;
