using System.Collections.Immutable;

namespace FpgaSeg.Toolchain.Building;

/// <summary>The steps from C++ to a bitstream, in their order.</summary>
public enum BuildStep
{
    /// <summary>C synthesis and export of the core with Vitis HLS.</summary>
    Hls,

    /// <summary>Synthesis with Vivado.</summary>
    Synthesis,

    /// <summary>Placement and routing.</summary>
    Implementation,

    /// <summary>The bitstream, where the folder has a top level of the board.</summary>
    Bitstream,
}

/// <summary>What a step starts and leaves, by paths in the build folder.</summary>
internal sealed record StepRecipe(BuildStep Step, ImmutableArray<string> Outputs)
{
    public const string HlsReport = "vitis_hls/solution/syn/report/csynth.xml";
    public const string Utilization = "reports/utilization.rpt";
    public const string Timing = "reports/timing_summary.rpt";
    public const string Bitstream = "fpga.bit";

    /// <summary>All steps in order.</summary>
    public static ImmutableArray<StepRecipe> All { get; } =
    [
        new(BuildStep.Hls, [HlsReport, "vitis_hls/solution/impl/ip/component.xml"]),
        new(BuildStep.Synthesis, ["vivado/network.xpr", "reports/synthesis_utilization.rpt"]),
        new(BuildStep.Implementation, [Utilization, Timing]),
        new(BuildStep.Bitstream, [Bitstream]),
    ];

    /// <summary>Name in commands and file names.</summary>
    public string Name => Step.ToString().ToLowerInvariant();

    /// <summary>Arguments of the program.</summary>
    public string[] Arguments(string program, int jobs) => Step != BuildStep.Hls
        ? ["-mode", "batch", "-nojournal", "-nolog", "-source", "vivado.tcl", "-tclargs", Name, $"{jobs}"]
        : Path.GetFileNameWithoutExtension(program) == "vitis-run" ? ["--mode", "hls", "--tcl", "vitis_hls.tcl"] : ["-f", "vitis_hls.tcl"];
}
