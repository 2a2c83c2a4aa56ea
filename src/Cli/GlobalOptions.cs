using System.CommandLine;

namespace FpgaSeg.Cli;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object on standard output; messages go to standard error.",
        Recursive = true,
    };
}
