using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Toolchain.Building;

/// <summary>Where to look for the vendor's programs.</summary>
/// <param name="Hls">Path of vitis_hls or vitis-run that the user names; null: look for it.</param>
/// <param name="Vivado">Path of vivado that the user names.</param>
/// <param name="Environment">Value of an environment variable, or null.</param>
public sealed record VendorSearch(string? Hls, string? Vivado, Func<string, string?> Environment)
{
    /// <summary>The search of this process.</summary>
    public static VendorSearch Of(string? hls, string? vivado) => new(hls, vivado, System.Environment.GetEnvironmentVariable);
}

/// <summary>Finds the vendor's programs: the path the user names, then the folders of AMD's settings scripts, then PATH.</summary>
public static class VendorTools
{
    /// <summary>vitis_hls, or vitis-run of the releases that have it instead; FS3601 where neither is found.</summary>
    public static Result<string> Hls(VendorSearch search) =>
        Find("Vitis HLS", ["vitis_hls", "vitis-run"], search.Hls, "--vitis-hls", ["XILINX_HLS", "XILINX_VITIS"], search);

    /// <summary>vivado; FS3601 where it is not found.</summary>
    public static Result<string> Vivado(VendorSearch search) => Find("Vivado", ["vivado"], search.Vivado, "--vivado", ["XILINX_VIVADO"], search);

    private static Result<string> Find(string title, string[] programs, string? named, string option, string[] variables, VendorSearch search)
    {
        if (named is not null)
            return File.Exists(named) ? Path.GetFullPath(named) : ToolchainDiagnostics.NoTool(title, [$"{named} ({option})"], option);
        var roots = variables.Select(search.Environment).Where(r => !string.IsNullOrEmpty(r)).Select(r => Path.Combine(r!, "bin"));
        var onPath = (search.Environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = roots.Concat(onPath).SelectMany(f => programs.Select(p => Path.Combine(f, p))).FirstOrDefault(File.Exists);
        return found is not null ? found : ToolchainDiagnostics.NoTool(
            title, [.. variables.Select(v => $"the folder bin of {v} ({search.Environment(v) ?? "not set"})"), $"the {onPath.Length} folders of PATH"], option);
    }
}
