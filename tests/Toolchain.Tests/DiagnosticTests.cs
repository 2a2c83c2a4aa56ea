using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Toolchain.Checking;

namespace FpgaSeg.Toolchain.Tests;

/// <summary>FS36xx and FS46xx: every text is golden, no golden is orphaned.</summary>
public sealed class DiagnosticTests
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly Dictionary<string, Diagnostic> _cases = new(StringComparer.Ordinal)
    {
        ["FS3601"] = ToolchainDiagnostics.NoTool("Vivado", ["the folder bin of XILINX_VIVADO (not set)", "the 9 folders of PATH"], "--vivado"),
        ["FS3602"] = ToolchainDiagnostics.CannotStart("clang++", "No such file or directory"),
        ["FS3603"] = ToolchainDiagnostics.BadReport("build/reports/utilization.rpt", "one of these rows is missing: DSPs."),
        ["FS3604"] = ToolchainDiagnostics.Failed("/opt/bin/vivado", 1, "synthesis.log", "ERROR: [Common 17-345] A valid license was not found."),
        ["FS3605"] = ToolchainDiagnostics.TookTooLong("/opt/bin/vivado", TimeSpan.FromMinutes(90), "implementation.log"),
        ["FS3606"] = ToolchainDiagnostics.TimingMissed(-0.412, 37, 10),
        ["FS3607"] = ToolchainDiagnostics.Disk("hls.log", "No space left on device"),
        ["FS3608"] = ToolchainDiagnostics.NothingLeft("/opt/bin/vitis_hls", "vitis_hls/solution/syn/report/csynth.xml", "hls.log"),
        ["FS3609"] = ToolchainDiagnostics.BrokenRule(new HlsFinding(HlsRule.ConstantLoops, "fs::fork<n2_fork>", "the loop over 'p' does not end at a constant")),
        ["FS3610"] = ToolchainDiagnostics.NoVendorFlow("ulx3s-85f", "LFE5U-85F-6BG381C"),
        ["FS3611"] = ToolchainDiagnostics.NoLoader(),
        ["FS3612"] = ToolchainDiagnostics.NoBitstream("build/fpga.bit"),
        ["FS3613"] = ToolchainDiagnostics.OtherBoard("arty-a7-35t", "basys3"),
        ["FS3614"] = ToolchainDiagnostics.NoTopLevel("build"),
        ["FS4601"] = ToolchainDiagnostics.NoCable("Digilent Arty A7-35T", "unable to open ftdi device: -3 (device not found)"),
        ["FS4602"] = ToolchainDiagnostics.LoadingFailed("Digilent Arty A7-35T", "Error: IDCODE is of another part"),
    };

    public static TheoryData<string> Names => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_golden(string name)
    {
        Assert.Equal(name, _cases[name].Code);
        Assert.Equal(File.ReadAllText(Path.Combine(_folder, name + ".txt")).TrimEnd(), _cases[name].ToString());
    }

    [Fact]
    public void No_golden_is_orphaned() => Assert.Equal(
        _cases.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(_folder, "FS*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
}
