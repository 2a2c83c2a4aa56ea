using System.CommandLine;
using FpgaSeg.Cli.Workflows;

namespace FpgaSeg.Cli;

/// <summary>--report and what it shows besides the layers.</summary>
internal sealed class ReportOptions
{
    public Option<string?> File { get; } = new("--report")
    {
        Description = "Write a page (HTML, self-contained) on what quantization did: error by layer, ranges, memory, the images that changed most.",
    };

    public Option<string?> Images { get; } = new("--report-images")
    {
        Description = "Folder of images on which the report compares float and fixed. Default: the calibration images.",
    };

    public Option<string?> Masks { get; } = new("--report-masks")
    {
        Description = "Folder of their true masks, named like the images: the report then gives Dice and IoU.",
    };

    /// <summary>What was asked for, or null.</summary>
    public ReportRequest? Read(ParseResult parsed) =>
        parsed.GetValue(File) is { } file ? new ReportRequest(file, parsed.GetValue(Images), parsed.GetValue(Masks)) : null;
}
