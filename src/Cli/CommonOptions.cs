using System.CommandLine;
using FpgaSeg.Simulator;

namespace FpgaSeg.Cli;

/// <summary>Options that several commands share; each call makes a new one for its command.</summary>
internal static class CommonOptions
{
    public static Option<int> Threads() => new("--threads")
    {
        Description = "Threads of computation; the result does not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public static Option<bool> Reference() => new("--reference")
    {
        Description = "Simulate with the plain loops that docs/fixed-point.md is read from; the masks are the same, the time is not.",
    };

    public static SimulatorKind KindOf(bool reference) => reference ? SimulatorKind.Reference : SimulatorKind.Fast;

    public static Argument<string[]> Images() => new("images")
    {
        Description = "Image files, or folders of them. PNG and PNM are built in; JPEG, TIFF, BMP and GIF need libgdk-pixbuf.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Argument<string> Model(string description) => new("model") { Description = description };

    public static Option<string> Output(string description, string? value = null) => value is null
        ? new Option<string>("--output", "-o") { Description = description, Required = true }
        : new Option<string>("--output", "-o") { Description = description, DefaultValueFactory = _ => value };
}
