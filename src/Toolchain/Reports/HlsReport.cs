using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain.Reports;

/// <summary>Resources in the units of AMD's reports; block RAM in blocks of 36 Kb.</summary>
public sealed record Resources(double BlockRam, int Dsp, int Lut, int FlipFlops);

/// <summary>A loop of a module: the interval at which its turns start; null where the tool states none.</summary>
public sealed record HlsLoop(string Name, int? Interval, long? TripCount);

/// <summary>One function of the design.</summary>
/// <param name="Latency">Cycles of a call at worst; null where the tool states none.</param>
/// <param name="Interval">Cycles from one call to the next at worst.</param>
public sealed record HlsModule(string Name, long? Latency, long? Interval, Resources Resources, ImmutableArray<HlsLoop> Loops);

/// <summary>csynth.xml of Vitis HLS: its estimates for the design and for each function.</summary>
/// <param name="Top">The whole design.</param>
/// <param name="PeriodNs">Estimated clock period.</param>
public sealed record HlsReport(HlsModule Top, double PeriodNs, ImmutableArray<HlsModule> Modules)
{
    /// <summary>Reads the file; FS3603 where it is missing or something else.</summary>
    public static Result<HlsReport> Read(string path)
    {
        try
        {
            var root = XDocument.Load(path).Root!;
            if (root.Element("PerformanceEstimates") is not { } || root.Element("AreaEstimates") is not { })
                return ToolchainDiagnostics.BadReport(path, "it has no PerformanceEstimates and AreaEstimates.");
            var name = (string?)root.Element("UserAssignments")?.Element("TopModelName") ?? "";
            var period = (string?)root.Element("PerformanceEstimates")!.Element("SummaryOfTimingAnalysis")?.Element("EstimatedClockPeriod");
            return new HlsReport(
                Module(name, root),
                double.TryParse(period, CultureInfo.InvariantCulture, out var ns) ? ns : 0,
                [.. root.Elements("ModuleInformation").Elements("Module").Select(m => Module(((string?)m.Element("Name") ?? "").Trim(), m))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return ToolchainDiagnostics.BadReport(path, e.Message);
        }
    }

    private static HlsModule Module(string name, XElement element)
    {
        var (performance, area) = (element.Element("PerformanceEstimates"), element.Element("AreaEstimates")?.Element("Resources"));
        var latency = performance?.Element("SummaryOfOverallLatency");
        return new HlsModule(
            name,
            Number(latency, "Worst-caseLatency"),
            Number(latency, "Interval-max") ?? Number(latency, "PipelineInitiationInterval"),
            new Resources((Number(area, "BRAM_18K") ?? 0) / 2.0, Count(area, "DSP") + Count(area, "DSP48E"), Count(area, "LUT"), Count(area, "FF")),
            [.. Loops(performance?.Element("SummaryOfLoopLatency"))]);
    }

    // Each loop is an element of its own name, loops within it are elements within it.
    private static IEnumerable<HlsLoop> Loops(XElement? parent)
    {
        foreach (var loop in parent?.Elements().Where(e => e.Element("TripCount") is not null) ?? [])
        {
            yield return new HlsLoop(((string?)loop.Element("Name") ?? loop.Name.LocalName).Trim(), (int?)Number(loop, "PipelineII"), Number(loop, "TripCount"));
            foreach (var inner in Loops(loop))
                yield return inner;
        }
    }

    private static int Count(XElement? parent, string name) => (int)(Number(parent, name) ?? 0);

    // The tool also writes "undef", "?" and ranges.
    private static long? Number(XElement? parent, string name) =>
        long.TryParse(((string?)parent?.Element(name))?.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
